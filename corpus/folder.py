"""A folder of files, read into documents.

A file `manifest.toml` in the folder may give each file's title, issuer, date, edition, language
and source; without it these come from the files themselves.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document, Metadata, text_sha256
from corpus.errors import DocumentError
from corpus.formats import STANDARD_FORMATS, DocumentFormat, Extract
from corpus.lines import lines_of
from corpus.wording import plain, reads_as_title

MANIFEST = "manifest.toml"
SHIPPED_DOCUMENTS = Path(__file__).parent / "documents"
_METADATA_FIELDS = ("title", "issuer", "date", "edition", "language", "source")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can become a document; `document_id` is what it will be called."""

    path: Path
    document_id: str
    format: DocumentFormat
    metadata: Metadata

    def read_bytes(self) -> bytes:
        """Return the file's bytes. Raises DocumentError if it cannot be read."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise DocumentError(f"{self.path} cannot be read: {error.strerror}") from error


def list_folder(
    folder: Path, formats: Sequence[DocumentFormat] = STANDARD_FORMATS
) -> tuple[SourceFile, ...]:
    """Return the files of a folder and its subfolders that a format reads, ordered by id.

    A document's id is its file name without ending; where two are alike, its path below the folder
    with `/` as `--`. Hidden files and links that lead out of the folder are passed over. Raises
    DocumentError if the folder does not exist or its manifest is malformed.
    """
    if not folder.is_dir():
        raise DocumentError(f"{folder} is not a folder")
    by_suffix = {suffix: item for item in formats for suffix in item.suffixes}
    known = _manifest(folder / MANIFEST)
    root = folder.resolve()
    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in by_suffix
        and path.is_file()
        and path.resolve().is_relative_to(root)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.name != "README.md"
    ]
    stems = [path.stem for path in paths]
    files = []
    for path in paths:
        relative = path.relative_to(folder)
        unique = stems.count(path.stem) == 1
        document_id = path.stem if unique else "--".join(relative.with_suffix("").parts)
        metadata = known.get(relative.as_posix(), Metadata())
        files.append(SourceFile(path, document_id, by_suffix[path.suffix.lower()], metadata))
    _refuse_equal_ids(files)
    return tuple(sorted(files, key=lambda file: file.document_id))


def read_folder(
    folder: Path, formats: Sequence[DocumentFormat] = STANDARD_FORMATS
) -> Iterator[Document]:
    """Yield the documents of a folder, ordered by id. Raises DocumentError naming the file."""
    for file in list_folder(folder, formats):
        yield read_document(file, file.read_bytes())


def read_document(file: SourceFile, data: bytes) -> Document:
    """Return the document that a file's bytes hold. Raises DocumentError naming the file."""
    try:
        extract = file.format.extract(data)
    except DocumentError as error:
        raise DocumentError(f"{file.path}: {error}") from error
    if not extract.text.strip():
        raise DocumentError(f"{file.path}: it holds no text")
    metadata = _merged(file.metadata, extract.metadata)
    if not metadata.title:
        metadata = replace(metadata, title=_title(extract, file.path.stem))
    return Document(
        id=file.document_id,
        text=extract.text,
        metadata=metadata,
        source_sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=text_sha256(extract.text),
        extractor=file.format.name,
        marks=extract.marks,
    )


def _title(extract: Extract, stem: str) -> str:
    """Return the first declared heading, else the first line that reads as a title, else the name."""
    if extract.marks:
        return plain(extract.marks[0].span.of(extract.text))
    first = lines_of(extract.text)[0].text
    return plain(first) if reads_as_title(first) else stem


def _merged(first: Metadata, second: Metadata) -> Metadata:
    default = Metadata()
    chosen = {}
    for name in _METADATA_FIELDS:
        given = getattr(first, name)
        chosen[name] = given if given != getattr(default, name) else getattr(second, name)
    return Metadata(**chosen)


def _manifest(path: Path) -> Mapping[str, Metadata]:
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("document", [])
        known = {
            entry["file"]: Metadata(**{
                name: entry[name] for name in _METADATA_FIELDS if name in entry
            })
            for entry in entries
        }
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise DocumentError(
            f"{path} is malformed ({error}); each [[document]] needs a file and texts"
        ) from error
    if not all(isinstance(getattr(m, n), str) for m in known.values() for n in _METADATA_FIELDS):
        raise DocumentError(f"{path} is malformed: every value must be a text in quotes")
    return known


def _refuse_equal_ids(files: Sequence[SourceFile]) -> None:
    seen: dict[str, Path] = {}
    for file in files:
        other = seen.setdefault(file.document_id, file.path)
        if other != file.path:
            raise DocumentError(
                f"{other} and {file.path} would both be called {file.document_id}; rename one"
            )

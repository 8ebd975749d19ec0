"""A folder of files, read into documents.

A file `manifest.toml` in the folder may give each file's title, issuer, date, edition, language
and source; without it these come from the files themselves.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document, Metadata, text_sha256
from corpus.errors import DocumentError
from corpus.languages import ENGLISH, language_of
from corpus.loading.formats import STANDARD_FORMATS, DocumentFormat, Extract
from corpus.loading.manifest import MANIFEST, merged, read_manifest
from corpus.loading.title_page import title_page
from corpus.parsing.lines import lines_of
from corpus.wording import plain, reads_as_title

SHIPPED_DOCUMENTS = Path(__file__).parent.parent / "documents"
LARGEST_FILE = 200_000_000  # bytes
_OPEN_ELSEWHERE = "~$"  # how office programs name what says that a file is open
_logger = logging.getLogger(__name__)
_ABOUT_THE_FOLDER = "README.md"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can become a document; `document_id` is what it will be called."""

    path: Path
    document_id: str
    format: DocumentFormat
    metadata: Metadata

    def read_bytes(self, largest: int = LARGEST_FILE) -> bytes:
        """Return the file's bytes.

        Raises DocumentError if it cannot be read or has more than `largest` bytes.
        """
        try:
            with self.path.open("rb") as file:
                data = file.read(largest + 1)
        except OSError as error:
            raise DocumentError(f"{self.path} cannot be read: {error.strerror}") from error
        if len(data) > largest:
            raise DocumentError(
                f"{self.path} has more than {largest / 1_000_000:g} MB; cut it into parts, or give "
                "PINCITE_LARGEST_FILE a higher number of MB"
            )
        return data


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A path below a folder that cannot become a document, and why, as a sentence without stop."""

    path: Path
    reason: str


def list_folder(
    folder: Path, formats: Sequence[DocumentFormat] = STANDARD_FORMATS
) -> tuple[SourceFile, ...]:
    """Return the files of a folder and its subfolders that a format reads, ordered by id.

    As `survey` does, but raises DocumentError also if a file's name is not UTF-8 or two files
    would have the same id.
    """
    files, unlisted = survey(folder, formats)
    if unlisted:
        raise DocumentError(unlisted[0].reason)
    return files


def survey(
    folder: Path, formats: Sequence[DocumentFormat] = STANDARD_FORMATS
) -> tuple[tuple[SourceFile, ...], tuple[Unlisted, ...]]:
    """Return the files of a folder that can become documents, by id, and those that cannot.

    A document's id is its file name without ending; where two are alike, its path below the folder
    with `/` as `--`. Hidden files, files called README.md, what office programs leave beside an
    open file and links that lead out of the folder are passed over. A file cannot become a document
    if its name is not UTF-8 or if the id is that of a file before it. Raises DocumentError if the
    folder does not exist or its manifest is malformed.
    """
    if not folder.is_dir():
        raise DocumentError(f"{folder} is not a folder; name one that holds the documents")
    by_suffix = {suffix: item for item in formats for suffix in item.suffixes}
    known = read_manifest(folder / MANIFEST)
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in by_suffix]
    paths = [path for path in paths if _is_source(path, folder)]
    unlisted = [Unlisted(path, reason) for path in paths if (reason := _no_text(path, folder))]
    unnamed = {each.path for each in unlisted}
    paths = [path for path in paths if path not in unnamed]
    alike = Counter(path.stem for path in paths)
    files: dict[str, SourceFile] = {}
    for path in paths:
        below = path.relative_to(folder)
        document_id = path.stem if alike[path.stem] == 1 else qualified_id(below)
        metadata = known.get(below.as_posix(), Metadata())
        file = SourceFile(path, document_id, by_suffix[path.suffix.lower()], metadata)
        if (other := files.setdefault(document_id, file)) is not file:
            unlisted.append(Unlisted(path, would_both_be_called(document_id, other.path, path)))
    return tuple(sorted(files.values(), key=lambda file: file.document_id)), tuple(unlisted)


def qualified_id(below: Path) -> str:
    """Return the id of a file whose name alone is taken, from its path below the folder."""
    return "--".join(below.with_suffix("").parts)


def would_both_be_called(document_id: str, one: Path, other: Path) -> str:
    """Return why two files cannot both become documents."""
    return f"{one} and {other} would both be called {document_id}; rename one"


def read_folder(
    folder: Path, formats: Sequence[DocumentFormat] = STANDARD_FORMATS
) -> Iterator[Document]:
    """Yield the documents of a folder, ordered by id. Raises DocumentError naming the file."""
    for file in list_folder(folder, formats):
        yield read_document(file, file.read_bytes())


def read_document(file: SourceFile, data: bytes) -> Document:
    """Return the document that a file's bytes hold.

    What the folder's manifest says goes before what the file says of itself, and its properties
    before its first lines. A language that nobody says, or English, is that of its words where
    these tell. Raises DocumentError naming the file if it cannot be read or is empty;
    what could be read in part alone is logged.
    """
    try:
        extract = file.format.extract(data)
    except DocumentError as error:
        raise DocumentError(f"{file.path}: {error}") from error
    if not extract.text.strip():
        raise DocumentError(f"{file.path}: it holds no text; remove it or fill it")
    for warning in extract.warnings:
        _logger.warning("%s: %s", file.path, warning)
    metadata = merged(merged(file.metadata, extract.metadata), title_page(extract.text))
    metadata = merged(metadata, Metadata(language=language_of(extract.text) or ENGLISH))
    if not metadata.title:
        metadata = replace(metadata, title=_title(extract, file.path.stem))
    return Document(
        id=file.document_id,
        text=extract.text,
        metadata=metadata,
        source_sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=text_sha256(extract.text),
        extractor=f"{file.format.name} {extract.encoding}".strip(),
        marks=extract.marks,
        pages=extract.pages,
    )


def _is_source(path: Path, folder: Path) -> bool:
    """Tell whether a path is a document of the folder: not hidden, not about it, not elsewhere."""
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return (
        not hidden
        and not path.name.startswith(_OPEN_ELSEWHERE)
        and path.name != _ABOUT_THE_FOLDER
        and path.is_file()
        and path.resolve().is_relative_to(folder.resolve())
    )


def _title(extract: Extract, stem: str) -> str:
    """Return the first declared heading, else a first line that reads as a title, else `stem`.

    A heading right above a table is the table's, as those of the sheets of a workbook are.
    """
    if extract.marks:
        heading = extract.marks[0].span
        below = lines_of(extract.text, heading.end)[:1]
        of_a_table = any(line.is_row for line in below)
        return (not of_a_table and plain(heading.of(extract.text))) or stem
    first = lines_of(extract.text)[0]
    return plain(first.text) if reads_as_title(first.text) and not first.is_row else stem


def _no_text(path: Path, folder: Path) -> str:
    """Return why a file's name below the folder cannot be shown, "" if it can."""
    name = path.relative_to(folder).as_posix()
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        shown = os.fsencode(name).decode("utf-8", "backslashreplace")
        return f"the name of {shown} is not UTF-8; rename the file"
    return ""

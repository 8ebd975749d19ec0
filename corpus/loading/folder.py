"""A folder of files, read into documents.

A file `manifest.toml` in the folder may give each file's title, issuer, date, edition, language
and source; without it these come from the files themselves.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import unicodedata
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
            # A pipe that has taken the file's place is not waited for.
            with os.fdopen(os.open(self.path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
                known = os.fstat(file.fileno())
                is_file, is_larger = stat.S_ISREG(known.st_mode), known.st_size > largest
                data = file.read(largest + 1) if is_file and not is_larger else b""
        except OSError as error:
            raise DocumentError(f"{self.path} cannot be read: {error.strerror}") from error
        if not is_file:
            raise DocumentError(no_file(self.path))
        if is_larger or len(data) > largest:
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
    if `unfit` says why or if the id is that of a file before it; of a subfolder that cannot be read
    nothing is known. Raises DocumentError if the folder does not exist or its manifest is
    malformed.
    """
    if not folder.is_dir():
        raise DocumentError(f"{folder} is not a folder; name one that holds the documents")
    by_suffix = {suffix: item for item in formats for suffix in item.suffixes}
    known = read_manifest(folder / MANIFEST)
    unlisted: list[Unlisted] = []
    paths = []
    for path in _paths(folder, unlisted):
        if path.suffix.lower() not in by_suffix or _is_passed_over(path):
            continue
        if reason := unfit(path, path.relative_to(folder)):
            is_there = path.is_symlink() or path.exists()
            unlisted += [Unlisted(path, reason)] * is_there
        elif path.resolve().is_relative_to(folder.resolve()):
            paths.append(path)
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


def unfit(path: Path, name: Path) -> str:
    """Return why a path called `name` cannot become a document before it is read, "" if it can.

    The name cannot be shown in a line of text, or there is no regular file.
    """
    kinds = {unicodedata.category(sign) for sign in str(name)}
    if "Cs" in kinds:
        return f"the name of {_shown(path)} is not UTF-8; rename the file"
    if kinds & {"Cc", "Zl", "Zp"}:
        return f"the name of {_shown(path)} has a line break or control character; rename the file"
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return f"{path} is {'a link that leads nowhere' if path.is_symlink() else 'not there'}"
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}"
    return "" if is_file else no_file(path)


def no_file(path: Path) -> str:
    """Return why what is neither a file nor a folder cannot become a document."""
    return f"{path} is a pipe, a socket or a device; only files are read"


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
    before its first lines; but their date, often that of the last save, only where it is the
    finer form of the date there, or there is none. A language that nobody says, or English, is
    that of its words where these tell. Raises DocumentError naming the file if it cannot be read or
    is empty; what could be read in part alone is logged.
    """
    try:
        extract = file.format.extract(data)
    except DocumentError as error:
        raise DocumentError(f"{file.path}: {error}") from error
    if not extract.text.strip():
        raise DocumentError(f"{file.path}: it holds no text; remove it or fill it")
    for warning in extract.warnings:
        _logger.warning("%s: %s", file.path, warning)
    own, titled = extract.metadata, title_page(extract.text)
    if titled.date and not own.date.startswith(titled.date):
        own = replace(own, date=titled.date)
    metadata = merged(merged(file.metadata, own), titled)
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


def _paths(folder: Path, unlisted: list[Unlisted]) -> list[Path]:
    """Return what stands in a folder and its subfolders, but for hidden ones, in order.

    Subfolders that cannot be read are told of in `unlisted`. Links to folders are not followed.
    """

    def note(error: OSError) -> None:
        path = Path(error.filename)
        unlisted.append(Unlisted(path, f"{_shown(path)} cannot be read: {error.strerror}"))

    found = []
    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in names]
    return sorted(found)


def _is_passed_over(path: Path) -> bool:
    """Tell whether a file is hidden, lies beside another or tells about the folder."""
    return path.name.startswith((".", _OPEN_ELSEWHERE)) or path.name == _ABOUT_THE_FOLDER


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


def _shown(path: Path) -> str:
    """Return a path in a line of text, with what has no sign of its own as an escape."""
    known = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in known
    )

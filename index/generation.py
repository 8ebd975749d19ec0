"""A generation: one complete, self-describing, never changing state of a data folder.

<data>/CURRENT                        the name of the generation in use
<data>/generations/<number>-<hash>/   manifest.json, catalogue.sqlite, vectors.faiss, terms/
<data>/write.lock                     held by the one writer
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from corpus.errors import DataFolderError
from corpus.structure import Chunk, StructuredDocument
from index.catalogue import Catalogue, open_catalogue
from index.terms import TermIndex
from index.vectors import VectorIndex

FORMAT_VERSION = 1
CATALOGUE_FILE = "catalogue.sqlite"
VECTORS_FILE = "vectors.faiss"
TERMS_FOLDER = "terms"
MANIFEST_FILE = "manifest.json"

_POINTER_FILE = "CURRENT"
_NAME = re.compile(r"([0-9]{6,})-([0-9a-f]{12})")
_ATTEMPTS = 5


class NewerFormatError(DataFolderError):
    """A data folder was written by a newer program, which alone may replace it."""


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file of a generation, by its path inside it, and its SHA-256."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and what made it.

    `content_sha256` is the same wherever equal documents and chunks were put in with the same
    embedder and chunk settings, whatever the order. `corpus_sha256` is of the documents and
    chunks alone.
    """

    format_version: int
    content_sha256: str
    embedder: str
    dimension: int
    chunker: str
    corpus_sha256: str
    documents: int
    sections: int
    chunks: int
    files: tuple[FileDigest, ...]

    def __post_init__(self) -> None:
        made_by = (self.embedder, self.dimension, self.chunker, self.corpus_sha256)
        if self.content_sha256 != content_sha256(*made_by):
            raise ValueError("the content hash is not that of the contents")

    @property
    def generation(self) -> str:
        """Return the short form of the content hash, 12 hexadecimal digits."""
        return self.content_sha256[:12]

    def to_json(self) -> str:
        """Return the manifest as readable JSON."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote. Raises ValueError or TypeError if it is anything else."""
        fields = json.loads(text)
        fields["files"] = tuple(FileDigest(**file) for file in fields["files"])
        return cls(**fields)


def document_sha256(structured: StructuredDocument, chunks: Sequence[Chunk]) -> str:
    """Return the hash of everything that is stored of a document and its chunks."""
    return _json_sha256([dataclasses.asdict(structured), [dataclasses.asdict(c) for c in chunks]])


def corpus_sha256(documents: Mapping[str, str]) -> str:
    """Return the hash of a collection from the hashes of its documents by id, in any order."""
    return _json_sha256(sorted(documents.items()))


def content_sha256(embedder: str, dimension: int, chunker: str, corpus: str) -> str:
    """Return the hash of a generation's contents from what made them and the `corpus` hash."""
    return _json_sha256([FORMAT_VERSION, embedder, dimension, chunker, corpus])


def _json_sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation: its three stores agree on the row of every chunk."""

    name: str
    manifest: Manifest
    catalogue: Catalogue
    vectors: VectorIndex
    terms: TermIndex


def generation_name(number: int, content: str) -> str:
    """Return the folder name of the generation with this number and content hash."""
    return f"{number:06d}-{content[:12]}"


def generation_number(name: str) -> int | None:
    """Return the number in a generation's name, or None if `name` is no such name."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else None


def generations_folder(folder: Path) -> Path:
    """Return where a data folder keeps its generations."""
    return folder / "generations"


def current_name(folder: Path) -> str | None:
    """Return the name of the generation in use, or None where there is no collection.

    Raises DataFolderError if the pointer names none.
    """
    pointer = folder / _POINTER_FILE
    try:
        name = pointer.read_bytes().decode("ascii", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DataFolderError(f"{pointer} cannot be read: {error.strerror}.") from error
    if generation_number(name) is None:
        raise DataFolderError(f"{pointer} names no generation; run `pincite build` again.")
    return name


def switch_current(folder: Path, name: str) -> None:
    """Make the generation the one in use, at once for every reader and safe from a power cut."""
    fresh = folder / f"{_POINTER_FILE}.new"
    fresh.write_text(name + "\n", encoding="ascii")
    sync(fresh)
    fresh.replace(folder / _POINTER_FILE)
    sync(folder)


def open_generation(folder: Path) -> Generation:
    """Open a generation after comparing every file with its hash in the manifest.

    Raises NewerFormatError if a newer program wrote it, DataFolderError if an older one did or if
    a file is missing or damaged.
    """
    manifest = _read_manifest(folder)
    if generation_number(folder.name) is None or not folder.name.endswith(manifest.generation):
        raise _damaged(folder / MANIFEST_FILE)
    for file in manifest.files:
        if _file_sha256(folder / file.path) != file.sha256:
            raise _damaged(folder / file.path)
    catalogue = open_catalogue(folder / CATALOGUE_FILE)
    vectors = VectorIndex.load(folder / VECTORS_FILE)
    terms = TermIndex.load(folder / TERMS_FOLDER)
    counted = (manifest.documents, manifest.sections, *3 * (manifest.chunks,), manifest.dimension)
    if counted != (
        len(catalogue.entries),
        catalogue.section_count,
        catalogue.row_count,
        len(vectors),
        len(terms),
        vectors.dimension,
    ):
        raise _damaged(folder)
    return Generation(folder.name, manifest, catalogue, vectors, terms)


def open_current(
    folder: Path, open_one: Callable[[Path], Generation] = open_generation
) -> Generation | None:
    """Open the generation in use, or return None where there is no collection.

    Raises DataFolderError if it is damaged or of another format. A writer may replace the
    generation twice while it is being opened, and delete it: then the newest is opened instead.
    """
    for _ in range(_ATTEMPTS):
        name = current_name(folder)
        if name is None:
            return None
        try:
            return open_one(generations_folder(folder) / name)
        except DataFolderError:
            if current_name(folder) == name:
                raise
    raise DataFolderError(f"{folder} changed {_ATTEMPTS} times while it was opened; try again.")


def digest_files(folder: Path) -> tuple[FileDigest, ...]:
    """Return the files that make up a generation, locks and the manifest left out, by path."""
    paths = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock" and path.name != MANIFEST_FILE
    )
    return tuple(FileDigest(path, _file_sha256(folder / path)) for path in paths)


def sync(*paths: Path) -> None:
    """Flush files and folders to the disk."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Flush a folder and everything in it to the disk."""
    sync(*folder.rglob("*"), folder)


def _read_manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST_FILE
    try:
        text = path.read_text(encoding="utf-8")
        version = json.loads(text)["format_version"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _damaged(path) from error
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise NewerFormatError(
            f"{folder} has format {version} and this program knows {FORMAT_VERSION}; "
            "install a newer Pincite."
        )
    if isinstance(version, int) and version < FORMAT_VERSION:
        raise DataFolderError(
            f"{folder} has the older format {version}, not {FORMAT_VERSION}; "
            "run `pincite build` again."
        )
    try:
        return Manifest.from_json(text)
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(path) from error


def _file_sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> DataFolderError:
    return DataFolderError(f"{path} is missing or damaged; run `pincite build` again.")

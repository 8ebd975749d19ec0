"""A generation's description of itself: what it holds, what made it, what its files hash to."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from corpus.editions import Superseded
from corpus.errors import DamagedError, DataFolderError, NewerFormatError
from corpus.structure import Chunk, StructuredDocument
from index.generations.sealed import sealed, unsealed

FORMAT_VERSION = 5
MANIFEST_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file of a generation, by its path inside it, and its SHA-256."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and what made it.

    `content_sha256` is the same wherever equal documents and chunks were put in with the same
    embedder and chunk settings, whatever the order. `corpus_sha256` is of the documents and chunks
    alone, `editions_sha256` of what is superseded by what.
    """

    format_version: int
    content_sha256: str
    embedder: str
    dimension: int
    chunker: str
    corpus_sha256: str
    editions_sha256: str
    documents: int
    sections: int
    chunks: int
    files: tuple[FileDigest, ...]

    def __post_init__(self) -> None:
        made_by = (self.embedder, self.dimension, self.chunker)
        if self.content_sha256 != content_sha256(
            *made_by, self.corpus_sha256, self.editions_sha256
        ):
            raise ValueError("the content hash is not that of the contents")

    @property
    def generation(self) -> str:
        """Return the short form of the content hash, 12 hexadecimal digits."""
        return self.content_sha256[:12]

    def save(self, folder: Path) -> None:
        """Write the manifest into a generation's folder as readable JSON."""
        (folder / MANIFEST_FILE).write_bytes(sealed(dataclasses.asdict(self)))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote.

        Raises NewerFormatError if a newer program wrote it, DataFolderError if an older one did,
        and DamagedError if it is missing or damaged.
        """
        path = folder / MANIFEST_FILE
        try:
            fields = unsealed(path.read_bytes())
            _require_known(fields["format_version"], folder)
            fields["files"] = tuple(FileDigest(**file) for file in fields["files"])
            return cls(**fields)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise damaged(path) from error


def document_sha256(structured: StructuredDocument, chunks: Sequence[Chunk]) -> str:
    """Return the hash of everything that is stored of a document and its chunks."""
    return _json_sha256([dataclasses.asdict(structured), [dataclasses.asdict(c) for c in chunks]])


def corpus_sha256(documents: Mapping[str, str]) -> str:
    """Return the hash of a collection from the hashes of its documents by id, in any order."""
    return _json_sha256(sorted(documents.items()))


def editions_sha256(superseded: Iterable[Superseded]) -> str:
    """Return the hash of what is superseded by what, in any order."""
    return _json_sha256(sorted((each.document, each.by, each.since) for each in superseded))


def content_sha256(embedder: str, dimension: int, chunker: str, corpus: str, editions: str) -> str:
    """Return the hash of a generation's contents from what made them and both hashes of them."""
    return _json_sha256([FORMAT_VERSION, embedder, dimension, chunker, corpus, editions])


def file_digests(folder: Path) -> tuple[FileDigest, ...]:
    """Return the files that make up a generation, the manifest left out, by path."""
    paths = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST_FILE
    )
    return tuple(FileDigest(path, file_sha256(folder / path)) for path in paths)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes. Raises DamagedError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise damaged(path) from error


def damaged(path: Path) -> DamagedError:
    """Return the error for a part of a generation that is not what the manifest says."""
    return DamagedError(f"{path} is missing or damaged; run `pincite doctor --repair`.")


def _require_known(version: object, folder: Path) -> None:
    if not isinstance(version, int):
        raise TypeError(f"the format version {version!r} is no number")
    if version > FORMAT_VERSION:
        raise NewerFormatError(
            f"{folder} has format {version} and this program knows {FORMAT_VERSION}; "
            "install a newer Pincite."
        )
    if version < FORMAT_VERSION:
        raise DataFolderError(
            f"{folder} has the older format {version}, not {FORMAT_VERSION}; "
            "run `pincite build` again."
        )


def _json_sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("ascii")).hexdigest()

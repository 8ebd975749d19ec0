"""From a folder of documents to a collection, doing only what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
from corpus.chunking import ChunkSettings, chunk
from corpus.errors import DocumentError
from corpus.loading.folder import LARGEST_FILE, list_folder, read_document
from corpus.loading.formats import STANDARD_FORMATS, DocumentFormat
from corpus.parsing.parser import parse
from index.protocols import Embedder
from index.writer import IndexWriter


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: document ids added or replaced, unchanged and removed, each sorted."""

    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def build(
    folder: Path,
    data: Path,
    embedder: Embedder,
    *,
    formats: Sequence[DocumentFormat] = STANDARD_FORMATS,
    chunks: ChunkSettings | None = None,
    largest_file: int = LARGEST_FILE,
    on_document: Callable[[str], None] = lambda _id: None,
) -> Built:
    """Make the collection in `data` hold exactly the documents of a folder.

    A document is parsed and embedded only if it, the parser's code or the chunk settings changed;
    `on_document` is told its id before that. Nothing is written when a document cannot be read or
    has more than `largest_file` bytes. Raises DocumentError, also for a folder without documents,
    or DataFolderError.
    """
    settings = chunks or ChunkSettings()
    chunker = f"parser/{_parser_sha256()[:12]} {settings}"
    added, unchanged = [], []
    with IndexWriter(data, embedder, chunker=chunker, recover=True) as writer:
        files = list_folder(folder, formats)
        if not files:
            endings = ", ".join(suffix for each in formats for suffix in each.suffixes)
            raise DocumentError(f"{folder} holds no document; files that end in {endings} are read")
        for file in files:
            document = read_document(file, file.read_bytes(largest_file))
            if writer.holds(document):
                unchanged.append(document.id)
                continue
            on_document(document.id)
            structured = parse(document)
            writer.add(structured, chunk(structured, settings))
            added.append(document.id)
        removed = sorted(set(writer.document_ids()) - {file.document_id for file in files})
        writer.remove(removed)
    return Built(tuple(added), tuple(unchanged), tuple(removed))


def _parser_sha256() -> str:
    """Return the hash of the code that parses: a changed parser makes other chunks."""
    digest = hashlib.sha256()
    root = Path(corpus.__file__).parent
    for module in sorted(root.rglob("*.py")):
        digest.update(module.relative_to(root).as_posix().encode() + b"\0" + module.read_bytes())
    return digest.hexdigest()

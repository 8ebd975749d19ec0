"""Documents cut into chunks, and the name of the way they are cut."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import corpus
from corpus.chunking import ChunkSettings, chunk
from corpus.document import Document
from corpus.parsing.parser import parse
from index.writer import IndexWriter


@dataclass(frozen=True, slots=True)
class Cutting:
    """How documents are cut: `chunker` is the same where the chunks would be."""

    settings: ChunkSettings = field(default_factory=ChunkSettings)

    @property
    def chunker(self) -> str:
        """Return what `IndexWriter` calls the chunker."""
        return f"parser/{_parser_sha256()[:12]} {self.settings}"

    def add(self, document: Document, writer: IndexWriter) -> int:
        """Parse and cut a document, put it into a collection, and return its number of chunks."""
        structured = parse(document)
        chunks = chunk(structured, self.settings)
        writer.add(structured, chunks)
        return len(chunks)


def _parser_sha256() -> str:
    """Return the hash of the code that parses: a changed parser makes other chunks."""
    digest = hashlib.sha256()
    root = Path(corpus.__file__).parent
    for module in sorted(root.rglob("*.py")):
        digest.update(module.relative_to(root).as_posix().encode() + b"\0" + module.read_bytes())
    return digest.hexdigest()

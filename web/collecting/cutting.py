"""Documents cut into chunks, and the name of the way they are cut."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import corpus
from corpus.chunking import ChunkSettings, chunk
from corpus.document import Document
from corpus.loading.folder import SourceFile
from corpus.parsing.parser import parse
from index.prepared.cut_document import CutDocument, cut_document
from index.prepared.documents import PreparedDocuments
from index.writer import IndexWriter


@dataclass(frozen=True, slots=True)
class Cutting:
    """How documents are cut: `chunker` is the same where the chunks would be.

    What is `prepared` is not read and cut again.
    """

    settings: ChunkSettings = field(default_factory=ChunkSettings)
    prepared: PreparedDocuments | None = None

    @property
    def chunker(self) -> str:
        """Return what `IndexWriter` calls the chunker."""
        return f"parser/{_parser_sha256()[:12]} {self.settings}"

    def known(self, file: SourceFile, data: bytes) -> CutDocument | None:
        """Return what was prepared of a file with these bytes, None if nothing was."""
        return self.prepared.get(file, data) if self.prepared else None

    def cut(self, document: Document) -> CutDocument:
        """Parse and cut a document."""
        structured = parse(document)
        return cut_document(structured, chunk(structured, self.settings))

    def add(self, document: Document, writer: IndexWriter, known: CutDocument | None = None) -> int:
        """Put a document into a collection and return its number of chunks.

        It is parsed and cut unless `known` is of exactly this document.
        """
        if known is None or known.structured.document != document:
            known = self.cut(document)
        writer.put(known)
        return len(known.chunks)


def _parser_sha256() -> str:
    """Return the hash of the code that parses: a changed parser makes other chunks."""
    digest = hashlib.sha256()
    root = Path(corpus.__file__).parent
    for module in sorted(root.rglob("*.py")):
        digest.update(module.relative_to(root).as_posix().encode() + b"\0" + module.read_bytes())
    return digest.hexdigest()

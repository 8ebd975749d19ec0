"""What is told of a document where many are listed, without its text."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Metadata
from corpus.structure import StructuredDocument


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text.

    `sections` counts them, the document itself included; `pages` those of the source, 0 where it
    has none; `words` are what white space parts. `indexed` is when its text came into the
    collection, an ISO time in UTC, "" where that is not known.
    """

    id: str
    metadata: Metadata
    text_sha256: str
    sections: int
    pages: int
    words: int
    indexed: str


def summary_of(structured: StructuredDocument, indexed: str = "") -> DocumentSummary:
    """Return the summary of a document, which is read whole for it."""
    document = structured.document
    return DocumentSummary(
        id=document.id,
        metadata=document.metadata,
        text_sha256=document.text_sha256,
        sections=len(structured.sections),
        pages=len(document.pages),
        words=len(document.text.split()),
        indexed=indexed,
    )

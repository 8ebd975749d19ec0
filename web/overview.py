"""What the pages say about a collection as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.structure import StructuredDocument
from index.protocols import Index
from web.examples import examples


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document as it is listed.

    `sections` counts them, the document itself included; `words` are what white space parts.
    """

    id: str
    title: str
    issuer: str
    date: str
    edition: str
    language: str
    sections: int
    words: int
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The documents of one generation by id, and questions that they may answer."""

    generation: str
    documents: tuple[DocumentEntry, ...]
    examples: tuple[str, ...]


def overview(index: Index) -> Overview:
    """Read every document of one state of the index once and return the overview."""
    index = index.snapshot()
    generation = index.generation
    ids = index.document_ids()
    entries = tuple(entry(index.document(id_)) for id_ in ids)
    questions = examples((index.document(id_), index.structures(id_)) for id_ in ids)
    return Overview(generation, entries, questions)


def entry(structured: StructuredDocument) -> DocumentEntry:
    """Return a document as it is listed; its id is its title where it has none."""
    document = structured.document
    known = document.metadata
    return DocumentEntry(
        id=document.id,
        title=known.title or document.id,
        issuer=known.issuer,
        date=known.date,
        edition=known.edition,
        language=known.language,
        sections=len(structured.sections),
        words=len(document.text.split()),
        text_sha256=document.text_sha256,
    )

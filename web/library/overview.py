"""What the pages say about a collection as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.editions import Editions
from index.catalogue.summary import DocumentSummary
from index.protocols import Index
from web.library.examples import examples


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document as it is listed.

    `sections` counts them, the document itself included; `pages` those of its source, 0 where it
    has none; `words` are what white space parts. `source` is where the document is from, `indexed`
    when its text came into the collection: an ISO time in UTC, "" where that is not known.
    `superseded_by` is the id of a newer edition and `superseded_since` the day from which on it
    stands in its place; both are empty of a current document.
    """

    id: str
    title: str
    issuer: str
    date: str
    edition: str
    language: str
    source: str
    sections: int
    pages: int
    words: int
    indexed: str
    text_sha256: str
    superseded_by: str = ""
    superseded_since: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The documents of one generation by id, and questions that the current ones may answer."""

    generation: str
    documents: tuple[DocumentEntry, ...]
    examples: tuple[str, ...]


def overview(index: Index) -> Overview:
    """Return the overview of one state of the index; few of its documents are read."""
    index = index.snapshot()
    generation = index.generation
    editions = index.editions()
    entries = tuple(entry(each, editions) for each in index.summaries())
    current = index.without(editions.hidden("")).document_ids()
    questions = examples((index.document(id_), index.structures(id_)) for id_ in current)
    return Overview(generation, entries, questions)


def entry(summary: DocumentSummary, editions: Editions) -> DocumentEntry:
    """Return a document as it is listed; its id is its title where it has none."""
    known = summary.metadata
    newer = editions.superseded.get(summary.id)
    return DocumentEntry(
        id=summary.id,
        title=known.title or summary.id,
        issuer=known.issuer,
        date=known.date,
        edition=known.edition,
        language=known.language,
        source=known.source,
        sections=summary.sections,
        pages=summary.pages,
        words=summary.words,
        indexed=summary.indexed,
        text_sha256=summary.text_sha256,
        superseded_by=newer.by if newer else "",
        superseded_since=newer.since if newer else "",
    )

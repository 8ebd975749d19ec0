"""The catalogue: documents, their structure and their chunks, loaded back equal."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa

from corpus.document import Document, Metadata
from corpus.events.finding import Event
from corpus.structure import Chunk, StructuredDocument
from corpus.structure_json import kind_from_json
from corpus.structures import Structures
from corpus.terms.finding import Term
from index.catalogue import documents as catalogue_documents
from index.catalogue import tables
from index.catalogue.across import AcrossDocuments, batches
from index.catalogue.last_used import LastUsed
from index.catalogue.migrations import require_current
from index.catalogue.summary import DocumentSummary
from index.catalogue.words import Connect
from index.rows.rows import Rows

# What is kept in memory.
_CHARACTERS = 16_000_000  # of documents: with what is known of their text some 60 MB
_OF_ONE_KIND = 100_000  # terms and events: some 30 MB
_STRUCTURES = 128  # of so many documents
_SQLITE = "sqlite"
_COPIED_AT_ONCE = 200  # rows, of which one may be a whole text


class Entry(NamedTuple):
    """What the catalogue's table of contents knows of a document; its rows are consecutive."""

    source_sha256: str
    content_sha256: str
    first_row: int
    row_count: int


class Catalogue:
    """The stored documents of one generation, for reading; safe from many threads.

    Its contents never change, so the table of contents is read once, and what was used last is
    kept. `across` tells what goes over many documents. `connect` gives a connection for a while,
    which sees the tables of the generation alone; `close` ends them all. Raises DataFolderError if
    the tables are of another version, NewerFormatError if of a newer one. Everything raises
    UnreachableError where a server keeps the tables and does not give them.
    """

    def __init__(self, connect: Connect, close: Callable[[], object]) -> None:
        self._connect = connect
        self._documents = LastUsed[StructuredDocument](
            _CHARACTERS, lambda each: len(each.document.text)
        )
        self._structures = LastUsed[Structures](_STRUCTURES, lambda _: 1)
        self._of_one_kind = LastUsed[Structures](
            _OF_ONE_KIND, lambda each: len(each.terms) + len(each.events) + 1
        )
        self.across = AcrossDocuments(connect)
        # Whoever may still ask something of the catalogue keeps `connect`, and so the connections.
        self.close: Callable[[], object] = weakref.finalize(connect, close)
        with connect() as connection:
            require_current(connection)
            d = tables.documents.c
            columns = (d.id, d.source_sha256, d.content_sha256, d.first_row, d.row_count)
            found = {id_: Entry(*rest) for id_, *rest in connection.execute(sa.select(*columns))}
            count = sa.select(sa.func.count()).select_from(tables.sections)
            self.section_count: int = connection.execute(count).scalar_one()
        self.entries: dict[str, Entry] = dict(sorted(found.items()))

    @property
    def row_count(self) -> int:
        """Return how many chunks there are; their rows are 0 to this, exclusive."""
        return sum(entry.row_count for entry in self.entries.values())

    def is_in_order(self) -> bool:
        """Return whether the tables are whole as far as the database can tell.

        The chunks of the documents must be all there are; SQLite looks at its whole file, too.
        """
        with self._connect() as connection:
            try:
                count = sa.select(sa.func.count()).select_from(tables.chunks)
                if connection.execute(count).scalar_one() != self.row_count:
                    return False
                if connection.dialect.name != _SQLITE:
                    return True
                found = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            except sa.exc.DatabaseError:
                if connection.dialect.name != _SQLITE:
                    raise
                return False
        return bool(found == "ok")

    def rows_of_tables(self) -> Iterator[tuple[sa.Table, Sequence[tables.Values]]]:
        """Yield all that is stored, some rows of a table at a time, by their primary keys."""
        for table in tables.EVERY:
            key = tuple(table.primary_key.columns)
            following = sa.select(table).order_by(*key).limit(_COPIED_AT_ONCE)
            wanted = following
            while found := self._mappings(wanted):
                yield table, found
                last = (sa.literal(found[-1][each.name], each.type) for each in key)
                wanted = following.where(sa.tuple_(*key) > sa.tuple_(*last))

    def _mappings(self, wanted: sa.Select[Any]) -> list[tables.Values]:
        with self._connect() as connection:
            return [dict(each) for each in connection.execute(wanted).mappings()]

    def document(self, document_id: str) -> StructuredDocument:
        """Return a document equal to the one stored. Raises KeyError if there is none."""
        return self._documents.get(document_id, self._load)

    def opening(self, document_id: str) -> StructuredDocument:
        """Return a document as `Index.opening` does; it is not kept. Raises KeyError for none."""
        if document_id not in self.entries:
            raise KeyError(document_id)
        with self._connect() as connection:
            return catalogue_documents.opening(connection, document_id)

    def documents_with_text(self, sha256: Collection[str]) -> dict[str, str]:
        """Return by the SHA-256 of a canonical text the document that has it, the first by id.

        Every document is looked at.
        """
        c = tables.documents.c
        with self._connect() as connection:
            held = connection.execute(sa.select(c.text_sha256, c.id).order_by(c.id.desc()))
            return {sum_: id_ for sum_, id_ in held if sum_ in sha256}

    def structures(self, document_id: str) -> Structures:
        """Return the structures stored with a document. Raises KeyError if there is none."""
        return self._structures.get(document_id, self._load_structures)

    def terms(self, document_id: str) -> tuple[Term, ...]:
        """Return the terms of the structures of a document. Raises KeyError if there is none."""
        return self._of_one_kind.get(f"terms {document_id}", self._load_kind).terms

    def events(self, document_id: str) -> tuple[Event, ...]:
        """Return the events of the structures of a document. Raises KeyError if there is none."""
        return self._of_one_kind.get(f"events {document_id}", self._load_kind).events

    def metadata(self, document_id: str) -> Metadata:
        """Return what is known about a document. Raises KeyError if there is none."""
        return self.summaries[document_id].metadata

    @cached_property
    def summaries(self) -> dict[str, DocumentSummary]:
        """Return the summaries of all documents by id, sorted; they are read at the first call."""
        with self._connect() as connection:
            found = map(tables.summary_in, connection.execute(tables.SUMMARIES))
            by_id = {each.id: each for each in found}
        return {id_: by_id[id_] for id_ in self.entries}

    def summary(self, document_id: str) -> DocumentSummary:
        """Return the summary of a document. Raises KeyError if there is none."""
        return self.summaries[document_id]

    def holds(self, document: Document) -> bool:
        """Return whether exactly this document is stored.

        The database is only asked if the bytes that the document came from are the same.
        """
        entry = self.entries.get(document.id)
        if entry is None or entry.source_sha256 != document.source_sha256:
            return False
        with self._connect() as connection:
            return catalogue_documents.text_of(connection, document.id) == document

    def _load(self, document_id: str) -> StructuredDocument:
        if document_id not in self.entries:
            raise KeyError(document_id)
        with self._connect() as connection:
            return catalogue_documents.whole(connection, document_id)

    def _load_structures(self, document_id: str) -> Structures:
        if document_id not in self.entries:
            raise KeyError(document_id)
        of_it = tables.structures.c.document_id == document_id
        with self._connect() as connection:
            return tables.structures_of(
                connection.execute(sa.select(tables.structures).where(of_it))
            )

    def _load_kind(self, kind_and_id: str) -> Structures:
        kind, _, document_id = kind_and_id.partition(" ")
        if document_id not in self.entries:
            raise KeyError(document_id)
        c = tables.structures.c
        wanted = sa.select(c.content).where(c.document_id == document_id, c.kind == kind)
        with self._connect() as connection:
            return kind_from_json(kind, connection.execute(wanted).scalar_one())

    def chunks(self, rows: Collection[int]) -> dict[int, Chunk]:
        """Return the chunks of known rows, by row."""
        found: dict[int, Chunk] = {}
        with self._connect() as connection:
            for batch in batches(rows):
                read = connection.execute(tables.CHUNKS_BY_ROW, {"rows": batch})
                found.update(map(tables.chunk_of, read))
        return found

    def chunks_of(self, document_id: str) -> tuple[Chunk, ...]:
        """Return the chunks of a document by start. Raises KeyError if there is no such one."""
        entry = self.entries[document_id]
        rows = range(entry.first_row, entry.first_row + entry.row_count)
        found = self.chunks(rows)
        return tuple(found[row] for row in rows)

    def rows_of(self, document_ids: Iterable[str]) -> Rows:
        """Return the rows of all chunks of the documents, ascending; unknown ids have none."""
        known = sorted(self.entries[id_] for id_ in set(document_ids) if id_ in self.entries)
        ranges = [np.arange(e.first_row, e.first_row + e.row_count, dtype=np.int64) for e in known]
        return np.sort(np.concatenate([np.empty(0, dtype=np.int64), *ranges]))

    def rows_outside(self, document_ids: Iterable[str]) -> Rows:
        """Return the rows of all chunks of the other documents, ascending."""
        is_outside = np.ones(self.row_count, dtype=bool)
        is_outside[self.rows_of(document_ids)] = False
        return np.flatnonzero(is_outside).astype(np.int64)

    def rows_embedded_as(self, embed_texts: Iterable[str]) -> dict[str, int]:
        """Return by text the row of a chunk that has this `embed_text`, where there is one."""
        c = tables.chunks.c
        texts = {tables.embed_sha256(text): text for text in embed_texts}
        found: dict[str, int] = {}
        with self._connect() as connection:
            for batch in batches(texts):
                wanted = sa.select(c.embed_sha256, c.row_id).where(c.embed_sha256.in_(batch))
                found.update((texts[hash_], row) for hash_, row in connection.execute(wanted))
        return found

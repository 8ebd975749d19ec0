"""The catalogue: documents, their structure and their chunks, stored and loaded back equal."""

from __future__ import annotations

import hashlib
import sqlite3
import weakref
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

import numpy as np
import sqlalchemy as sa
from sqlalchemy.pool import NullPool, QueuePool

from corpus.document import Document, HeadingMark, Metadata
from corpus.errors import DataFolderError
from corpus.span import Span
from corpus.structure import Block, BlockKind, Chunk, Section, StructuredDocument
from index import migrations as tables
from index.migrations import SCHEMA_VERSION, migrate, schema_version
from index.vectors import Rows

_READERS = 4  # connections, all opened at once: the file may be deleted while it is in use
_CACHED_DOCUMENTS = 128
_BATCH = 1000  # values in one IN (...)

_Value = TypeVar("_Value")


def embed_sha256(embed_text: str) -> str:
    """Return the hash under which the vector of an embedded text is found again."""
    return hashlib.sha256(embed_text.encode("utf-8")).hexdigest()


class Entry(NamedTuple):
    """What the catalogue's table of contents knows of a document; its rows are consecutive."""

    source_sha256: str
    content_sha256: str
    first_row: int
    row_count: int


class CatalogueWriter:
    """Fills an empty catalogue in one transaction; `close` commits.

    Raises DataFolderError if the database refuses.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection = engine.connect()
        migrate(self._connection)

    def add(
        self,
        structured: StructuredDocument,
        chunks: Sequence[Chunk],
        first_row: int,
        content_sha256: str,
    ) -> None:
        """Store a document with its chunks, which take the rows from `first_row` on."""
        document = structured.document
        about = document.metadata
        self._insert(
            tables.documents,
            [
                {
                    "id": document.id,
                    "text": document.text,
                    "title": about.title,
                    "issuer": about.issuer,
                    "date": about.date,
                    "edition": about.edition,
                    "language": about.language,
                    "source": about.source,
                    "source_sha256": document.source_sha256,
                    "text_sha256": document.text_sha256,
                    "extractor": document.extractor,
                    "marks": [[m.span.start, m.span.end, m.level] for m in document.marks],
                    "content_sha256": content_sha256,
                    "first_row": first_row,
                    "row_count": len(chunks),
                }
            ],
        )
        self._insert(tables.sections, [_section_row(document.id, s) for s in structured.sections])
        self._insert(tables.blocks, [_block_row(document.id, b) for b in structured.blocks])
        rows = enumerate(chunks, start=first_row)
        self._insert(tables.chunks, [_chunk_row(row, chunk) for row, chunk in rows])

    def _insert(self, table: sa.Table, rows: list[dict[str, object]]) -> None:
        if not rows:
            return
        try:
            self._connection.execute(table.insert(), rows)
        except sa.exc.DatabaseError as error:
            raise DataFolderError(
                f"The catalogue cannot be written ({error.orig}); is the disk full?"
            ) from error

    def close(self) -> None:
        """Commit and let go of the database."""
        self._connection.commit()
        self._connection.close()
        self._engine.dispose()


class Catalogue:
    """The stored documents of one generation, for reading; safe from many threads.

    Its contents never change, so the table of contents is read once and documents are kept, the
    last 128 used. Raises DataFolderError if the tables are of another version.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._cache: OrderedDict[str, StructuredDocument] = OrderedDict()
        self._cache_lock = Lock()
        # Searches that are still running keep the catalogue alive, and with it its connections.
        self.close: Callable[[], object] = weakref.finalize(self, engine.dispose)
        with engine.connect() as connection:
            version = schema_version(connection)
            if version != SCHEMA_VERSION:
                raise DataFolderError(
                    f"The catalogue has version {version}, not {SCHEMA_VERSION}; "
                    "run `pincite build` again."
                )
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

    def document(self, document_id: str) -> StructuredDocument:
        """Return a document equal to the one stored. Raises KeyError if there is none."""
        with self._cache_lock:
            if document_id in self._cache:
                self._cache.move_to_end(document_id)
                return self._cache[document_id]
        loaded = self._load(document_id)
        with self._cache_lock:
            self._cache[document_id] = loaded
            while len(self._cache) > _CACHED_DOCUMENTS:
                self._cache.popitem(last=False)
        return loaded

    def _load(self, document_id: str) -> StructuredDocument:
        if document_id not in self.entries:
            raise KeyError(document_id)
        with self._engine.connect() as connection:
            of_id = sa.select(tables.documents).where(tables.documents.c.id == document_id)
            row = connection.execute(of_id).one()

            def parts(table: sa.Table) -> Sequence[sa.Row[Any]]:
                mine = sa.select(table).where(table.c.document_id == document_id)
                return connection.execute(mine.order_by(table.c.number)).all()

            sections = tuple(_section(section) for section in parts(tables.sections))
            blocks = tuple(_block(block) for block in parts(tables.blocks))
        about = Metadata(
            row.title, row.issuer, row.date, row.edition, row.language, source=row.source
        )
        marks = tuple(HeadingMark(Span(start, end), level) for start, end, level in row.marks)
        document = Document(
            row.id, row.text, about, row.source_sha256, row.text_sha256, row.extractor, marks
        )
        return StructuredDocument(document, sections, blocks)

    def chunks(self, rows: Collection[int]) -> dict[int, Chunk]:
        """Return the chunks of known rows, by row."""
        c = tables.chunks.c
        found: dict[int, Chunk] = {}
        with self._engine.connect() as connection:
            for batch in _batches(rows):
                wanted = sa.select(tables.chunks).where(c.row_id.in_(batch))
                found.update((row.row_id, _chunk(row)) for row in connection.execute(wanted))
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

    def rows_embedded_as(self, hashes: Collection[str]) -> dict[str, int]:
        """Return a row for each `embed_sha256` that some chunk has."""
        c = tables.chunks.c
        found: dict[str, int] = {}
        with self._engine.connect() as connection:
            for batch in _batches(hashes):
                wanted = sa.select(c.embed_sha256, c.row_id).where(c.embed_sha256.in_(batch))
                found.update((hash_, row) for hash_, row in connection.execute(wanted))
        return found


def create_catalogue(path: Path) -> CatalogueWriter:
    """Begin a new SQLite catalogue; whoever closes it flushes the file to the disk."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path)
        # Nobody sees the file before it is complete, so a journal would protect nothing.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    return CatalogueWriter(sa.create_engine("sqlite://", creator=connect, poolclass=NullPool))


def open_catalogue(path: Path) -> Catalogue:
    """Open a finished SQLite catalogue read-only.

    All connections are opened now and kept, so that the file may be deleted meanwhile. Raises
    DataFolderError if it cannot be read.
    """
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    engine = sa.create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=_READERS, max_overflow=0
    )
    try:
        opened = [engine.connect() for _ in range(_READERS)]
        for connection in opened:
            connection.close()
        return Catalogue(engine)
    except sa.exc.DatabaseError as error:
        engine.dispose()
        raise DataFolderError(
            f"{path} is not a readable catalogue; run `pincite build` again."
        ) from error


def _batches(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _section_row(document_id: str, section: Section) -> dict[str, object]:
    return {
        "document_id": document_id,
        "number": section.number,
        "parent": section.parent,
        "level": section.level,
        "heading_start": section.heading.start if section.heading else None,
        "heading_end": section.heading.end if section.heading else None,
        "path": list(section.path),
        "span_start": section.span.start,
        "span_end": section.span.end,
    }


def _section(row: sa.Row[Any]) -> Section:
    heading = None if row.heading_start is None else Span(row.heading_start, row.heading_end)
    span = Span(row.span_start, row.span_end)
    return Section(row.number, row.parent, row.level, heading, tuple(row.path), span)


def _block_row(document_id: str, block: Block) -> dict[str, object]:
    return {
        "document_id": document_id,
        "number": block.number,
        "kind": block.kind.value,
        "section": block.section,
        "parts": [[part.start, part.end] for part in block.parts],
        "lead_in": block.lead_in,
        "header": block.header,
        "level": block.level,
    }


def _block(row: sa.Row[Any]) -> Block:
    parts = tuple(Span(start, end) for start, end in row.parts)
    kind = BlockKind(row.kind)
    return Block(row.number, kind, row.section, parts, row.lead_in, row.header, row.level)


def _chunk_row(row: int, chunk: Chunk) -> dict[str, object]:
    return {
        "row_id": row,
        "document_id": chunk.document_id,
        "section": chunk.section,
        "blocks": list(chunk.blocks),
        "span_start": chunk.start,
        "span_end": chunk.end,
        "text": chunk.text,
        "embed_text": chunk.embed_text,
        "embed_sha256": embed_sha256(chunk.embed_text),
    }


def _chunk(row: sa.Row[Any]) -> Chunk:
    return Chunk(
        row.document_id,
        row.section,
        tuple(row.blocks),
        row.span_start,
        row.span_end,
        row.text,
        row.embed_text,
    )

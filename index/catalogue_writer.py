"""The catalogue while it is being filled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from corpus.editions import Superseded
from corpus.errors import DataFolderError
from corpus.structure import Chunk, StructuredDocument
from corpus.structures import Structures
from index import tables
from index.migrations import migrate


class CatalogueWriter:
    """Fills an empty catalogue in one transaction.

    Used in a `with` statement, which commits on a clean exit. Every use raises DataFolderError if
    the database refuses.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        with _refusals_wrapped():
            self._connection = engine.connect()
            migrate(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                with _refusals_wrapped():
                    self._connection.commit()
        finally:
            self._connection.close()
            self._engine.dispose()

    def add(
        self,
        structured: StructuredDocument,
        structures: Structures,
        words: Mapping[str, tuple[int, ...]],
        chunks: Sequence[Chunk],
        first_row: int,
        sketch: str,
        content_sha256: str,
        indexed: str,
    ) -> None:
        """Store a document, its structures, its words with their blocks, its sketch and its chunks.

        These take the rows from `first_row`. `indexed` is when it came into the collection.
        """
        document = structured.document
        about = tables.document_values(
            structured, indexed, sketch, content_sha256, first_row, len(chunks)
        )
        sections = [tables.section_values(document.id, item) for item in structured.sections]
        blocks = [tables.block_values(document.id, item) for item in structured.blocks]
        kinds = list(tables.structure_values(document.id, structures))
        places = list(tables.word_values(document.id, words))
        rows = enumerate(chunks, start=first_row)
        self._insert(tables.documents, [about])
        self._insert(tables.sections, sections)
        self._insert(tables.blocks, blocks)
        self._insert(tables.structures, kinds)
        self._insert(tables.words, places)
        self._insert(tables.chunks, [tables.chunk_values(row, chunk) for row, chunk in rows])

    def add_superseded(self, superseded: Sequence[Superseded]) -> None:
        """Store what stands in the place of what."""
        self._insert(tables.superseded, list(map(tables.superseded_values, superseded)))

    def _insert(self, table: sa.Table, rows: Sequence[tables.Values]) -> None:
        if rows:
            with _refusals_wrapped():
                self._connection.execute(table.insert(), rows)


def create_catalogue(path: Path) -> CatalogueWriter:
    """Begin a new SQLite catalogue; whoever closes it flushes the file to the disk.

    Raises DataFolderError if the file cannot be made.
    """

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path)
        # Nobody sees the file before it is complete, so a journal would protect nothing.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    return CatalogueWriter(sa.create_engine("sqlite://", creator=connect, poolclass=NullPool))


@contextmanager
def _refusals_wrapped() -> Iterator[None]:
    try:
        yield
    except sa.exc.DatabaseError as error:
        raise DataFolderError(
            f"The catalogue cannot be written ({error.orig}); is the disk full?"
        ) from error

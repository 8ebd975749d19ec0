"""The catalogue while it is being filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from corpus.editions import Superseded
from corpus.structure import Chunk, StructuredDocument
from corpus.structures import Structures
from index.catalogue import tables
from index.catalogue.catalogue import Catalogue
from index.catalogue.copied_rows import copy_rows
from index.catalogue.migrations import migrate
from index.catalogue.table_sum import TableSum
from index.databases.database import Refusal, refusals_told


class CatalogueWriter:
    """Fills an empty catalogue in one transaction.

    Used in a `with` statement, which commits on a clean exit. `schema` is that of the tables where
    the database knows several; it is made with them. `sum_file` gets the sum of all rows, if it is
    given. Every use raises what `refusal` makes of it if the database refuses.
    """

    def __init__(
        self,
        engine: sa.Engine,
        refusal: Refusal,
        schema: str = "",
        sum_file: Path | None = None,
    ) -> None:
        self._engine = engine
        self._refusal = refusal
        self._schema = schema
        self._sum, self._sum_file = TableSum(), sum_file
        with refusals_told(refusal), ExitStack() as opening:
            self._connection = opening.enter_context(engine.connect())
            if schema:
                self._connection.execute(sa.schema.CreateSchema(schema))
            migrate(self._connection)
            opening.pop_all()

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
                with refusals_told(self._refusal):
                    if self._schema:
                        # Nobody else tells the server in time how best to look things up.
                        names = ", ".join(each.name for each in tables.EVERY)
                        self._connection.exec_driver_sql(f"ANALYZE {names}")
                    self._connection.commit()
                if self._sum_file:
                    self._sum_file.write_text(str(self._sum), encoding="ascii")
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

    def copy(self, catalogue: Catalogue) -> None:
        """Store all that another catalogue holds."""
        for table, rows in catalogue.rows_of_tables():
            self._insert(table, rows)

    def _insert(self, table: sa.Table, rows: Sequence[tables.Values]) -> None:
        if rows:
            with refusals_told(self._refusal):
                if self._connection.dialect.name == "postgresql":
                    copy_rows(self._connection, table, rows)
                else:
                    self._connection.execute(table.insert(), rows)
            if self._sum_file:
                self._sum.add(table.name, rows)

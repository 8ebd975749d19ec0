"""A table as it can be asked: columns with their headers, rows with their labels, cells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.span import Span
from corpus.tables.units import Unit


class RowKind(StrEnum):
    """What the figures of a row are."""

    DATA = "data"
    INDEX = "index"
    TOTAL = "total"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a table: `parts` are where they stand, `text` what they read, marks left out.

    Both are empty where the table is silent. What the text means is in `text`, what may be quoted
    in `parts`.
    """

    parts: tuple[Span, ...] = ()
    text: str = ""


SILENT = Wording()


@dataclass(frozen=True, slots=True)
class Note:
    """A note below a table. `marker` is the sign that refers to it ("*", "1"), empty for none."""

    marker: str
    parts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `header` runs from the outermost header to the innermost; empty where none is."""

    number: int
    header: Wording
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `parts` and `text` are empty for a blank one.

    `value` is the figure that the cell consists of, as printed: `unit` says what it is to be
    multiplied by; None where the cell holds something else. `unit` is the cell's own, else that
    of its row, its column or its table. `notes` number the notes of the table that the cell, its
    row or its column refer to.
    """

    row: int
    column: int
    parts: tuple[Span, ...]
    text: str
    value: Decimal | None = None
    unit: Unit | None = None
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with a cell for every column of the table.

    `block` numbers the block it stands in. `label` names the row; `group` is the row or label that
    it stands under, silent for none. `base` is the column whose figure an index takes as 100, for
    rows of the kind INDEX; None for all others and where the table does not show it.
    """

    number: int
    kind: RowKind
    block: int
    label: Wording
    group: Wording
    cells: tuple[Cell, ...]
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `rows`, `columns` and `notes` are indexed by their numbers.

    `section` is the one it stands in and `blocks` those that hold its header and rows, in order.
    `caption` names the table: the lines above it, else the heading of its section. Rows of the
    header, among them one of units, are no `rows`; `header_rows` counts them, and the times that a
    header is repeated on a later page are not counted. `label_column` holds the rows' labels;
    `unit_column` their units, None for none.
    """

    section: int
    blocks: tuple[int, ...]
    caption: Wording
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]
    header_rows: int
    label_column: int
    unit_column: int | None

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at a row and a column. Raises IndexError beyond the table."""
        if row < 0 or column < 0:
            raise IndexError(f"no cell at row {row}, column {column}")
        return self.rows[row].cells[column]

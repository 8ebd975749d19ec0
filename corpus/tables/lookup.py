"""What a table says: a cell by its labels, a row over all columns, the most and the least."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from corpus.tables.figures import without_note_marks
from corpus.tables.grid import Cell, Column, Row, RowKind, Table
from corpus.wording import folded

_Named = TypeVar("_Named", Row, Column)
_SHORTEST_PLURAL = 4  # letters: "gas" is none


def label_words(label: str) -> tuple[str, ...]:
    """Return the words of a label for comparison: lower case, singular, no marks of notes."""
    return tuple(_singular(word) for word in folded(without_note_marks(label)).split())


def rows_named(table: Table, label: str) -> tuple[Row, ...]:
    """Return the rows that `label` names, in order; () for none.

    They are the rows with just its words for a label; without any, those whose label, group
    included, holds all its words and the fewest others. Group rows are not among them.
    """
    rows = [row for row in table.rows if row.kind is not RowKind.GROUP]
    exact = _closest(rows, label, lambda row: row.label.text)
    return exact or _closest(rows, label, lambda row: f"{row.group.text} {row.label.text}")


def columns_named(table: Table, label: str) -> tuple[Column, ...]:
    """Return the columns that `label` names, in order, chosen as rows are; () for none."""
    return _closest(table.columns, label, lambda column: column.header.text)


def cells_at(table: Table, row_label: str, column_label: str) -> tuple[Cell, ...]:
    """Return the cells where the rows and columns of these names meet, row by row.

    Blank cells are left out. Several rows may bear one name: a row of figures and one of indexes.
    """
    columns = columns_named(table, column_label)
    return tuple(
        row.cells[column.number]
        for row in rows_named(table, row_label)
        for column in columns
        if row.cells[column.number].parts
    )


def figures_across(table: Table, row: Row) -> tuple[tuple[Column, Cell], ...]:
    """Return the cells of a row that hold figures, each with its column, from left to right.

    The columns of labels and of units are left out.
    """
    return tuple(
        (column, cell)
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.value is not None and column.number not in (table.label_column, table.unit_column)
    )


def figures_down(table: Table, column: int, kind: RowKind = RowKind.DATA) -> tuple[Cell, ...]:
    """Return the cells of a column that hold figures, in the rows of one kind, from the top."""
    return tuple(
        row.cells[column]
        for row in table.rows
        if row.kind is kind and row.cells[column].value is not None
    )


def quantity(cell: Cell) -> Decimal | None:
    """Return what a cell counts: its figure times the multiplier of its unit; None without one."""
    if cell.value is None or cell.unit is None:
        return cell.value
    return cell.value * cell.unit.multiplier


def highest(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return the cells of the greatest quantity in the order given: several at a tie.

    Cells without a figure are passed over; () where none has one or where their units differ.
    """
    return _extreme(cells, max)


def lowest(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return the cells of the least quantity, as `highest` does those of the greatest."""
    return _extreme(cells, min)


def _extreme(
    cells: Iterable[Cell], pick: Callable[[Iterable[Decimal]], Decimal]
) -> tuple[Cell, ...]:
    counted = [(cell, amount) for cell in cells if (amount := quantity(cell)) is not None]
    units = {cell.unit.name.lower() if cell.unit else "" for cell, _ in counted}
    if len(units) != 1:
        return ()
    best = pick([amount for _, amount in counted])
    return tuple(cell for cell, amount in counted if amount == best)


def _closest(
    things: Sequence[_Named], label: str, said: Callable[[_Named], str]
) -> tuple[_Named, ...]:
    """Return the things whose words hold all those of a label and the fewest others."""
    wanted = set(label_words(label))
    if not wanted:
        return ()
    others = {}
    for number, thing in enumerate(things):
        words = set(label_words(said(thing)))
        if wanted <= words:
            others[number] = len(words - wanted)
    fewest = min(others.values(), default=0)
    return tuple(things[number] for number, extra in others.items() if extra == fewest)


def _singular(word: str) -> str:
    """Return a word without the ending of a regular plural."""
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]

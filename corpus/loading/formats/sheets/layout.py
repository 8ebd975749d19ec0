"""The rows of a sheet as the tables, titles and remarks that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.errors import DocumentError
from corpus.loading.formats.writing import TextWriter
from corpus.tables.figures import figure_of

MOST_CELLS = 1_000_000
_YEAR = re.compile(r"(?:FY\s?)?(?:1[5-9]|20)\d\d(?:\s?[-/–]\s?\d{2,4})?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d.*", re.DOTALL)

Row = Sequence[str]


def write_sheet(writer: TextWriter, rows: Sequence[Row]) -> None:
    """Write the rows of a sheet: blank ones part tables; single cells around them are text.

    The first row of a table names its columns where every cell has a name of its own that is no
    figure, a year aside.
    """
    for block in _blocks(rows):
        filled = [sum(1 for cell in row if cell.strip()) for row in block]
        first = next((at for at, count in enumerate(filled) if count > 1), len(block))
        last = len(block) - next((at for at, count in enumerate(filled[::-1]) if count > 1), 0)
        for row in block[:first]:
            _write_text(writer, row)
        if first < len(block):
            table = block[first:last]
            writer.table(table, headed=_names_columns(table))
            for row in block[last:]:
                _write_text(writer, row)


def too_many_cells() -> DocumentError:
    """Return the error for a file with more cells than are read."""
    return DocumentError(f"it has more than {MOST_CELLS:,} cells; cut it into several files")


def _blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for row in rows:
        if any(cell.strip() for cell in row):
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _write_text(writer: TextWriter, row: Row) -> None:
    writer.paragraph(" ".join(cell for cell in row if cell.strip()))


def _names_columns(table: Sequence[Row]) -> bool:
    if len(table) < 2:
        return False
    width = max(len(row) for row in table)
    names = [cell.strip() for cell in table[0]]
    return (
        len(names) == width
        and all(names)
        and len(set(names)) == width
        and not any(_is_value(name) for name in names)
        and not all(_YEAR.fullmatch(name) for name in names)
    )


def _is_value(cell: str) -> bool:
    if _YEAR.fullmatch(cell):
        return False
    return figure_of(cell) is not None or _DATE.fullmatch(cell) is not None

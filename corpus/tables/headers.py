"""The header of a table: one or two rows of names, a row of units, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.markers import is_date
from corpus.span import Span
from corpus.tables.figures import figure_of, without_note_marks
from corpus.tables.grid import Wording
from corpus.tables.lines import GridLine
from corpus.tables.units import Unit, bracketed_unit, unit_of
from corpus.wording import folded, plain, words

_YEAR = re.compile(r"(?:FY\s?)?(?:1[5-9]|20)\d\d\b")
_LONGEST_NAME = 8  # words
_CORNER = 1  # the cell above the rows' labels, which may name them or be blank
_NARROWEST_TWO_ROWS = 3  # columns


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the columns; every tuple has one entry a column.

    `lines` are the rows of the header: of names, and of units last. `names` run from the outermost
    name to the innermost.
    """

    lines: tuple[GridLine, ...]
    names: tuple[Wording, ...]
    units: tuple[Unit | None, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells headers alike."""
        return tuple(folded(name.text) for name in self.names)


def header_of(lines: Sequence[GridLine], text: str) -> Header:
    """Return the header that the lines of a table begin with, which may have no lines.

    The first line is one where it is declared, or where it holds short names and years and a
    figure stands below one of them. The second one belongs to it where it holds units alone, or
    parts the blank or repeated names of the first. A name stands for the blanks on its right where
    a second row names each of them.
    """
    width = len(lines[0].cells)
    count = 1 if lines[0].is_header or _names_columns(lines, text) else 0
    names: list[tuple[Span, ...]] = [()] * width
    units: list[Unit | None] = [None] * width
    if count:
        names = list(lines[0].cells)
        if len(lines) > count + 1 and _parts_names(lines, text):
            names = _two_rows(lines[0], lines[1], text)
            count += 1
        if len(lines) > count + 1 and (stated := _unit_row(lines[count], text)):
            units = stated
            count += 1
    for column, name in enumerate(names):
        if name and units[column] is None:
            units[column] = bracketed_unit(name[-1].of(text), name[-1].start)
    return Header(tuple(lines[:count]), tuple(words_of(text, name) for name in names), tuple(units))


def words_of(text: str, parts: tuple[Span, ...]) -> Wording:
    """Return what some stretches of a table read, marks that point to notes left out."""
    return Wording(parts, plain(" ".join(without_note_marks(part.of(text)) for part in parts)))


def raw(text: str, parts: tuple[Span, ...]) -> str:
    """Return the characters of some stretches of a table as they stand."""
    return " ".join(part.of(text) for part in parts)


def _names_columns(lines: Sequence[GridLine], text: str) -> bool:
    """Tell whether an undeclared first line names the columns."""
    if len(lines) < 2:
        return False
    first = [raw(text, cell) for cell in lines[0].cells]
    below = [raw(text, cell) for cell in lines[1].cells]
    short = all(len(words(name)) <= _LONGEST_NAME and not _is_value(name) for name in first)
    return short and any(
        name and figure_of(cell) is not None and not _YEAR.fullmatch(cell)
        for name, cell in zip(first, below, strict=True)
    )


def _is_value(cell: str) -> bool:
    """Tell whether a cell can be no name: a figure that is no year, or a date."""
    return (figure_of(cell) is not None and not _YEAR.match(cell)) or is_date(cell)


def _parts_names(lines: Sequence[GridLine], text: str) -> bool:
    """Tell whether the second row names parts of what the first names."""
    first, second, third = (
        [raw(text, cell) for cell in line.cells] for line in (lines[0], lines[1], lines[2])
    )
    if len(first) < _NARROWEST_TWO_ROWS or second[0].strip() not in ("", first[0].strip()):
        return False
    inner = second[_CORNER:]
    blanks = sum(
        1
        for column in range(_CORNER, len(first))
        if second[column] and (not first[column] or first[column] == first[column - 1])
    )
    figures = any(figure_of(cell) is not None for cell in third[_CORNER:])
    named = sum(map(bool, inner)) >= 2 and not any(_is_value(cell) for cell in inner)
    return bool(blanks) and named and figures


def _two_rows(first: GridLine, second: GridLine, text: str) -> list[tuple[Span, ...]]:
    names: list[tuple[Span, ...]] = []
    held: tuple[Span, ...] = ()
    for column, (outer, inner) in enumerate(zip(first.cells, second.cells, strict=True)):
        held = outer or (held if column > _CORNER and inner else ())
        same = raw(text, inner) == raw(text, held)
        names.append(held if same else (*held, *inner))
    return names


def _unit_row(line: GridLine, text: str) -> list[Unit | None] | None:
    """Return the units that a row below the names states, or None if it states something else."""
    units: list[Unit | None] = []
    for number, cell in enumerate(line.cells):
        unit = unit_of(raw(text, cell), cell[0].start) if len(cell) == 1 else None
        if cell and unit is None and number >= _CORNER:
            return None
        units.append(unit)
    return units if any(units[_CORNER:]) else None

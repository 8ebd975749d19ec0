"""Rows and cells of a table: labels, figures, units, and what their rows stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.tables.figures import figure_of, without_note_marks
from corpus.tables.grid import SILENT, Cell, Column, Note, Row, RowKind, Wording
from corpus.tables.headers import Header, raw, words_of
from corpus.tables.lines import GridLine
from corpus.tables.notes import marks_in
from corpus.tables.units import Unit, bracketed_unit, printed_unit, unit_of
from corpus.wording import folded, words

_RANK = re.compile(r"#|no|nr|rank|pos|position|place|number|s no|sl no|item")
_UNITS = re.compile(r"units?(?: of measure(?:ment)?)?")
_TOTAL = re.compile(r"(?:sub|grand|over)?-?totals?", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_BASE_YEAR = re.compile(
    r"\b((?:1[5-9]|20)\d\d)\s?(?:=|:|as|at|is|given as|set at|taken as)\s?100\b"
    r"|\b100\s?(?:=|in|for)\s?((?:1[5-9]|20)\d\d)\b"
)
_NEGATIVE = re.compile(
    r"(?:brackets|parenthes[ie]s)[^.]{0,40}"
    r"\b(?:negative|below zero|deficit|loss|losses|decreases?)\b",
    re.IGNORECASE,
)
_LONGEST_TOTAL = 4  # words
_FEWEST_RANKED = 3
_NARROWEST_GROUPED = 3  # columns
_HUNDRED = Decimal(100)
_INDEX = re.compile(r"\b(?:index|indices|indexes)\b", re.IGNORECASE)
_FEWEST_INDEXES = 3
_ROUNDING = Decimal(1)  # how far a printed index may be from the quotient of printed figures


def label_column(header: Header, body: Sequence[GridLine], text: str) -> int:
    """Return the column that names the rows: the first, or the second beside running numbers."""
    if len(header.names) < 2:
        return 0
    first = [without_note_marks(raw(text, line.cells[0])).rstrip(".") for line in body]
    ranked = sum(cell == str(number) for number, cell in enumerate(first, start=1))
    runs = len(first) >= _FEWEST_RANKED and 5 * ranked >= 4 * len(first)
    named = _RANK.fullmatch(folded(header.names[0].text)) is not None
    beside = [raw(text, line.cells[1]) for line in body if line.cells[1]]
    figures = sum(figure_of(cell) is not None for cell in beside)
    return 1 if (runs or named) and beside and 2 * figures < len(beside) else 0


def unit_column(header: Header, body: Sequence[GridLine], labels: int, text: str) -> int | None:
    """Return the column that holds the units of the rows, or None."""
    for column, name in enumerate(header.names):
        if column == labels:
            continue
        cells = [line.cells[column] for line in body if line.cells[column]]
        declared = _UNITS.fullmatch(folded(name.text)) is not None
        units = all(unit_of(raw(text, cell), cell[0].start) is not None for cell in cells)
        if cells and (declared or (not name.text and units)):
            return column
    return None


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all rows of a table.

    `labels` is the column of their labels, `units` that of their units and `groups` that of the
    groups they stand under, None for none. `unit` holds for the whole table. `base_year` is the one
    that indexes are said to take as 100, empty for none; `negative` tells whether figures in
    brackets are said to be below zero.
    """

    text: str
    columns: tuple[Column, ...]
    notes: tuple[Note, ...]
    labels: int
    units: int | None
    groups: int | None
    unit: Unit | None
    base_year: str
    negative: bool


def said_of_figures(text: str) -> tuple[str, bool]:
    """Return the base year of indexes and whether brackets mean "below zero", as `text` says."""
    base = _BASE_YEAR.search(text)
    year = next((group for group in base.groups() if group), "") if base else ""
    return year, _NEGATIVE.search(text) is not None


def rows_of(body: Sequence[GridLine], frame: Frame) -> tuple[Row, ...]:
    """Return the rows that the lines below a header make, in order, one a line."""
    siblings = defaultdict(list)
    for line in body:
        siblings[line.row].append(line)
    counted = _counted(body, frame)
    rows: list[Row] = []
    group = above = SILENT
    for number, line in enumerate(body):
        label = _label(siblings[line.row], frame)
        unit = _row_unit(siblings[line.row], frame)
        units = [_held(at, unit, frame) if counts else None for at, counts in enumerate(counted)]
        cells = tuple(_cell(number, at, line, label, one, frame) for at, one in enumerate(units))
        kind = _kind(cells, label)
        base = _base(cells, label, rows[-1] if rows else None, frame)
        if base is not None and kind is RowKind.DATA:
            kind = RowKind.INDEX
            cells = tuple(replace(cell, unit=None) for cell in cells)
        under = group if label.parts else above
        if frame.groups is not None:
            under = words_of(frame.text, line.cells[frame.groups])
        own = base if kind is RowKind.INDEX else None
        rows.append(Row(number, kind, line.block, label, under, cells, own))
        if kind is RowKind.GROUP:
            group = label
        above = label if label.parts else above
    return tuple(rows)


def marks_borne(lines: Sequence[GridLine], text: str) -> frozenset[str]:
    """Return the marks that the cells of a table bear to point to notes."""
    return frozenset(
        mark for line in lines for cell in line.cells if cell for mark in marks_in(raw(text, cell))
    )


def _label(lines: Sequence[GridLine], frame: Frame) -> Wording:
    parts = tuple(part for line in lines for part in line.cells[frame.labels])
    return words_of(frame.text, parts)


def _row_unit(lines: Sequence[GridLine], frame: Frame) -> Unit | None:
    """Return the unit that a row states in the column of units, in any words, or in its label."""
    for line in lines:
        cell = line.cells[frame.units] if frame.units is not None else ()
        if len(cell) == 1:
            stated = cell[0].of(frame.text)
            return unit_of(stated, cell[0].start) or printed_unit(stated, cell[0])
    for line in lines:
        for part in line.cells[frame.labels]:
            unit = bracketed_unit(part.of(frame.text), part.start)
            if unit is not None:
                return unit
    return None


def _counted(body: Sequence[GridLine], frame: Frame) -> list[bool]:
    """Tell for each column whether a unit can hold for its figures: years and ranks have none."""
    counted = []
    for column, head in enumerate(frame.columns):
        cells = [words_of(frame.text, line.cells[column]).text for line in body]
        cells = [cell for cell in cells if cell]
        years = bool(cells) and all(_YEAR.fullmatch(cell) for cell in cells)
        ranked = _RANK.fullmatch(folded(head.header.text)) is not None
        counted.append(not years and not ranked and column != frame.labels)
    return counted


def _cell(
    row: int, column: int, line: GridLine, label: Wording, unit: Unit | None, frame: Frame
) -> Cell:
    parts = line.cells[column]
    said = words_of(frame.text, parts)
    printed = raw(frame.text, parts)
    figure = figure_of(said.text) if parts and column != frame.units else None
    if figure is None:
        value, unit = None, None
    else:
        value = -figure.value if frame.negative and figure.bracketed else figure.value
        unit = printed_unit(figure.unit, parts[0]) if figure.unit else unit
    notes = _notes(printed, column, label, frame) if parts and frame.notes else ()
    return Cell(row, column, parts, said.text, value, unit, notes)


def _notes(printed: str, column: int, label: Wording, frame: Frame) -> tuple[int, ...]:
    """Return the numbers of the notes that a cell, its column or its row refers to."""
    header = raw(frame.text, frame.columns[column].header.parts)
    borne = (printed, header, raw(frame.text, label.parts))
    marks = {mark for said in borne for mark in marks_in(said)} - {""}
    return tuple(number for number, note in enumerate(frame.notes) if note.marker in marks)


def _held(column: int, unit: Unit | None, frame: Frame) -> Unit | None:
    """Return the unit that holds in a row for the figures of a column that print none."""
    return unit or frame.columns[column].unit or frame.unit


def _kind(cells: Sequence[Cell], label: Wording) -> RowKind:
    filled = [cell for cell in cells if cell.parts]
    first = filled[0] if filled else None
    name = words(label.text or (first.text if first else ""))
    ends = (*name[:1], *name[-1:]) if len(name) <= _LONGEST_TOTAL else ()
    if name == ["All"] or any(_TOTAL.fullmatch(word) for word in ends):
        return RowKind.TOTAL
    alone = len(filled) == 1 and filled[0].column == 0
    spread = len(filled) == len(cells) and len({cell.text for cell in cells}) == 1
    if first and len(cells) >= _NARROWEST_GROUPED and first.value is None and (alone or spread):
        return RowKind.GROUP
    return RowKind.DATA


def _base(cells: Sequence[Cell], label: Wording, above: Row | None, frame: Frame) -> int | None:
    """Return the column that an index row takes as 100, or None if the row holds no indexes.

    The text names the year, or the row is in brackets or called an index and its figures are those
    of the row above in per cent of one of them.
    """
    hundreds = [cell.column for cell in cells if cell.value == _HUNDRED]
    for column in hundreds:
        if frame.base_year and frame.base_year in frame.columns[column].header.text:
            return column
    if above is None or above.kind is not RowKind.DATA:
        return None
    pairs = [
        (cell, other.value)
        for cell, other in zip(cells, above.cells, strict=True)
        if cell.value is not None and other.value is not None
    ]
    bracketed = all(cell.text.startswith("(") for cell, _ in pairs)
    if len(pairs) < _FEWEST_INDEXES or not (bracketed or _INDEX.search(label.text)):
        return None
    for column in hundreds:
        full = above.cells[column].value
        if full and all(
            abs(other * _HUNDRED / full - (cell.value or 0)) <= _ROUNDING for cell, other in pairs
        ):
            return column
    return None

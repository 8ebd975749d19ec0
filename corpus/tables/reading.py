"""The tables of a document, read from its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.structure import StructuredDocument
from corpus.tables.aligned import aligned_lines
from corpus.tables.boxed import boxed_lines
from corpus.tables.grid import Column, Table
from corpus.tables.headers import Header, header_of, raw
from corpus.tables.lines import GridLine, marked_lines
from corpus.tables.notes import captions, goes_on, notes_below
from corpus.tables.rows import (
    Frame,
    label_column,
    marks_borne,
    rows_of,
    said_of_figures,
    unit_column,
)
from corpus.wording import folded

_BOX_GROUP, _BOX_MEMBER = 0, 1


@dataclass(frozen=True, slots=True)
class _Run:
    """The lines of one table: its header, the lines below it; cut from boxes or not."""

    header: Header
    body: tuple[GridLine, ...]
    boxed: bool

    @property
    def blocks(self) -> tuple[int, ...]:
        """Return the numbers of the blocks that hold the lines."""
        return tuple(dict.fromkeys(line.block for line in (*self.header.lines, *self.body)))


def tables(structured: StructuredDocument) -> tuple[Table, ...]:
    """Return the tables of a document in text order: of pipes, of tabs, drawn with spaces.

    A table that goes on after a page break, its header repeated or not, is one. Lines of one cell
    make a table where each lists names with dates in brackets, as boxes of agreements do, which has
    a column for the group, the name and the date; else they make none. A table has at least one
    row.
    """
    found = [*marked_lines(structured), *aligned_lines(structured)]
    found.sort(key=lambda lines: lines[0].block)
    runs: list[_Run] = []
    for lines in found:
        run = _run(lines, structured.document.text)
        above = runs[-1] if runs else None
        if above and above.body and run.body and _goes_on(structured, above, run):
            runs[-1] = _Run(above.header, (*above.body, *run.body), above.boxed)
        else:
            runs.append(run)
    return tuple(_table(run, structured) for run in runs if run.body)


def _run(lines: Sequence[GridLine], text: str) -> _Run:
    """Return the header and body of a table; no body where single cells make no table."""
    boxed = boxed_lines(lines, text)
    header = header_of(boxed or lines, text)
    if len(header.names) < 2:
        return _Run(header, (), boxed=False)
    body = (boxed or lines)[len(header.lines) :]
    first = _folded(header.lines[0], text) if header.lines else None
    return _Run(header, tuple(x for x in body if _folded(x, text) != first), bool(boxed))


def _goes_on(structured: StructuredDocument, above: _Run, run: _Run) -> bool:
    """Tell whether a table goes on with the one before it: as wide, with its header or none."""
    alike = not run.header.lines or run.header.key == above.header.key
    wide = len(run.header.names) == len(above.header.names) and above.boxed == run.boxed
    return alike and wide and goes_on(structured, above.blocks[-1], run.blocks[0])


def _table(run: _Run, structured: StructuredDocument) -> Table:
    text = structured.document.text
    header, body, blocks = run.header, run.body, run.blocks
    said = captions(structured, blocks[0])
    notes = notes_below(structured, blocks[-1], marks_borne((*header.lines, *body), text))
    words = " ".join(raw(text, parts) for parts in (said.caption.parts, *(n.parts for n in notes)))
    base_year, negative = said_of_figures(words)
    labels = _BOX_MEMBER if run.boxed else label_column(header, body, text)
    units = unit_column(header, body, labels, text)
    columns = tuple(
        Column(number, name, unit)
        for number, (name, unit) in enumerate(zip(header.names, header.units, strict=True))
    )
    groups = _BOX_GROUP if run.boxed else None
    frame = Frame(text, columns, notes, labels, units, groups, said.unit, base_year, negative)
    rows = rows_of(body, frame)
    section = structured.blocks[blocks[0]].section
    count = len(header.lines)
    return Table(section, blocks, said.caption, columns, rows, notes, count, labels, units)


def _folded(line: GridLine, text: str) -> tuple[str, ...]:
    return tuple(folded(raw(text, cell)) for cell in line.cells)

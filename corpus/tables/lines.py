"""The lines of a table, cut into cells where they lie: at tabs, pipes or wide spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.span import Span, trimmed
from corpus.structure import Block, BlockKind, StructuredDocument

_TABLE = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})
_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029\x85]+")
_MOST_COLUMNS = 500  # more are no table
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line of a table. `cells` hold the places of each cell's words, none for a blank cell.

    `block` numbers the block that holds the line; lines of one `row` explain each other, as a line
    of figures and the line of indexes below it do. `is_header` tells the first line of a header.
    """

    block: int
    row: int
    cells: tuple[tuple[Span, ...], ...]
    is_header: bool = False


def marked_lines(structured: StructuredDocument) -> Iterator[list[GridLine]]:
    """Yield the lines of each table whose cells are parted by tabs or pipes, in text order.

    A table ends where its section or an unbroken run of rows does, and before another header. Every
    line has the same number of cells, the shorter ones filled with blank cells; columns that are
    blank throughout are left out.
    """
    text = structured.document.text
    run: list[GridLine] = []
    above: Block | None = None
    for block in structured.blocks:
        if block.kind not in _TABLE:
            above = None
            continue
        heads = block.kind is BlockKind.TABLE_HEADER
        if run and (above is None or heads or above.section != block.section):
            yield squared(run)
            run = []
        run.extend(_lines_of(text, block))
        above = block
    if run:
        yield squared(run)


def squared(lines: Sequence[GridLine]) -> list[GridLine]:
    """Return the lines with equally many cells each and no column that is blank throughout."""
    width = max(len(line.cells) for line in lines)
    cells = [(*line.cells, *((),) * (width - len(line.cells))) for line in lines]
    kept = [column for column in range(width) if any(row[column] for row in cells)]
    return [
        replace(line, cells=tuple(row[column] for column in kept))
        for line, row in zip(lines, cells, strict=True)
    ]


def _lines_of(text: str, block: Block) -> Iterator[GridLine]:
    """Yield the lines of a row; words on lines without cells belong to the first cell below.

    Where nothing stands below them, they belong to the first cell of the line above.
    """
    words: list[Span] = []
    lines: list[tuple[tuple[Span, ...], ...]] = []
    for part in block.parts:
        for match in _LINE.finditer(text, part.start, part.end):
            first, *others = _cells(text, match.start(), match.end())
            words.extend(first)
            if others and len(others) < _MOST_COLUMNS:
                lines.append((tuple(words), *others))
                words.clear()
    if words and lines:
        first, *others = lines[-1]
        lines[-1] = ((*first, *words), *others)
    elif words:
        lines.append((tuple(words),))
    heads = block.kind is BlockKind.TABLE_HEADER
    for number, cells in enumerate(lines):
        yield GridLine(block.number, block.number, cells, heads and number == 0)


def _cells(text: str, start: int, end: int) -> list[tuple[Span, ...]]:
    """Return the places of the cells of one line; tabs before and after it count."""
    begin, stop = _whole_line(text, start, end)
    if text[start] != "|" and "\t" in text[begin:stop]:
        cuts = [begin - 1, *(at for at in range(begin, stop) if text[at] == "\t"), stop]
    else:
        cuts = [match.start() for match in _PIPE.finditer(text, start, end)]
        if not cuts or cuts[0] != start:
            cuts.insert(0, start - 1)
        if text[cuts[-1] + 1 : end].strip() or len(cuts) == 1:
            cuts.append(end)
    places = [trimmed(text, a + 1, b) for a, b in pairwise(cuts)]
    return [() if place is None else (place,) for place in places]


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    return start, end

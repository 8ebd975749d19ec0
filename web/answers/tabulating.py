"""The row of a table that answers, as cells under the header of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.parsing.rows import cell_ranges, cells
from corpus.wording import plain
from qa.answer import Answer, AnswerKind, Citation, Part


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a person reads it; `answers` where it holds the short answer, or one of several."""

    text: str
    answers: bool = False


Line = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines of cells, those of the `header` first; all have as many cells. Empty for no table."""

    header: tuple[Line, ...] = ()
    rows: tuple[Line, ...] = ()


NO_GRID = Grid()


def grid(answer: Answer) -> Grid:
    """Return the header and the row that a table answers with; its units may be a line of either.

    The cells that answer are those at the answer's places; of several answers, which have no
    places, those that say the same as an item, if there is just one cell to an item. NO_GRID where
    the lines do not have as many cells each, at least two.
    """
    if answer.kind is not AnswerKind.TABLE or not answer.context:
        return NO_GRID
    header = tuple(_lines(answer.context[0].citation, answer.answer_parts))
    rows = tuple(_lines(answer.citations[0], answer.answer_parts))
    if not header or not rows:
        return NO_GRID
    if len({len(line) for line in (*header, *rows)}) > 1 or len(header[0]) < 2:
        return NO_GRID
    found = Grid(header, rows)
    said = [item.text for item in answer.items]
    if not said:
        return found
    same = [cell.text for line in (*header, *rows) for cell in line if cell.text in said]
    return _with_items(found, said) if sorted(same) == sorted(said) else found


def _with_items(found: Grid, said: Sequence[str]) -> Grid:
    def marked(line: Line) -> Line:
        return tuple(replace(cell, answers=cell.text in said) for cell in line)

    return Grid(tuple(map(marked, found.header)), tuple(map(marked, found.rows)))


def _lines(citation: Citation, answers: Sequence[Part]) -> Iterator[Line]:
    for part in citation.parts:
        start = part.start
        for line in part.quote.splitlines(keepends=True):
            if line.strip():
                ranges = cell_ranges(line)
                yield tuple(
                    Cell(plain(text), _touches(start + first, start + last, answers))
                    for text, (first, last) in zip(cells(line), ranges, strict=True)
                )
            start += len(line)


def _touches(start: int, end: int, parts: Sequence[Part]) -> bool:
    return any(part.start < end and start < part.end for part in parts)

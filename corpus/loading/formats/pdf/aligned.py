"""Tables without rules: lines whose cells stand below each other, with clear strips between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from corpus.labels import labels_at
from corpus.loading.formats.pdf.lines import Line, is_led, split_at_gaps
from corpus.loading.formats.pdf.ruled import Table
from corpus.markers import BULLETS
from corpus.tables.figures import figure_of
from corpus.wording import words

_GAP = 1.0  # of the font's size: words further apart stand in two cells
_STRIP = 0.6  # of the font's size: the least width of a strip down all lines
_FEWEST_LINES = 3
_MOST_TRIMMED = 3  # lines at either end of a run
_LONGEST_CELL = 6  # words
_FARTHEST = 2.6  # of the font's size, from line to line within a table
_TIGHT = 1.25  # times the least distance of two lines: those within a row stand no further apart
_FEWEST_APART = 0.3  # of the lines begin a row where distances tell rows
_WRAPPED = 1.35  # of the font's size, from a line to the one that goes on with its cells


def aligned_tables(lines: Sequence[Line]) -> Iterator[tuple[int, int, Table]]:
    """Yield the tables among the lines of a region, each with its first line and its end.

    At least three lines have two cells and more, parted by the same strips; most cells beside the
    first column are figures or a few words. Lists, whose first column is numbers or bullets, and
    contents pages, whose titles are led to their pages by dots, are no tables.
    """
    first = 0
    while first < len(lines):
        end = first + 1
        if _has_cells(lines[first]):
            while end < len(lines) and _goes_on(lines, end):
                end += 1
            for start, stop in _trimmed(first, end):
                table = _table_of(lines[start:stop])
                if table is not None:
                    yield start, stop, table
                    end = stop
                    break
        first = end


def _trimmed(first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a run of lines and what is left of it without its outermost lines, the longest first.

    A line of running text with a gap in it may stand right above or below a table.
    """
    cuts = sorted(product(range(_MOST_TRIMMED), repeat=2), key=sum)
    for above, below in cuts:
        if end - below - first - above >= _FEWEST_LINES:
            yield first + above, end - below


def _table_of(run: Sequence[Line]) -> Table | None:
    if not (_has_cells(run[0]) and _has_cells(run[-1])):
        return None
    strips = _strips(run)
    return _table(run, strips) if strips else None


def _goes_on(lines: Sequence[Line], number: int) -> bool:
    line, above = lines[number], lines[number - 1]
    if line.baseline - above.baseline > _FARTHEST * max(line.size, above.size):
        return False
    if _has_cells(line):
        return True
    below = lines[number + 1] if number + 1 < len(lines) else None
    return below is not None and _has_cells(below) and len(words(line.text)) <= _LONGEST_CELL


def _has_cells(line: Line) -> bool:
    return not is_led(line.text) and len(split_at_gaps(line, _GAP * line.size)) > 1


def _strips(run: Sequence[Line]) -> list[float]:
    """Return the middles of the strips that no word of a line with cells stands in."""
    rows = [line for line in run if _has_cells(line)]
    if len(rows) < _FEWEST_LINES:
        return []
    inked = sorted(
        (part.left, part.right) for line in rows for part in split_at_gaps(line, _STRIP * line.size)
    )
    size = max(line.size for line in rows)
    strips: list[float] = []
    right = inked[0][1]
    for start, end in inked[1:]:
        if start - right >= _STRIP * size:
            strips.append((start + right) / 2)
        right = max(right, end)
    return strips


def _table(run: Sequence[Line], strips: Sequence[float]) -> Table | None:
    rows = [_cells(line, strips) for line in run]
    beside = [cell for row in rows for cell in row[1:] if cell]
    short = sum(1 for cell in beside if figure_of(cell) or len(words(cell)) <= _LONGEST_CELL)
    if 2 * short <= len(beside) or all(_is_label(row[0]) for row in rows if row[0]):
        return None
    whole = _unwrapped(run, rows)
    if len(whole) < _FEWEST_LINES - 1:
        return None
    return Table(
        left=min(line.left for line in run),
        right=max(line.right for line in run),
        top=run[0].top,
        bottom=run[-1].baseline,
        rows=tuple(map(tuple, whole)),
        headed=run[0].bold and not all(line.bold for line in run),
    )


def _cells(line: Line, strips: Sequence[float]) -> list[str]:
    edges = [float("-inf"), *strips, float("inf")]
    cells = []
    for left, right in pairwise(edges):
        inside = tuple(word for word in line.words if left <= word.middle < right)
        cells.append(Line(inside).text if inside else "")
    return cells


def _unwrapped(run: Sequence[Line], rows: Sequence[list[str]]) -> list[list[str]]:
    """Return the rows with the lines that only go on with the words of the one above joined to it.

    Where rows stand further apart than the lines within them, the distance tells; else a line goes
    on that has words below all but the first column.
    """
    distances = [below.baseline - above.baseline for above, below in pairwise(run)]
    tight = _TIGHT * max(min(distances), 0.0)
    apart = sum(distance > tight for distance in distances)
    tells = _FEWEST_APART * len(distances) <= apart < len(distances)
    whole: list[list[str]] = [list(rows[0])]
    for distance, line, row in zip(distances, run[1:], rows[1:], strict=True):
        if tells:
            goes_on = distance <= tight
        else:
            near = distance <= _WRAPPED * line.size
            goes_on = near and not row[0] and not any(figure_of(cell) for cell in row if cell)
        if goes_on:
            whole[-1] = [" ".join(filter(None, pair)) for pair in zip(whole[-1], row, strict=True)]
        else:
            whole.append(list(row))
    return whole


def _is_label(cell: str) -> bool:
    labels = labels_at(cell)
    return not cell.strip(f"{BULLETS}\u25cf\u25a0\uf0b7") or (
        bool(labels) and labels[0].length >= len(cell.rstrip())
    )

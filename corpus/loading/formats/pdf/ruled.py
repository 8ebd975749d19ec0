"""Tables with drawn rules: the boxes that lines across and down make, and the words in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.loading.formats.pdf.lines import lines_of
from corpus.loading.formats.pdf.words import Rule, Word

_NEAR = 3.0  # points within which rules meet or are one
_MOST_LINES = 400  # across or down
_FEWEST = 3  # lines across and down: two rows, two columns


@dataclass(frozen=True, slots=True)
class Table:
    """A table at its place on a page; `rows` have equally many cells. `headed`: row 1 is bold."""

    left: float
    right: float
    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    headed: bool


@dataclass(frozen=True, slots=True)
class _Grid:
    """The rules of one table, and where its lines lie across (`ys`) and down (`xs`), ascending."""

    rules: tuple[Rule, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def is_drawn(self, at: float, start: float, end: float, *, upright: bool) -> bool:
        """Tell whether a rule runs along most of a line from `start` to `end`."""
        drawn = sum(
            max(0.0, min(rule.end, end) - max(rule.start, start))
            for rule in self.rules
            if rule.upright == upright and abs(rule.at - at) <= _NEAR
        )
        return drawn >= 0.5 * (end - start)

    def is_whole(self) -> bool:
        """Tell whether most of its inner lines run along half of the table and more.

        Frames around words, and those around what holds them, make no table.
        """
        left, right, top, bottom = self.xs[0], self.xs[-1], self.ys[0], self.ys[-1]
        across = [self.is_drawn(at, left, right, upright=False) for at in self.ys[1:-1]]
        down = [self.is_drawn(at, top, bottom, upright=True) for at in self.xs[1:-1]]
        return 2 * sum(across) >= len(across) and 2 * sum(down) >= len(down)


def ruled_tables(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Table], list[Word]]:
    """Return the tables that rules draw on a page, and the words that stand outside of them.

    What a box holds that spans columns stands in the first of them; what spans rows, in each.
    """
    rest = list(words)
    tables: list[Table] = []
    for grid in _grids(rules):
        inside = [word for word in rest if _holds(grid, word)]
        table = _table(grid, inside)
        if table is not None:
            tables.append(table)
            taken = set(map(id, inside))
            rest = [word for word in rest if id(word) not in taken]
    return tables, rest


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """Return the groups of rules that touch each other and part at least two rows and columns."""
    groups = _Groups(len(rules))
    flat = sorted(
        (number for number, rule in enumerate(rules) if not rule.upright), key=lambda n: rules[n].at
    )
    places = [rules[number].at for number in flat]
    for number, rule in enumerate(rules):
        if rule.upright:
            first = bisect_left(places, rule.start - _NEAR)
            last = bisect_right(places, rule.end + _NEAR)
            for other in flat[first : min(last, first + _MOST_LINES)]:
                across = rules[other]
                if across.start - _NEAR <= rule.at <= across.end + _NEAR:
                    groups.join(number, other)
    grids = []
    for members in groups.sets():
        mine = tuple(rules[number] for number in members)
        xs = _merged(rule.at for rule in mine if rule.upright)
        ys = _merged(rule.at for rule in mine if not rule.upright)
        if _FEWEST <= len(xs) <= _MOST_LINES and _FEWEST <= len(ys) <= _MOST_LINES:
            grid = _Grid(mine, xs, ys)
            if grid.is_whole():
                grids.append(grid)
    return sorted(grids, key=lambda grid: (len(grid.xs) * len(grid.ys), grid.ys[0], grid.xs[0]))


class _Groups:
    """Numbers that belong together (union-find)."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def join(self, one: int, other: int) -> None:
        """Put the groups of two numbers together."""
        self._above[self._top(one)] = self._top(other)

    def sets(self) -> Iterable[list[int]]:
        """Return the groups."""
        found: dict[int, list[int]] = {}
        for number in range(len(self._above)):
            found.setdefault(self._top(number), []).append(number)
        return found.values()

    def _top(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number


def _merged(places: Iterable[float]) -> tuple[float, ...]:
    """Return places in ascending order, those that nearly coincide once."""
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > _NEAR:
            merged.append(place)
    return tuple(merged)


def _holds(grid: _Grid, word: Word) -> bool:
    middle = (word.top + word.bottom) / 2
    return grid.xs[0] <= word.middle <= grid.xs[-1] and grid.ys[0] <= middle <= grid.ys[-1]


def _table(grid: _Grid, words: Sequence[Word]) -> Table | None:
    """Return the table that words in a grid make; None for a frame around text or pictures."""
    boxes: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row = bisect_right(grid.ys, (word.top + word.bottom) / 2) - 1
        column = bisect_right(grid.xs, word.middle) - 1
        box = (min(row, len(grid.ys) - 2), min(column, len(grid.xs) - 2))
        boxes.setdefault(box, []).append(word)
    if len({column for _, column in boxes}) < 2:
        return None
    gathered = [_along(grid, row, boxes) for row in range(len(grid.ys) - 1)]
    _down(grid, gathered)
    rows = [tuple(_shown(cell) for cell in row) for row in gathered]
    first = [word for cell in gathered[0] for word in cell]
    headed = bool(first) and all(word.bold for word in first) and not all(w.bold for w in words)
    return Table(grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], tuple(rows), headed)


def _along(grid: _Grid, row: int, boxes: dict[tuple[int, int], list[Word]]) -> list[list[Word]]:
    """Return the cells of a row, what no rule parts put into the first of its columns."""
    cells: list[list[Word]] = []
    top, bottom = grid.ys[row], grid.ys[row + 1]
    target = 0
    for column in range(len(grid.xs) - 1):
        if column and grid.is_drawn(grid.xs[column], top, bottom, upright=True):
            target = column
        cells.append([])
        cells[target].extend(boxes.get((row, column), ()))
    return cells


def _down(grid: _Grid, rows: list[list[list[Word]]]) -> None:
    """Put what stands in a box over several rows into each of them."""
    for column, (left, right) in enumerate(pairwise(grid.xs)):
        start = 0
        for row in range(1, len(rows) + 1):
            if row < len(rows) and not grid.is_drawn(grid.ys[row], left, right, upright=False):
                continue
            if row - start > 1:
                words = [word for each in rows[start:row] for word in each[column]]
                for each in rows[start:row]:
                    each[column] = words
            start = row


def _shown(words: Sequence[Word]) -> str:
    return " ".join(line.text for line in lines_of(words))

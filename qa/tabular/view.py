"""A table made ready for comparison with a question: its words, its figures, its dates."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile
from math import log

from corpus.events.dates import dates_in
from corpus.tables.grid import Cell, Row, RowKind, Table
from qa.analysis.figures import years
from qa.analysis.stems import stem, words

_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_LEADING_FIGURE = re.compile(r"[^\d\w]{0,3}T?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)")
_SEGMENT = re.compile(r"[,;/()\n]")
_NUMBERED = re.compile(r"^\(?\d{1,3}[.)]\s+")  # "3. Gull Rock"
_RANK = frozenset("rank pos posit place no number pick seed".split())  # noqa: SIM905 - stems
_SHARED = 5  # letters: "attendees" are counted under "Attendance"
_MOSTLY = 0.6  # share of the cells in a column
_FEWEST_RUNNING = 3
_LONGEST_SUM = 2  # words: "Career total"
_LONGEST_DATE = 40  # characters
_LONGEST_NAME = 60  # characters
_NO_NAME = frozenset({"total", "averag", "sum", "mean", "career", "overal", "turnout", "major"})


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with what its columns and cells say, in stems; `rows` are those that can answer.

    `headers[c]` and `said[r][c]` are the stems of header c and of a cell, r counting in `rows`.
    `amounts[c]` holds the figure that each cell of a column is or begins with and `dates[c]` its
    date as ISO 8601 has it; None and "" for none, and () where most cells hold none; a column of
    dates has no amounts. `weights` tells how much a stem sets a row apart from the others: 0 where
    all rows hold it.
    Rows of groups are no `rows`; rows of totals are, or are not, by themselves.
    """

    table: Table
    rows: tuple[Row, ...]
    headers: tuple[frozenset[str], ...]
    said: tuple[tuple[frozenset[str], ...], ...]
    amounts: tuple[tuple[Decimal | None, ...], ...]
    dates: tuple[tuple[str, ...], ...]
    weights: dict[str, float]

    def row_stems(self, row: int) -> frozenset[str]:
        """Return the stems of all cells of a row, of its label and of its group."""
        held = self.rows[row]
        names = (*comparable(held.label.text), *comparable(held.group.text))
        return frozenset(names).union(*self.said[row])

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell of the row at a place of `rows`."""
        return self.rows[row].cells[column]

    def is_rank(self, column: int) -> bool:
        """Tell whether a column numbers the rows or says where each came in."""
        if self.headers[column] and self.headers[column] <= _RANK:
            return True
        running = sum(each == at for at, each in enumerate(self.amounts[column], start=1))
        return running >= _FEWEST_RUNNING and running >= _MOSTLY * len(self.rows)


def viewed(table: Table, *, sums: bool = False) -> TableView:
    """Return a table made ready for comparison, of its rows of totals alone with `sums`."""
    rows = tuple(row for row in table.rows if row.kind is not RowKind.GROUP and _sums(row) is sums)
    said = tuple(tuple(frozenset(comparable(cell.text)) for cell in row.cells) for row in rows)
    headers = tuple(frozenset(comparable(column.header.text)) for column in table.columns)
    numbers = range(len(headers))
    dates = tuple(_dates([row.cells[number] for row in rows]) for number in numbers)
    amounts = tuple(
        () if dates[number] else _amounts([row.cells[number] for row in rows]) for number in numbers
    )
    view = TableView(table, rows, headers, said, amounts, dates, {})
    counts = Counter(each for row in range(len(rows)) for each in view.row_stems(row))
    weights = {each: log(len(rows) / count) for each, count in counts.items()}
    return replace(view, weights=weights)


def comparable(text: str) -> tuple[str, ...]:
    """Return the stems of a text: accents dropped, ordinals as figures, figures ungrouped."""
    plain = unicodedata.normalize("NFKD", _ungrouped(text))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(_cardinal(stem(word)) for word in words(letters))


def column_called(word: str, view: TableView) -> int | None:
    """Return the one column of figures whose header has a word; None for none and for several.

    A word and a stem of the header are one if they share five letters or more and no more than two
    are left of either.
    """
    stems = comparable(word)
    found = [
        column
        for column in range(len(view.headers))
        if names(stems, view.headers[column]) and view.amounts[column]
    ]
    return found[0] if len(found) == 1 else None


def names(stems: Iterable[str], header: Iterable[str]) -> bool:
    """Tell whether each of some stems is one of a header, or nearly; False for none."""
    wanted, held = list(stems), list(header)
    return bool(wanted) and all(any(_alike(one, other) for other in held) for one in wanted)


def _alike(one: str, other: str) -> bool:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    shared = sum(1 for _ in pairs)
    return one == other or (shared >= _SHARED and max(len(one), len(other)) - shared <= 2)


def cells_named(text: str, view: TableView, row: int) -> frozenset[int]:
    """Return the columns whose cell in a row, or a part of it between commas, a text names.

    The number before an item is no part of its name. A cell that all rows share names nothing.
    """
    said = frozenset(comparable(text))
    return frozenset(
        column
        for column in range(len(view.headers))
        if any(
            holds(stems, said) and any(view.weights.get(each, 0.0) > 0 for each in stems)
            for stems in _segments(view.cell(row, column).text)
        )
    )


def holds(stems: Iterable[str], found: Collection[str]) -> bool:
    """Tell whether all of some stems are among those found; False for none."""
    wanted = set(stems)
    return bool(wanted) and wanted.issubset(found)


def _cardinal(word: str) -> str:
    match = _ORDINAL.fullmatch(word)
    return match[1] if match else word


def _segments(text: str) -> Iterator[tuple[str, ...]]:
    yield comparable(text)
    yield comparable(_NUMBERED.sub("", text))
    for part in _SEGMENT.split(text):
        stems = comparable(part)
        if any(not each.isdecimal() or years(each) for each in stems):
            yield stems


def _ungrouped(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def _sums(row: Row) -> bool:
    """Tell whether a row sums up others, by its kind or by a label such as "Mean" or "Career"."""
    named = comparable(row.label.text)
    is_named_so = len(named) <= _LONGEST_SUM and not _NO_NAME.isdisjoint(named)
    return row.kind is RowKind.TOTAL or is_named_so


def _amounts(cells: Sequence[Cell]) -> tuple[Decimal | None, ...]:
    found = tuple(_amount(cell) for cell in cells)
    return found if _is_most(sum(each is not None for each in found), cells) else ()


def _dates(cells: Sequence[Cell]) -> tuple[str, ...]:
    found = tuple(_date(cell.text) for cell in cells)
    return found if _is_most(sum(map(bool, found)), cells) else ()


def _is_most(count: int, cells: Sequence[Cell]) -> bool:
    return count > 0 and count >= _MOSTLY * sum(bool(cell.text) for cell in cells)


def _amount(cell: Cell) -> Decimal | None:
    if cell.value is not None:
        return cell.value
    match = _LEADING_FIGURE.match(cell.text[:_LONGEST_NAME])
    return Decimal(match[1].replace(",", "")) if match else None


def _date(text: str) -> str:
    if len(text) > _LONGEST_DATE:
        return ""
    found = next(dates_in(text, 0, len(text), years=True), None)
    return found.value if found else ""

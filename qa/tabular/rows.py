"""The row of a table that a question asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.analysis.asked import Asked
from qa.tabular.conditions import allowed
from qa.tabular.view import TableView, cells_named, comparable, names
from qa.tabular.wish import Operation, Wish

_HEADER_SHARE = 0.3  # what a word counts for as a row's that headers hold, too
_COVERED = 0.6  # share of the question's words known to the table that the row has to hold
_MARGIN = 0.3  # by which a row has to lead, in natural logarithms of rows
_GOOD_OR_BAD = frozenset({"highest", "best", "top", "lowest", "worst", "bottom"})
_HIGH_OR_LOW = frozenset({"highest", "lowest"})
_PLACES = frozenset({"top", "bottom"})
_IN_TIME = frozenset({"sooner", "earlier", "later"})
_RANKS = frozenset({"rank", "posit", "pos", "peak", "place", "chart", "finish", "seed", "pick"})
_TOTAL = frozenset({"total"})


@dataclass(frozen=True, slots=True)
class Found:
    """A row, by its place in the view's rows, and the columns that it was found by.

    `named` are the columns whose cells the question itself names; `measure` is the one whose
    figures or dates decided, None where none did. `beside` is the column in which the row before
    or after is named, None for other operations.
    """

    row: int
    named: frozenset[int]
    measure: int | None = None
    beside: int | None = None


def wanted_stems(asked: Asked) -> frozenset[str]:
    """Return the stems of what a question says: its terms, years and numbers."""
    said = (*asked.terms, *asked.years, *asked.numbers)
    return frozenset(stem for each in said for stem in comparable(each))


def row_asked(question: str, asked: Asked, wish: Wish, view: TableView) -> Found | None:
    """Return the row that a question asks for; None where it does not settle on one.

    The row meets what the question demands (`allowed`). A row at the edge of the table has none
    before or after it; a superlative that two rows share settles on neither, and one that a header
    holds ("Maximum area") asks for no extreme where the question names a row.
    """
    if not view.rows:
        return None
    content = wanted_stems(asked)
    rows, demanded = allowed(question, view)
    if wish.operation is Operation.LOOK_UP or _is_of_header(wish.word, view):
        row = _looked_up(question, content, wish, view, rows, demanded)
        if wish.operation is Operation.LOOK_UP or (row is not None and row.named):
            return row
    match wish.operation:
        case Operation.AFTER | Operation.BEFORE:
            return _beside(wish, view)
        case Operation.GREATER | Operation.LESSER:
            return _compared(wish, content, view)
        case Operation.MOST | Operation.LEAST:
            return _extreme(question, wish, content, view, rows)
        case _:
            return _outermost(question, wish, view, rows)


def _is_of_header(word: str, view: TableView) -> bool:
    return any(not header.isdisjoint(comparable(word)) for header in view.headers)


def _looked_up(
    question: str,
    content: frozenset[str],
    wish: Wish,
    view: TableView,
    rows: Sequence[int],
    demanded: frozenset[int],
) -> Found | None:
    if demanded and len(rows) == 1:
        return Found(rows[0], demanded | cells_named(question, view, rows[0]))
    if wish.compares is not None and not demanded:
        return None  # a comparison that is not understood
    weigh = _weighed(view)
    known = {each for row in rows for each in view.row_stems(row)}
    total = sum(weigh(each) for each in content & known)
    scores = {row: sum(weigh(each) for each in content & view.row_stems(row)) for row in rows}
    order = sorted(rows, key=lambda row: (-scores[row], row))
    best = scores[order[0]]
    near = [row for row in order if best < scores[row] + _MARGIN]
    if best <= 0.0 or best < _COVERED * total:
        return None
    if len(near) > 1:
        near = list(_left(question, view, near)[0])  # "Harbour" is the one and "Old Harbour" not
    if len(near) > 1:
        return None
    return Found(near[0], demanded | cells_named(question, view, near[0]))


def _weighed(view: TableView) -> Callable[[str], float]:
    headers = frozenset[str]().union(*view.headers)

    def weigh(stem: str) -> float:
        return view.weights.get(stem, 0.0) * (_HEADER_SHARE if stem in headers else 1.0)

    return weigh


def _left(
    question: str, view: TableView, rows: Sequence[int], without: frozenset[int] = frozenset()
) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return those of some rows whose cells the question names in most columns, and the columns.

    All of them and no columns where it names none. Columns `without` do not count, nor do cells
    whose words are those of headers.
    """
    headers = frozenset[str]().union(*view.headers)
    named = {
        row: frozenset(
            column
            for column in cells_named(question, view, row) - without
            if not view.said[row][column] <= headers
        )
        for row in rows
    }
    most = max(map(len, named.values()))
    left = tuple(row for row in rows if len(named[row]) == most)
    return left, (named[left[0]] if most else frozenset())


def _extreme(
    question: str, wish: Wish, content: frozenset[str], view: TableView, rows: Sequence[int]
) -> Found | None:
    measure = measured(wish, content, view)
    if measure is None:
        ranked = any(view.is_rank(column) for column in range(len(view.headers)))
        if wish.word not in _PLACES or not (ranked or wish.listed):
            return None
        left, named = _left(question, view, rows)
        return Found(left[0 if wish.operation is Operation.MOST else -1], named)
    left, named = _left(question, view, rows, frozenset({measure}))
    is_ranked = wish.word in _GOOD_OR_BAD and not _RANKS.isdisjoint(view.headers[measure])
    greatest = (wish.operation is Operation.MOST) != is_ranked
    found = _best(view, left, measure, greatest=greatest)
    return None if found is None else Found(found, named, measure)


def _best(view: TableView, rows: Sequence[int], column: int, *, greatest: bool) -> int | None:
    """Return the row with the greatest or least figure of a column; None at a tie."""
    amounts = view.amounts[column]
    counted = [(amount, row) for row in rows if (amount := amounts[row]) is not None]
    if not counted:
        return None
    pick = max if greatest else min
    best = pick(amount for amount, _ in counted)
    found = [row for amount, row in counted if amount == best]
    return found[0] if len(found) == 1 else None


def measured(wish: Wish, content: frozenset[str], view: TableView) -> int | None:
    """Return the column of figures that a superlative or a comparison is about.

    It is the one whose header the words beside it name, the nearest first, then the one that the
    question's words fill best; where they name none, the column of totals, or the only one of
    figures that does not number the rows.
    """
    figures = [column for column in range(len(view.headers)) if view.amounts[column]]
    scores = {}
    for column in figures:
        header = view.headers[column]
        near = [place for place, word in enumerate(wish.measure) if names(comparable(word), header)]
        if near:
            scores[column] = (len(header & content) / len(header), -near[0])
    if scores:
        best = max(scores.values())
        top = [column for column, score in scores.items() if score == best]
        return top[0] if len(top) == 1 else None
    if wish.word in _GOOD_OR_BAD - _HIGH_OR_LOW:
        return None  # good at what, the table has to say
    counting = [column for column in figures if not view.is_rank(column)]
    totals = [column for column in counting if view.headers[column] == _TOTAL]
    return next((found[0] for found in (totals, counting) if len(found) == 1), None)


def _outermost(question: str, wish: Wish, view: TableView, rows: Sequence[int]) -> Found | None:
    left, named = _left(question, view, rows)
    is_first = wish.operation is Operation.FIRST
    dates = _dates(view)
    if wish.listed or not all(dates[row] for row in left):
        return Found(left[0 if is_first else -1], named)
    if is_first:
        return Found(min(left, key=lambda row: (dates[row], row)), named)
    return Found(max(left, key=lambda row: (dates[row], row)), named)


def _dates(view: TableView) -> tuple[str, ...]:
    """Return the date of each row by the first column of dates, "" for none."""
    found = (view.dates[column] for column in range(len(view.headers)))
    return next((dates for dates in found if dates), ("",) * len(view.rows))


def _descends(dates: Sequence[str]) -> bool:
    """Tell whether rows run from later years to earlier ones."""
    filled = [date for date in dates if date]
    return len(filled) > 1 and filled[0][:4] > filled[-1][:4]


def _beside(wish: Wish, view: TableView) -> Found | None:
    after = wish.operation is Operation.AFTER
    if not wish.listed and _descends(_dates(view)):
        after = not after
    places = _anchors(wish.anchor, view)
    if not places:
        return None
    rows = [row for row, _ in places]
    if max(rows) - min(rows) >= len(set(rows)):
        return None  # the anchor stands in rows apart
    beside = max(rows) + 1 if after else min(rows) - 1
    if not 0 <= beside < len(view.rows):
        return None
    return Found(beside, frozenset(), beside=places[0][1])


def _anchors(text: str, view: TableView) -> list[tuple[int, int]]:
    """Return the rows and columns of the cells that a text names best, all as well; [] for none."""
    said = frozenset(comparable(text))
    scores: dict[tuple[int, int], float] = {}
    for row in range(len(view.rows)):
        for column, stems in enumerate(view.said[row]):
            shared = sum(view.weights[each] for each in stems & said)
            extra = sum(view.weights[each] for each in stems - said)
            if shared > 0.0 and shared > extra:
                scores[row, column] = shared - extra / 2
    best = max(scores.values(), default=0.0)
    return [place for place, score in scores.items() if score == best]


def _compared(wish: Wish, content: frozenset[str], view: TableView) -> Found | None:
    left, _, right = wish.anchor.rpartition(" or ")
    one, other = _anchors(left, view), _anchors(right, view)
    if len(one) != 1 or len(other) != 1 or one[0] == other[0] or one[0][1] != other[0][1]:
        return None
    rows, beside = (one[0][0], other[0][0]), one[0][1]
    if wish.word in _IN_TIME and not any(_dates(view)):
        found = max(rows) if wish.operation is Operation.GREATER else min(rows)
        return Found(found, frozenset(), beside=beside)
    measure = measured(wish, content, view)
    if measure is None:
        return None
    best = _best(view, rows, measure, greatest=wish.operation is Operation.GREATER)
    return None if best is None else Found(best, frozenset(), measure, beside)

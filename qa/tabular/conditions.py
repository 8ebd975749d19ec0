"""What a question demands of a row: a figure in a column, more or less than it, not this one."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qa.analysis.figures import NUMBER_WORDS, years
from qa.tabular.view import TableView, cells_named, column_called

_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_NONE = frozenset({"no", "zero", "without"})
_MORE = frozenset("more greater higher larger longer over above exceeding exceeds".split())
_LESS = frozenset("less fewer lower smaller shorter under below".split())
_REACH = 2  # words after a number that may name its column
_BACK = 6  # words before "more than" that may name its column
_PLACED = re.compile(
    r"\b(?:came|come|comes|finish\w*|placed?|rank\w*|position) (?:in |at )?(?:the )?"
    r"(\d+)(?:st|nd|rd|th)\b"
)
_BESIDES = re.compile(
    r"\b(?:besides|other than|except(?:ing)?(?: for)?|apart from|aside from|excluding|not counting)"
    r"\b((?:[^\S\n]+[^\s,?]+){1,5})"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A figure that a column has to hold: `sign` is "=", ">" or "<"."""

    column: int
    sign: str
    figure: Decimal

    def holds(self, amount: Decimal | None) -> bool:
        """Tell whether a figure meets the condition; none does only where none is wanted."""
        if amount is None:
            return self.sign == "=" and self.figure == 0
        if self.sign == "=":
            return amount == self.figure
        return amount > self.figure if self.sign == ">" else amount < self.figure


def allowed(question: str, view: TableView) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return the rows that meet what a question demands, and the columns that decided.

    All rows and no columns where it demands nothing or where no row meets it.
    """
    text = question.lower()
    rows = tuple(range(len(view.rows)))
    besides = _BESIDES.search(text)
    if besides:
        rows = tuple(row for row in rows if not cells_named(besides[1], view, row))
    decided: set[int] = set()
    for condition in conditions(text, view):
        amounts = view.amounts[condition.column]
        left = tuple(row for row in rows if condition.holds(amounts[row]))
        if left:
            rows = left
            decided.add(condition.column)
    return rows or tuple(range(len(view.rows))), frozenset(decided)


def conditions(text: str, view: TableView) -> Iterator[Condition]:
    """Yield the figures that a question in lower case demands, in its order.

    "55 receptions" and "no bronze medals" want them in the column so headed, "more than 4 laps"
    more of them, "finished 10th" a rank.
    """
    tokens = _TOKEN.findall(text)
    for at, token in enumerate(tokens):
        figure = _figure(token)
        if figure is None:
            continue
        sign = _sign(tokens[:at])
        after = tokens[at + 1 : at + 1 + _REACH]
        before = tokens[max(at - _BACK, 0) : at][::-1] if sign != "=" else []
        for word in (*after, *before):
            column = column_called(word, view)
            if column is not None:
                yield Condition(column, sign, figure)
                break
    placed = _PLACED.search(text)
    ranks = [c for c in range(len(view.headers)) if view.is_rank(c) and view.amounts[c]]
    if placed and ranks:
        yield Condition(ranks[0], "=", Decimal(placed[1]))


def _figure(token: str) -> Decimal | None:
    if token[0].isdecimal():
        is_plain = token[-1].isdecimal() and not years(token)
        return Decimal(token.replace(",", "")) if is_plain else None
    if token in _NONE:
        return Decimal(0)
    named = NUMBER_WORDS.get(token)
    is_ordinal = token in {"first", "second", "third"} or token.endswith("th")
    return Decimal(named) if named and not is_ordinal else None


def _sign(before: list[str]) -> str:
    word = before[-2] if before[-1:] == ["than"] and len(before) > 1 else "".join(before[-1:])
    return ">" if word in _MORE else "<" if word in _LESS else "="

"""What a question wants of a table: a cell, the most of something, the row after another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.analysis.figures import years
from qa.analysis.stems import words


class Operation(StrEnum):
    """How the row is found among those that the question's words leave."""

    LOOK_UP = "look up"
    MOST = "most"
    LEAST = "least"
    FIRST = "first"
    LAST = "last"
    AFTER = "after"
    BEFORE = "before"
    GREATER = "greater"
    LESSER = "lesser"


@dataclass(frozen=True, slots=True)
class Wish:
    """An operation with what it is about, in lower case.

    `word` is the superlative or comparative that asks for it and `measure` the words beside that,
    nearest first, those after it before those in front. `anchor` is the text that names the row
    before or after, or the two things compared. Each is empty where there is none. `listed` tells
    that the order asked for is that of the page. `compares` is GREATER or LESSER where the question
    has a comparative, whatever its operation.
    """

    operation: Operation
    word: str = ""
    measure: tuple[str, ...] = ()
    anchor: str = ""
    listed: bool = False
    compares: Operation | None = None


_OF_WORD = {
    word: operation
    for operation, named in {
        Operation.MOST: "most highest largest biggest greatest longest maximum tallest heaviest "
        "best top max",
        Operation.LEAST: "least fewest lowest smallest shortest minimum lightest worst min bottom",
        Operation.FIRST: "first earliest oldest",
        Operation.LAST: "last latest newest final",
    }.items()
    for word in named.split()
}
_COMPARATIVE = {
    word: operation
    for operation, named in {
        Operation.GREATER: "more greater larger higher longer bigger later taller heavier above",
        Operation.LESSER: "fewer less lower smaller shorter earlier sooner lighter below",
    }.items()
    for word in named.split()
}
_BESIDE = (
    (
        Operation.AFTER,
        re.compile(
            r"\b(?:after|following|follows|followed|succeeded|succeeds|superseded|below|beneath)\b"
            r"(.+)"
        ),
    ),
    (
        Operation.BEFORE,
        re.compile(r"\b(?:before|preceding|precedes|preceded|previous to|prior to|above)\b(.+)"),
    ),
)
_LISTED = re.compile(r"\b(?:list|listed|chart|table|above|below|shown)\b")
_REACH = 8  # words after a superlative that may name what is measured


def wish(question: str) -> Wish:
    """Return what a question wants of a table; any text is read, an empty one looks up.

    A choice between two with a comparative goes first, then the row before or after another, then
    a superlative. Beside a superlative, a year or a figure to be before or after is a limit, and
    names no row.
    """
    text = " ".join(question.lower().split()).rstrip(" ?.!")
    tokens = words(text)
    listed = _LISTED.search(text) is not None
    comparative = next((at for at, word in enumerate(tokens) if word in _COMPARATIVE), None)
    compares = None if comparative is None else _COMPARATIVE[tokens[comparative]]
    if comparative is not None and compares is not None and "or" in tokens:
        beside = _beside(tokens, comparative)
        return Wish(compares, tokens[comparative], beside, text, listed, compares)
    extreme = _extreme(tokens)
    for operation, pattern in _BESIDE:
        match = pattern.search(text)
        if match and not (extreme and _is_limit(match[1])):
            return Wish(operation, anchor=match[1], listed=listed, compares=compares)
    if extreme is None:
        return Wish(Operation.LOOK_UP, compares=compares)
    word = tokens[extreme]
    is_recent = tokens[extreme : extreme + 2] == ["most", "recent"]
    operation = Operation.LAST if is_recent else _OF_WORD[word]
    return Wish(operation, word, _beside(tokens, extreme), "", listed, compares)


def _is_limit(text: str) -> bool:
    first = text.split()[:1]
    return bool(first) and (bool(years(first[0])) or first[0][0].isdecimal())


def _extreme(tokens: Sequence[str]) -> int | None:
    """Return the place of the first superlative; "at least" and "top 10" are none."""
    for at, word in enumerate(tokens):
        follows_at = at > 0 and tokens[at - 1] == "at"
        counts = word == "top" and at + 1 < len(tokens) and tokens[at + 1].isdecimal()
        if word in _OF_WORD and not counts and not (follows_at and word in {"least", "most"}):
            return at
    return None


def _beside(tokens: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the words after the one at a place, nearest first, then those before it."""
    return (*tokens[at + 1 : at + 1 + _REACH], *tokens[:at][::-1])

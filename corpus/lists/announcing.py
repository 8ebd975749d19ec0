"""The number of items that a lead-in or a heading tells: "the following five measures"."""

from __future__ import annotations

import re

from corpus.labels import labels_at

# ruff: noqa: SIM905 - a list of words reads best as a text
_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty".split()
)
_VALUES = {word: value for value, word in enumerate(_WORDS, start=2)} | {"both": 2, "dozen": 12}
_TOLD = re.compile(
    rf"(?<![\w$€£¥.,/-])(?P<number>{'|'.join(_VALUES)}|\d{{1,3}})(?![\w%]|[.,/:-]\d)(?=\s)",
    re.IGNORECASE,
)
_NEXT_WORDS = re.compile(r"(?:\s+[^\W\d_][\w’'/-]*){1,5}")
_FARTHEST_NOUN = 5  # words from the number to the noun that it counts
_SINGULAR_ENDS = ("ss", "us", "is")
_PLURALS = frozenset("criteria people men women children media data bodies".split())
# Nouns that measure, and words that end the search for the noun.
_UNITS = frozenset(
    "years months weeks days hours minutes seconds times percent per tonnes tons kilometres "
    "kilometers metres meters miles pounds dollars euros yen litres liters degrees points million "
    "billion thousand hundred decades pages ages".split()
)
_STOPS = frozenset(
    "is are was were has have had will shall may must can should of in on at by for with from to "
    "and or which who that as the a an than".split()
)
_LARGEST = 200


def announced_number(lead: str, items: int) -> int | None:
    """Return the number of things that `lead` says follow, None if it tells none.

    Numbers count only before a plural noun that is no unit of measure. Where there are several,
    the one that equals `items` is taken, else the last.
    """
    told = [value for match in _TOLD.finditer(lead) if (value := _counted(lead, match))]
    if items in told:
        return items
    return told[-1] if told else None


def announced_by_heading(heading: str, items: int) -> int | None:
    """Return the number of things that a heading tells, as `announced_number` does.

    The label that numbers the heading counts nothing: "4 Powers" tells none.
    """
    labels = labels_at(heading)
    title = heading[labels[0].length :] if labels else heading
    return announced_number(f"{title} ", items)


def _counted(lead: str, match: re.Match[str]) -> int:
    """Return the number of a match, 0 if it counts nothing."""
    number = match["number"].lower()
    value = _VALUES.get(number) or (int(number) if number.isdecimal() else 0)
    following = _NEXT_WORDS.match(lead, match.end())
    if not 2 <= value <= _LARGEST or following is None:
        return 0
    for word in following.group().lower().split()[:_FARTHEST_NOUN]:
        if word in _UNITS:
            return 0
        if word in _STOPS:
            return 0
        if word in _PLURALS or (word.endswith("s") and not word.endswith(_SINGULAR_ENDS)):
            return value
    return 0

"""Years and numbers as a text writes them."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import re
from itertools import pairwise

from qa.analysis.stems import stem

# A year stands alone: no currency, no decimals, no unit sign. "1990s" is a decade, not a year.
_YEAR = re.compile(r"(?<![\w.,$€£¥])(?:1\d{3}|20\d{2})(?![\w%])(?![.,]\d)")
_RANGE = re.compile(
    r"(?<![\w.,$€£¥])(1\d{3}|20\d{2})(?: ?[-–—/] ?| to | until )(\d{4}|\d{2})(?![\w%])(?![.,]\d)"
)
_DECADE = re.compile(r"(?<![\w.,$€£¥])(1\d{2}|20\d)0['’]?s\b")
# Digits in groups of three, with decimals; a run of digits that a letter follows counts only as an
# ordinal.
_NUMBER = re.compile(
    r"(?<![\w.,])(?:(\d{1,3}(?:,\d{3})+(?:\.\d+)?)|(\d+(?:\.\d+)?))(?:st|nd|rd|th)?(?![^\W_])(?!,\d)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LARGE = ("hundred", "thousand", "million", "billion", "trillion")
_LONGEST_RANGE = 200  # years
_SHORT = 3  # letters of a word that nothing is called by

NUMBER_WORDS = {
    word: str(value)
    for value, pair in enumerate(
        (
            ("one", "first"),
            ("two", "second"),
            ("three", "third"),
            ("four", "fourth"),
            ("five", "fifth"),
            ("six", "sixth"),
            ("seven", "seventh"),
            ("eight", "eighth"),
            ("nine", "ninth"),
            ("ten", "tenth"),
            ("eleven", "eleventh"),
            ("twelve", "twelfth"),
        ),
        start=1,
    )
    for word in pair
}

_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        start=1,
    )
}
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)", re.IGNORECASE)
# A figure keeps the digits before it: the end of "1,234th" is no ordinal by itself.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[.,](?=\d))*")


def years(text: str) -> tuple[str, ...]:
    """Return the years from 1000 to 2099 that `text` names, in order, without repeats."""
    found = (match.group() for match in _YEAR.finditer(text))
    return tuple(dict.fromkeys(found))


def years_covered(text: str) -> frozenset[str]:
    """Return the years that `text` speaks of: named, within a range, within a decade.

    "2014-16" and "from 2014 to 2016" cover 2015; "the 1990s" cover 1990 to 1999.
    """
    covered = set(years(text))
    for first, last in _RANGE.findall(text):
        end = int(last if len(last) > 2 else first[:2] + last)
        if int(first) < end <= int(first) + _LONGEST_RANGE:
            covered.update(str(year) for year in range(int(first), end + 1))
    for decade in _DECADE.findall(text):
        covered.update(f"{decade}{unit}" for unit in range(10))
    return frozenset(covered)


def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers in digits that `text` holds, in order, without repeats.

    Grouping commas and the endings of ordinals are dropped: "2,370" gives "2370", "4th" gives "4".
    Years count as numbers too.
    """
    found = (
        (match.group(1) or match.group(2)).replace(",", "") for match in _NUMBER.finditer(text)
    )
    return tuple(dict.fromkeys(found))


def number_words(text: str) -> tuple[str, ...]:
    """Return in digits the number words of `text` up to twelve, in order: "third", "twelve".

    One that a larger number word follows ("ten thousand") is no number by itself.
    """
    words = [word.lower() for word in _LETTERS.findall(text)]
    return tuple(
        dict.fromkeys(
            NUMBER_WORDS[word]
            for word, following in pairwise([*words, ""])
            if word in NUMBER_WORDS and not following.startswith(_LARGE)
        )
    )


def ordinals(text: str) -> frozenset[tuple[int, str]]:
    """Return the ordinals of a text, each with the stem of what it counts: (4, "fair").

    They are in digits or words up to twentieth: "4th", "fourth". What an ordinal counts is taken
    to be the word after it; empty where that is a short one ("of") or none.
    """
    found = (
        (_ordinal(word), following) for word, following in pairwise([*_WORD.findall(text), ""])
    )
    return frozenset(
        (rank, stem(word) if len(word) > _SHORT else "") for rank, word in found if rank is not None
    )


def _ordinal(word: str) -> int | None:
    digits = _ORDINAL.fullmatch(word)
    return int(digits[1]) if digits else _ORDINALS.get(word.lower())

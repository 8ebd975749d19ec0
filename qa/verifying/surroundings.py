"""What stood around a quote, and how well a place fits it (W3C text-quote selectors, 4.2.4)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import takewhile

from corpus.span import Span
from qa.answer import Citation
from qa.verifying.folding import folded

_SEEN = 128  # characters: more than the prefix of a citation with any white space in it
_WITHIN_A_WORD = re.compile(r"(?<=\w)(?=\w)|(?<=\d)(?=[.,]\d)|(?<=\d[.,])(?=\d)")
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stood before and after a quote; None where it is not known.

    An empty string is the beginning or the end of the document.
    """

    before: str | None
    after: str | None


def surroundings(citation: Citation, number: int) -> Surroundings:
    """Return what is known of the text around a part of a citation, the first being number 0.

    The prefix is that of the first part, the suffix that of the last one. A citation without
    prefix, from further down than the beginning, does not tell.
    """
    is_first, is_last = number == 0, number == len(citation.parts) - 1
    before = citation.prefix if citation.prefix or citation.parts[0].start == 0 else None
    return Surroundings(before if is_first else None, citation.suffix if is_last else None)


def fit(text: str, place: Span, around: Surroundings) -> int:
    """Return how many characters around a place are as they were, counted outwards from it.

    Runs of white space count as one character.
    """
    same = 0
    if around.before:
        was, now = folded(around.before), folded(text[max(place.start - _SEEN, 0) : place.start])
        same += _alike(was[::-1], now[::-1])
    if around.after:
        was, now = folded(around.after), folded(text[place.end : place.end + _SEEN])
        same += _alike(was, now)
    return same


def _alike(one: str, other: str) -> int:
    """Return with how many characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def is_whole(text: str, place: Span, quote: str, around: Surroundings) -> bool:
    """Tell whether a place does not cut a word or a number that the quote did not cut.

    "12 hives" is whole in "the 12 hives", not in "the 112 hives". Where it is not known what stood
    beside the quote, it did not cut a word: quotes are made of whole ones, and a change that is
    told where there is none does less harm than one that is not.
    """
    left, right = text[max(place.start - 2, 0) : place.start], text[place.end : place.end + 2]
    return (
        not _is_within(left, text[place.start : place.start + 2])
        or _is_within(around.before or "", quote)
    ) and (
        not _is_within(text[place.end - 2 : place.end], right)
        or _is_within(quote, around.after or "")
    )


def _is_within(left: str, right: str) -> bool:
    """Tell whether the border between two stretches of text lies within a word or a number."""
    left, right = left[-2:], right[:2]
    if not left or not right:
        return False
    marks = unicodedata.category(right[0]).startswith("M") or _JOINER in (left[-1], right[0])
    return marks or _WITHIN_A_WORD.match(left + right, len(left)) is not None

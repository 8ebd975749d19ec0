"""Abbreviations of a question and what the documents introduce them as short for, both ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.protocols import Index
from qa.analysis.stems import stems

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_](?=[-‑/][^\W_])")  # the end of a name that goes on: "ReCAAP-ISC"
_SHORT = re.compile(r"[^\W\d_]{2,12}")
_LINKS = frozenset("a an and for in of on the to".split())  # noqa: SIM905 - reads best as a text
_LONGEST = 24  # words of a long form in a question
_ALIKE = 0.5  # of the words of two long forms of the same: "UN" and "United Nations Convention …"
# The share of a long form is an upper bound: that of the rarest of its words.
_COMMONER = 4.0
_ABOUT_WORDS = re.compile(
    r"\b(?:abbreviat|acronym|initials|stands? for|short for|(?:full|long) (?:name|form))", re.I
)


@dataclass(frozen=True, slots=True)
class Renamed:
    """A question by the names that the documents use.

    `read` has each name in the form that the collection has more often; `others` are the other
    forms, which some passages may have alone.
    """

    read: str
    others: tuple[str, ...]


class _Mention(NamedTuple):
    start: int
    end: int
    other: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class _Forms:
    long_of: Mapping[str, str]  # by the short form as it is written
    short_of: Mapping[tuple[str, ...], str]  # by the stems of the long form, links aside


def asks_for_a_form(question: str) -> bool:
    """Tell whether a question asks for an abbreviation or for what one stands for."""
    return _ABOUT_WORDS.search(question) is not None


def renamed(question: str, index: Index) -> Renamed:
    """Return a question by the names that the documents use, itself where it has none of them.

    An abbreviation counts as it is written, a long form by its stems in order. What the documents
    introduce as short for two things, or as the short form of none, stays alone, and so does a
    question that asks for an abbreviation or for what it stands for.
    """
    if asks_for_a_form(question):
        return Renamed(question, ())
    forms = _forms(index.short_forms())
    read, end = "", 0
    others = []
    for mention in _mentions(question, forms):
        typed = question[mention.start : mention.end]
        kept, other = typed, mention.other
        least = _share(typed, index) * (1.0 if mention.is_long else _COMMONER)
        if _share(other, index) > least:
            kept, other = other, typed
        read += question[end : mention.start] + kept
        end = mention.end
        others.append(other)
    read += question[end:]
    return Renamed(read, tuple(other for other in dict.fromkeys(others) if other not in read))


def _mentions(question: str, forms: _Forms) -> Iterator[_Mention]:
    """Yield the short and long forms in a question from left to right, the longest of each."""
    found = list(_WORD.finditer(question))
    joined = {match.end() for match in _JOINED.finditer(question)}
    at = 0
    while at < len(found):
        start = found[at].start()
        for last in range(min(at + _LONGEST, len(found)) - 1, at - 1, -1):
            written = question[start : found[last].end()]
            short = forms.short_of.get(_key(written)) if last > at else None
            if short is not None and found[at].group().lower() not in _LINKS:
                yield _Mention(start, found[last].end(), short, is_long=True)
                at = last
                break
        else:
            long = forms.long_of.get(found[at].group())
            if long is not None and found[at].end() not in joined:
                yield _Mention(start, found[at].end(), long, is_long=False)
        at += 1


@lru_cache(maxsize=8)
def _forms(pairs: tuple[tuple[str, str], ...]) -> _Forms:
    longs: dict[str, list[str]] = defaultdict(list)
    for short, long in pairs:
        if _SHORT.fullmatch(short) and not short.islower() and len(_key(long)) > 1:
            longs[short].append(long)
    clear = {short: found for short, found in longs.items() if _are_one(found)}
    shorts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for short, found in clear.items():
        for long in found:
            shorts[_key(long)].add(short)
    return _Forms(
        {short: max(found, key=len) for short, found in clear.items()},
        {key: min(found) for key, found in shorts.items() if len(found) == 1},
    )


def _are_one(longs: Collection[str]) -> bool:
    """Tell whether the long forms of an abbreviation are wordings of one name."""
    keys = [set(_key(long)) for long in longs]
    return all(len(key & keys[0]) >= _ALIKE * len(key | keys[0]) for key in keys)


def _key(name: str) -> tuple[str, ...]:
    return tuple(each for each in stems(name) if each not in _LINKS)


def _share(name: str, index: Index) -> float:
    """Return the share that the rarest word of a name has of the collection's words."""
    rare = (word.lower() for word in _WORD.findall(name) if word.lower() not in _LINKS)
    return min((index.near_words(word, 0).get(word, 0.0) for word in rare), default=0.0)

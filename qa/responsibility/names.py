"""Bodies that a question names: `the trade ministry`, `Ministry of Trade and Ports`, `MTP`."""

from __future__ import annotations

# ruff: noqa: SIM905 - a list of words reads best as a text
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qa.analysis.stems import stem

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_LINKS = frozenset("of for the and on in to de la".split())
_FEWEST_WORDS = 2  # of a name that is not given in full
_LONGEST = 24  # words of a mention, links among them


@dataclass(frozen=True, slots=True)
class Named:
    """The bodies that a question names, in order of mention, and the words that name them.

    `words` are the stems of the words of all mentions, a body's short form among them.
    """

    bodies: tuple[str, ...]
    words: frozenset[str]


def named_bodies(question: str, names: Collection[str]) -> Named:
    """Return which of `names` a question names.

    A body is named by all its words, by its initials in capitals, or by two or more of its words
    that stand together, in any order, one of which no other name has ("trade ministry"). Where
    such words could mean several names, they mean none; a mention that is part of a longer one
    does not count.
    """
    known = {name: _key(name) for name in names}
    unique = _unique(known)
    found: dict[str, frozenset[str]] = {}
    written = _WORD.findall(_POSSESSIVE.sub("", question))
    tokens = [stem(word) for word in written]
    start = 0
    while start < len(tokens):
        end, meant = _mention(tokens, start, known, unique)
        if len(meant) == 1:
            found.setdefault(meant[0], frozenset())
            found[meant[0]] |= frozenset(tokens[start:end]) - _LINKS
        start = max(end, start + 1)
    for word in written:
        short = [name for name in known if word in _initials(name)] if word.isupper() else []
        if len(short) == 1:
            found[short[0]] = found.get(short[0], frozenset()) | {stem(word)}
    return Named(tuple(found), frozenset().union(*found.values()))


def _key(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(name)) - _LINKS


def _unique(known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the words that one name alone has."""
    counts = Counter(word for key in known.values() for word in key)
    return frozenset(word for word, count in counts.items() if count == 1)


def _mention(
    tokens: list[str], start: int, known: Mapping[str, frozenset[str]], unique: frozenset[str]
) -> tuple[int, list[str]]:
    """Return the end of the longest mention that begins at `start`, and the names it may mean."""
    longest = start
    meant: list[str] = []
    for name, key in known.items():
        if tokens[start] not in key:
            continue
        end = start
        last = min(len(tokens), start + _LONGEST)
        while end < last and (tokens[end] in key or tokens[end] in _LINKS):
            end += 1
        while tokens[end - 1] in _LINKS:
            end -= 1
        said = frozenset(tokens[start:end]) & key
        is_named = said == key or (len(said) >= _FEWEST_WORDS and said & unique)
        if is_named and end >= longest:
            meant = [*meant, name] if end == longest else [name]
            longest = end
    return longest, meant


def _initials(name: str) -> frozenset[str]:
    """Return the initials of a name's capitalised words, and those of all its words."""
    words = _WORD.findall(name)
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return frozenset({capitals, "".join(word[0] for word in words).upper()})

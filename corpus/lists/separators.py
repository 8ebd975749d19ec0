"""The signs and words that part the items of a running enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_OPENERS = {")": "(", "]": "[", "”": "“", "»": "«"}
_ENCLOSING = re.compile(r"[()\[\]“”«»\"]")
_SEPARATOR = re.compile(
    r"(?P<sign>;|:(?=\s|$)|,(?!\d{3}\b))(?:\s+(?P<joined>and/or|and|or)\b)?"
    r"|(?<=\s)(?P<word>and/or|and|or|as well as)(?=\s)"
)
_FILLER = "x"


@dataclass(frozen=True, slots=True)
class Separator:
    """What parts two items, at `[start, end)`: `sign` is `,`, `;`, `:` or empty for a word alone.

    `word` is the conjunction ("and"), empty for a sign alone; ", and" has both.
    """

    start: int
    end: int
    sign: str
    word: str


def separators(text: str) -> tuple[Separator, ...]:
    """Return the separators of `text` in order; commas within numbers are none."""
    return tuple(
        Separator(
            match.start(), match.end(), match["sign"] or "", match["word"] or match["joined"] or ""
        )
        for match in _SEPARATOR.finditer(text)
    )


def enclosed(text: str) -> list[tuple[int, int]]:
    """Return start and end of each outermost stretch in brackets or quotes, these included.

    A bracket or quote without its partner encloses nothing.
    """
    pairs = []
    open_at: dict[str, list[int]] = {opener: [] for opener in _OPENERS.values()}
    straight: list[int] = []
    for match in _ENCLOSING.finditer(text):
        sign = match.group()
        if sign in open_at:
            open_at[sign].append(match.start())
        elif sign in _OPENERS and open_at[_OPENERS[sign]]:
            pairs.append((open_at[_OPENERS[sign]].pop(), match.end()))
        elif sign == '"':
            straight.append(match.start())
    if len(straight) % 2 == 0:
        pairs.extend((straight[at], straight[at + 1] + 1) for at in range(0, len(straight), 2))
    outermost: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if not outermost or start >= outermost[-1][1]:
            outermost.append((start, end))
    return outermost


def masked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """Return `text`, as long as it was, with each stretch filled up after its first character."""
    characters = list(text)
    for start, end in stretches:
        characters[start + 1 : end] = _FILLER * (end - start - 1)
    return "".join(characters)

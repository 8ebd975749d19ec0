"""The words of a text with their places, for texts to be compared word by word."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

# Scripts that put no space between words: each of their letters stands for itself.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


@dataclass(frozen=True)
class Tokens:
    """The words of a text in order, without regard to case, and where each begins and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """Return the numbers of every word, ascending."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word, []).append(number)
        return found

    def at(self, offset: int) -> int:
        """Return the number of the last word that begins at or before an offset; 0 if none does."""
        return max(bisect_right(self.starts, offset) - 1, 0)


def tokens_of(text: str) -> Tokens:
    """Return the words of a text: runs of letters and digits, or single letters of some scripts."""
    found = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end].casefold() for start, end in found]
    return Tokens(words, [start for start, _ in found], [end for _, end in found])

"""A text with its white space folded, and the way back to the offsets of the text itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from corpus.span import Span

_WORD = re.compile(r"\S+")


def folded(text: str) -> str:
    """Return `text` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


class Folded:
    """A folded text: `text`, and where its stretches stand in the text it was made from."""

    def __init__(self, source: str) -> None:
        words = source.split()
        self.text = " ".join(words)
        # Where each word begins, in the source and here.
        self._sources = [match.start() for match in _WORD.finditer(source)]
        self._starts = [0, *accumulate(len(word) + 1 for word in words[:-1])] if words else []

    def source(self, start: int, end: int) -> Span:
        """Return where `[start, end)` stands in the source; it begins and ends within words."""
        return Span(self._source(start), self._source(end - 1) + 1)

    def near(self, offset: int) -> int:
        """Return the place here of the word that holds an offset of the source, or is before it."""
        word = bisect_right(self._sources, offset) - 1
        return self._starts[word] if word >= 0 else 0

    def _source(self, offset: int) -> int:
        word = bisect_right(self._starts, offset) - 1
        return self._sources[word] + offset - self._starts[word]

"""A stretch of text and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_REACH = 200  # characters read on either side
_GAP = 3  # characters between sentences
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS_SENTENCE = frozenset('.?!:;|•*\n"“(')


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word; `weak` where it may be one only as the first of its sentence."""

    word: str
    start: int  # within the stretch
    weak: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch, `inside`, with the text next to it in its paragraph, `before` and `after`."""

    before: str
    inside: str
    after: str

    @staticmethod
    def of(text: str, start: int, end: int) -> Scene:
        """Return text[start:end] with up to 200 characters on either side.

        Raises ValueError unless 0 <= start <= end <= len(text).
        """
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"no stretch from {start} to {end} in {len(text)} characters")
        before = _BLANK_LINE.split(text[max(0, start - _REACH) : start])[-1]
        after = _BLANK_LINE.split(text[end : end + _REACH])[0]
        return Scene(before, text[start:end], after)

    def names(self) -> Iterator[Name]:
        """Yield the capitalised words of the stretch in order.

        One that opens a sentence is weak where a word in lower case follows it, unless it has a
        second capital.
        """
        words = list(_WORD.finditer(self.inside))
        for at, match in enumerate(words):
            word = match.group()
            if not word[0].isupper():
                continue
            following = words[at + 1] if at + 1 < len(words) else None
            goes_on = following is not None and self._lower_follows(match.end(), following)
            certain = any(letter.isupper() for letter in word[1:])
            yield Name(word, match.start(), not certain and goes_on and self._opens(match.start()))

    def left_of(self, at: int, reach: int) -> str:
        """Return up to `reach` characters before position `at` of the stretch."""
        near = self.inside[max(0, at - reach) : at]
        return near if at >= reach else (self.before + near)[-reach:]

    def _lower_follows(self, end: int, following: re.Match[str]) -> bool:
        between = self.inside[end : following.start()]
        return not between.strip() and following.group()[0].islower()

    def _opens(self, at: int) -> bool:
        left = self.left_of(at, _GAP).rstrip(" \t")
        return not left or left[-1] in _OPENS_SENTENCE

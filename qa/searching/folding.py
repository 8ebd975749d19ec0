"""A text with its case and white space folded, and the way back to its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from unicodedata import category, east_asian_width

_PIECE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded as `fold` does.

    It is made of stretches that fold character by character, and of single characters that fold to
    several: `starts` has where each begins in `text`, `origins` where it begins in the text that
    was folded, and `lengths` how many characters it has there.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    lengths: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the range that was folded to `text[start:end]`, which has no space at its ends.

        A character that folds to several is taken whole, even where the range has but one of them.
        """
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, place: int) -> int:
        at = bisect_right(self.starts, place) - 1
        return self.origins[at] + min(place - self.starts[at], self.lengths[at] - 1)


def fold(text: str) -> str:
    """Return `text` with its case folded, white space at its ends dropped and runs of it one space.

    Case is folded as Unicode does (section 3.13): "ß" is "ss".
    """
    return " ".join(text.split()).casefold()


def folded(text: str) -> Folded:
    """Return a text folded with the way back."""
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    lengths: list[int] = []
    length = 0
    for found in _PIECE.finditer(text):
        piece = found.group()
        pieces.append(piece.casefold())
        grows = len(pieces[-1]) > len(piece)
        for offset, stretch in enumerate(piece) if grows else ((0, piece),):
            starts.append(length)
            origins.append(found.start() + offset)
            lengths.append(len(stretch))
            length += len(stretch.casefold())
        length += 1
    return Folded(" ".join(pieces), tuple(starts), tuple(origins), tuple(lengths))


def occurrences(text: str, term: str) -> list[tuple[int, int]]:
    """Return where a folded text holds a folded term as whole words, without overlap, in order.

    In scripts that are written without spaces, words are not told apart.
    """
    found: list[tuple[int, int]] = []
    at = text.find(term)
    while at >= 0:
        end = at + len(term)
        if _parts(text, at) and _parts(text, end):
            found.append((at, end))
            at = text.find(term, end)
        else:
            at = text.find(term, at + 1)
    return found


def is_wide(text: str) -> bool:
    """Tell whether a text holds characters of a script without spaces (Unicode Annex 11)."""
    return not text.isascii() and any(east_asian_width(sign) in "WF" for sign in text)


def _parts(text: str, at: int) -> bool:
    """Tell whether a word may begin or end at a place: accents and vowel signs are part of it."""
    if at in (0, len(text)):
        return True
    around = text[at - 1 : at + 1]
    if around.isalnum():
        return is_wide(around)
    return not category(around[1]).startswith("M")

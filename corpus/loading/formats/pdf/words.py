"""What stands on a page: words, drawn rules and pictures, each at its place."""

from __future__ import annotations

from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"  # after a hyphen that parts a word at the end of a line


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a part of one in another font.

    Places are in points; `x` grows to the right, `y` downwards from the top of the page. `baseline`
    is the line that it stands on. `size` is that of its font. `glued` tells that no white space
    parts it from the word before it in the file.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    glued: bool

    @property
    def middle(self) -> float:
        """Return the middle from left to right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn along an axis: `at` one place from `start` to `end` on the other."""

    at: float
    start: float
    end: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: `pictured` is the share of it that pictures cover, at most 1."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictured: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline that a file declares; `level` counts from 1, `page` from 0."""

    title: str
    level: int
    page: int

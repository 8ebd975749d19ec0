"""Headings of plain texts that are underlined with signs, as in manuals made by Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import HeadingMark
from corpus.span import Span, trimmed

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_RULE = re.compile(r"([=\-~*^#\"'`+])\1{2,}")
_LONGEST = 160  # characters of a title
_BEYOND = 2  # signs by which a rule may be longer than its title
_FEWEST = 3


def underlined_headings(text: str) -> tuple[HeadingMark, ...]:
    """Return the lines that a rule of equal signs underlines, in text order; () for less than 3.

    A title stands alone: a blank line, or a rule above it as long as the one below, comes before
    it, and the rule is as long as the title. Each kind of rule has a level of its own, in the order
    in which they first stand in the text (docutils, reStructuredText Markup Specification).
    """
    levels: dict[tuple[str, bool], int] = {}
    marks = tuple(_marks(text, levels))
    return marks if len(marks) >= _FEWEST else ()


def _marks(text: str, levels: dict[tuple[str, bool], int]) -> Iterator[HeadingMark]:
    lines = [Span(*match.span(1)) if match[1] else None for match in _LINE.finditer(text)]
    for at in range(len(lines) - 1):
        title, rule = lines[at], lines[at + 1]
        above = lines[at - 1] if at else None
        if title is None or rule is None:
            continue
        signs = rule.of(text).rstrip()
        if not _underlines(signs, title.of(text).rstrip()):
            continue
        before = "" if above is None else above.of(text).strip()
        is_overlined = before == signs
        place = trimmed(text, title.start, title.end)
        if place is not None and (not before or is_overlined):
            kind = (signs[0], is_overlined)
            yield HeadingMark(place, levels.setdefault(kind, len(levels) + 1))


def _underlines(signs: str, title: str) -> bool:
    """Tell whether a line of signs is the rule below a title."""
    if _RULE.fullmatch(signs) is None or _RULE.fullmatch(title) is not None:
        return False
    return (
        any(map(str.isalnum, title))
        and len(title) <= _LONGEST
        and (len(title) <= len(signs) <= len(title) + _BEYOND)
    )

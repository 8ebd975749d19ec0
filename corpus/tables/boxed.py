"""Boxes of agreements: "Trade pacts Norway (June 1997), Chile (May 2001)", cut into cells.

Such a box names a group, then each of its members with a date in brackets, and often lost the rule
between the two when it was converted to text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.events.dates import DATE
from corpus.span import Span, trimmed
from corpus.tables.lines import GridLine

_DATED = re.compile(rf"\((?:[a-z ]{{2,30}} )?(?:{DATE}|(?:1[5-9]|20)\d\d)[^()]{{0,30}}\)")
_REMARK = re.compile(r"\((?:Note|note)s? \d{1,2}\)")
_PLURAL = re.compile(r"\b\w{2,}[^\Wsui]s(?=\s+[A-Z])")
_BETWEEN = re.compile(r"(?:\s*\((?:Note|note)s? \d{1,2}\))?[\s,;]*+(?:and\s++)?")
_COLON = re.compile(r":\s")
_FEWEST_ROWS = 2
_FEWEST_MEMBERS = 3
_LONGEST_NAME = 120  # characters


def boxed_lines(lines: Sequence[GridLine], text: str) -> list[GridLine]:
    """Return lines of three cells, the group, the member and its date, or [] for no such box.

    `lines` have one cell each. There are at least two of them, each with a dated member, and three
    members. The group of a line ends at a colon or a mark that points to a note, else after its
    last plural ("agreements"); where it has none of them the group is blank and the first member's
    name may hold it.
    """
    if len(lines) < _FEWEST_ROWS or any(len(line.cells) != 1 for line in lines):
        return []
    out: list[GridLine] = []
    for line in lines:
        members = list(_members(line, text))
        if not members:
            return []
        out.extend(members)
    return out if len(out) >= _FEWEST_MEMBERS else []


def _members(line: GridLine, text: str) -> Iterator[GridLine]:
    """Yield one line for each dated name of a box."""
    for place in line.cells[0]:
        dates = list(_DATED.finditer(text, place.start, place.end))
        if not dates:
            continue
        cut = _group_end(text, place.start, dates[0].start())
        group = trimmed(text, place.start, cut) if cut > place.start else None
        starts = [cut, *(date.end() for date in dates)]
        for (begin, _), date in zip(pairwise(starts), dates, strict=True):
            name = _name(text, begin, date.start())
            if name is None or name.end - name.start > _LONGEST_NAME:
                continue
            cells = (_cell(group), (name,), (Span(date.start() + 1, date.end() - 1),))
            yield GridLine(line.block, name.start, cells)


def _group_end(text: str, start: int, end: int) -> int:
    """Return where the name of a box ends, `start` if it cannot be told from the first member."""
    for pattern in (_REMARK, _COLON, _PLURAL):
        found = list(pattern.finditer(text, start, end))
        if found and text[found[-1].end() : end].strip():
            return found[-1].end()
    return start


def _name(text: str, start: int, end: int) -> Span | None:
    """Return a member's name without the comma or the "and" before it."""
    lead = _BETWEEN.match(text, start, end)
    return trimmed(text, lead.end() if lead else start, end)


def _cell(place: Span | None) -> tuple[Span, ...]:
    return () if place is None else (place,)

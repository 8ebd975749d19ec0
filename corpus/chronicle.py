"""Entries of a chronicle that run on in one paragraph, parted at their dates.

Scanned lists of meetings often lose their line breaks: "April 18, 1997 0 Second meeting • Outline
of … May 27, 1997 Third meeting …". A date opens an entry, or closes it where the next date follows
at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import RawBlock
from corpus.markers import FULL_DATE
from corpus.span import Span, trimmed
from corpus.structure import BlockKind

_FEWEST_DATES = 3
_NOISE = re.compile(r"[\s:•·0O-]*")
_NUMBERED_EVENT = re.compile(
    r"\b(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|\d{1,3}(?:st|nd|rd|th))"
    r"\s+(?:\w+\s+){0,2}?(?:meeting|session|conference|summit|round)\b",
    re.IGNORECASE,
)


def entries_apart(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Return the blocks with each run-on chronicle parted into list items, one per date."""
    out: list[RawBlock] = []
    for block in blocks:
        parted = _entries(block, text) if block.kind in _PARTED else []
        out.extend(parted or [block])
    return out


_PARTED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def _entries(block: RawBlock, text: str) -> list[RawBlock]:
    """Return the entries of a chronicle, or [] if the block is none."""
    if len(block.parts) != 1:
        return []
    begin, end = block.parts[0].start, block.parts[0].end
    dates = [match.span() for match in FULL_DATE.finditer(text, begin, end)]
    if len(dates) < _FEWEST_DATES or _NOISE.fullmatch(text, begin, dates[0][0]) is None:
        return []
    starts: list[int] = []
    for position, (date_start, date_end) in enumerate(dates):
        following = dates[position + 1][0] if position + 1 < len(dates) else end
        event = None
        if starts and _NOISE.fullmatch(text, date_end, following):
            event = _last_event(text, starts[-1], date_start)
        starts.append(date_start if event is None else event)
    spans = [trimmed(text, a, b) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    return [
        replace(block, kind=BlockKind.LIST_ITEM, parts=(span,), text=span.of(text), mark="date")
        for span in spans
        if isinstance(span, Span)
    ]


def _last_event(text: str, start: int, end: int) -> int | None:
    """Return where the last numbered event in a stretch begins, if a date precedes it there."""
    found = [match.start() for match in _NUMBERED_EVENT.finditer(text, start, end)]
    return found[-1] if found and found[-1] > start else None

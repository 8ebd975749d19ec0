"""Entries of a chronicle that run on in one paragraph, parted at their dates.

Scanned lists of meetings often lose their line breaks: "March 3, 1903 0 Second session • Report
of … June 9, 1903 Third session …". A date opens an entry, or closes it where the next date follows
at once. Dates that a sentence names on its way part nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from corpus.markers import FULL_DATE
from corpus.parsing.rawblock import RawBlock
from corpus.sentences import sentences
from corpus.span import Span, trimmed
from corpus.structure import BlockKind
from corpus.wording import ends_mid_phrase, ends_sentence, is_closed, words

_FEWEST_DATES = 3
_FARTHEST = 4  # remarks that may stand between two entries
_LONGEST_REMARK = 20  # words
_PARTED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_NOISE = re.compile(r"[\s:•·0O-]*")
NUMBERED_EVENT = re.compile(
    r"\b(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|\d{1,3}(?:st|nd|rd|th))"
    r"\s+(?:\w+\s+){0,2}?(?:meeting|session|conference|summit|round)\b",
    re.IGNORECASE,
)
_LISTED_EVENT = re.compile(
    rf"{FULL_DATE.pattern}\s*(?:[•·O0-]\s+)*(?:[•·O0]\s|{NUMBERED_EVENT.pattern})", re.IGNORECASE
)
_EVENT = re.compile(rf"(?:{FULL_DATE.pattern}[\s:•·0-]*(?:[^\W_a-z]|$)|{NUMBERED_EVENT.pattern})")


def entries_apart(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Return the blocks with each run-on chronicle parted into list items, one per date.

    An event whose date comes after it ("14th meeting, August 3, 1913") is marked as an entry too.
    """
    out: list[RawBlock] = []
    for block in blocks:
        parted = _entries(block, text) if block.kind in _PARTED else []
        out.extend(parted or [_dated(block)])
    return out


def remarks_as_items(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Return the blocks with the short lines between two entries of a chronicle as their items."""
    out = list(blocks)
    entry: int | None = None
    for number, block in enumerate(out):
        if block.kind is BlockKind.LIST_ITEM and block.mark == "date":
            if entry is not None and number - entry - 1 <= _FARTHEST:
                for between in range(entry + 1, number):
                    indent = out[entry].indent + 1
                    out[between] = replace(
                        out[between], kind=BlockKind.LIST_ITEM, mark="bullet", indent=indent
                    )
            entry = number
        elif entry is not None and not _is_remark(block, out[entry]):
            entry = None
    return out


def _is_remark(block: RawBlock, entry: RawBlock) -> bool:
    return (
        block.kind in (BlockKind.PARAGRAPH, BlockKind.CAPTION)
        and block.section == entry.section
        and not block.mark
        and not ends_sentence(block.text)
        and not block.text.endswith(":")
        and len(words(block.text)) <= _LONGEST_REMARK
    )


def _dated(block: RawBlock) -> RawBlock:
    """Return a bullet with a numbered event as an entry if a full date follows the event."""
    event = NUMBERED_EVENT.match(block.text)
    if block.mark == "bullet" and event and FULL_DATE.search(block.text, event.end()):
        return replace(block, mark="date")
    return block


def _entries(block: RawBlock, text: str) -> list[RawBlock]:
    """Return the entries of a chronicle, or [] if the block is none."""
    if len(block.parts) != 1:
        return []
    begin, end = block.start, block.end
    dates = [match.span() for match in FULL_DATE.finditer(text, begin, end)]
    if len(dates) < _FEWEST_DATES or _NOISE.fullmatch(text, begin, dates[0][0]) is None:
        return []
    prose = _named_in_prose(block, text, [start for start, _ in dates])
    starts: list[int] = []
    for position, (date_start, date_end) in enumerate(dates):
        if starts and (date_start in prose or not _opens(text, starts[-1], date_start)):
            continue
        following = dates[position + 1][0] if position + 1 < len(dates) else end
        event = None
        if starts and _NOISE.fullmatch(text, date_end, following):
            event = _last_event(text, starts[-1], date_start)
        starts.append(date_start if event is None else event)
    if len(starts) < _FEWEST_DATES:
        return []
    spans = [trimmed(text, a, b) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    return [
        replace(block, kind=BlockKind.LIST_ITEM, parts=(span,), text=span.of(text), mark="date")
        for span in spans
        if isinstance(span, Span)
    ]


def _named_in_prose(block: RawBlock, text: str, dates: Sequence[int]) -> frozenset[int]:
    """Return the dates within sentences that name several, end with a stop and list no events.

    A date that a sentence begins with is not among them.
    """
    found: set[int] = set()
    for (span,) in sentences(text, block.parts):
        held = dates[bisect_left(dates, span.start) : bisect_left(dates, span.end)]
        sentence = span.of(text)
        if len(held) > 1 and ends_sentence(sentence) and not _LISTED_EVENT.search(sentence):
            found.update(date for date in held if date > span.start)
    return frozenset(found)


def _opens(text: str, start: int, date: int) -> bool:
    """Tell whether a date opens an entry after the one that begins at `start`.

    It does where that entry is closed or has the form of an event (its date, then a capital, a
    number or a bullet), and does not certainly go on.
    """
    before = text[start:date].rstrip(" \t\r\n•·")
    if ends_mid_phrase(before):
        return False
    return is_closed(before) or _EVENT.match(before) is not None


def _last_event(text: str, start: int, end: int) -> int | None:
    """Return where the last numbered event in a stretch begins, if a date precedes it there."""
    found = [match.start() for match in NUMBERED_EVENT.finditer(text, start, end)]
    return found[-1] if found and found[-1] > start else None

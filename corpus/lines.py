"""The lines of a text, with their place and the white space around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029\x85]+")
_TAB_WIDTH = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `[start, end)` is its content without the white space at its ends; `text` that slice. `indent`
    counts columns before it, `gap` the blank lines above it. `is_row` tells a table row: cells parted
    by pipes or tabs.
    """

    number: int
    start: int
    end: int
    text: str
    indent: int
    gap: int
    is_row: bool


def lines_of(text: str, start: int = 0) -> tuple[Line, ...]:
    """Return the lines of `text` from offset `start` on that are not blank, in order."""
    return tuple(_scan(text, start))


def _scan(text: str, start: int) -> Iterator[Line]:
    number = 0
    last_end = start
    for match in _LINE.finditer(text, start):
        raw = match.group()
        content = raw.strip()
        if not content:
            continue
        lead = raw[: len(raw) - len(raw.lstrip())]
        begin = match.start() + len(lead)
        breaks = text.count("\n", last_end, begin) or text.count("\r", last_end, begin)
        yield Line(
            number=number,
            start=begin,
            end=begin + len(content),
            text=content,
            indent=len(lead.expandtabs(_TAB_WIDTH)),
            gap=max(breaks - 1, 0) if number else breaks,
            is_row=content.startswith("|") or "\t" in raw.lstrip(),
        )
        number += 1
        last_end = begin + len(content)

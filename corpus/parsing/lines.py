"""The lines of a text, with their place and the white space around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.markers import is_fence, is_rule
from corpus.parsing.bullets import bullet_lengths

_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029\x85]+")
_TAB_WIDTH = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `[start, end)` is its content without the white space at its ends; `text` that slice. `indent`
    counts columns before it, `gap` the blank lines above it. `is_row` tells a table row: cells
    parted by pipes or tabs. `is_code` tells a line between code fences, the fences included.
    `bullet` counts the characters of the bullet that `text` begins with.
    """

    number: int
    start: int
    end: int
    text: str
    indent: int
    gap: int
    is_row: bool
    is_code: bool = False
    bullet: int = 0


def lines_of(text: str, start: int = 0) -> tuple[Line, ...]:
    """Return the lines of `text` from offset `start` on that are not blank, in order."""
    return tuple(_with_bullets(_with_tables(_with_code(list(_scan(text, start))))))


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


def _with_code(lines: list[Line]) -> list[Line]:
    """Mark the lines between fences; a fence that nothing closes opens no code."""
    opening: Line | None = None
    for fence in [line for line in lines if is_fence(line.text)]:
        if opening is None:
            opening = fence
        elif fence.text.startswith(opening.text[:3]) and not fence.text.strip("`~"):
            for number in range(opening.number, fence.number + 1):
                lines[number] = replace(lines[number], is_row=False, is_code=True)
            opening = None
    return lines


def _with_tables(lines: list[Line]) -> Sequence[Line]:
    """Mark the rows of pipe tables that have no pipes at their ends: a rule gives them away."""
    for number in range(1, len(lines)):
        above, rule = lines[number - 1], lines[number]
        if rule.gap or rule.is_row or rule.is_code or "|" not in above.text:
            continue
        if "|" not in rule.text or not is_rule(rule.text):
            continue
        lines[number - 1] = replace(above, is_row=True)
        below = number
        while below < len(lines) and "|" in lines[below].text:
            if below > number and lines[below].gap:
                break
            lines[below] = replace(lines[below], is_row=True)
            below += 1
    return lines


def _with_bullets(lines: Sequence[Line]) -> Iterator[Line]:
    """Mark the lines that begin with a bullet; what is code is not looked at."""
    lengths = bullet_lengths(["" if line.is_code else line.text for line in lines])
    for line, length in zip(lines, lengths, strict=True):
        yield replace(line, bullet=length) if length else line

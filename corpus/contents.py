"""A table of contents within a text: where it lies and which headings it announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.lines import Line
from corpus.wording import folded

_LEADER = re.compile(r"\s*(?:(?:\.\s?){3,}|…+|_{3,})\s*(?:\d{1,4}|[ivxl]{1,6})?\s*$")
_PAGE = re.compile(r"(?:\s*\.{2}\s*|\t\s*)(?:\d{1,4}|[ivxl]{1,6})\s*$")  # an entry without room for leaders
_TITLE = re.compile(r"(?:table of )?contents", re.IGNORECASE)
_LARGEST_GAP = 14


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines `first` to `last` (numbers, inclusive) and the titles they announce, folded."""

    first: int
    last: int
    titles: frozenset[str]


def find_contents(lines: Sequence[Line]) -> Contents | None:
    """Return the table of contents with dotted leaders, or None.

    At least three lines must end in leaders. Lines between them belong to it, and so do lines after
    the last of them that come again further down, up to the first entry's own heading.
    """
    leaders = [line.number for line in lines if _LEADER.search(line.text)]
    if len(leaders) < 3:
        return None
    first = last = leaders[0]
    entries = [line.number for line in lines if _is_entry(line.text)]
    for number in entries[entries.index(first) + 1 :]:
        if number - last > _LARGEST_GAP:
            break
        last = number
    later = {folded(line.text) for line in lines[last + 1 :]}
    opening = _title(lines[first])
    while last + 1 < len(lines):
        key = folded(lines[last + 1].text)
        if key == opening or key not in later or not _comes_again(lines, last + 1, key):
            break
        last += 1
    if first and _TITLE.fullmatch(folded(lines[first - 1].text)):
        first -= 1
    titles = frozenset(_title(line) for line in lines[first : last + 1])
    return Contents(first, last, titles - {""})


def _comes_again(lines: Sequence[Line], number: int, key: str) -> bool:
    return any(folded(line.text) == key for line in lines[number + 1 :])


def _is_entry(text: str) -> bool:
    return bool(_LEADER.search(text) or _PAGE.search(text))


def _title(line: Line) -> str:
    return folded(_PAGE.sub("", _LEADER.sub("", line.text)))

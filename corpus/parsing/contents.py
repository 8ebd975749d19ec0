"""A table of contents within a text: where it lies and which headings it announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.parsing.lines import Line
from corpus.wording import folded, plain

_PAGE = re.compile(r"(?<=[\s.…_·])(?:\d{1,4}|[ivxl]{1,6})$")
_LEADER_SIGNS = ". …_·\t"
_LINK = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*\.?\s+)?\[[^\[\]]+\]\(#[^()\s]*\)")
_TITLE = re.compile(r"(?:table of )?contents", re.IGNORECASE)
_FEWEST_ENTRIES = 3
_FEWEST_CERTAIN = 2
_LARGEST_GAP = 14


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines `first` to `last` (numbers, inclusive) and the titles they announce, folded."""

    first: int
    last: int
    titles: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line that may announce a heading: `certain` if it has leaders or is a link."""

    number: int
    title: str
    certain: bool


def find_contents(lines: Sequence[Line]) -> Contents | None:
    """Return the table of contents, or None.

    At least two lines must end in dotted leaders or be links within the text, and at least three
    must announce something. Lines between them belong to it, and so do lines after the last of
    them that come again further down, up to the first entry's own heading.
    """
    entries = [entry for line in lines if (entry := _entry(line)) is not None]
    certain = [entry for entry in entries if entry.certain]
    if len(certain) < _FEWEST_CERTAIN or len(entries) < _FEWEST_ENTRIES:
        return None
    opening = certain[0]
    first = last = opening.number
    for entry in entries[entries.index(opening) + 1 :]:
        if entry.number - last > _LARGEST_GAP:
            break
        last = entry.number
    last_place = {folded(line.text): line.number for line in lines}
    while last + 1 < len(lines):
        key = folded(lines[last + 1].text)
        if key == opening.title or last_place[key] == last + 1:
            break
        last += 1
    if first and _TITLE.fullmatch(folded(lines[first - 1].text)):
        first -= 1
    by_number = {entry.number: entry.title for entry in entries}
    titles = {
        by_number.get(number) or folded(lines[number].text) for number in range(first, last + 1)
    }
    return Contents(first, last, frozenset(titles - {""}))


def _entry(line: Line) -> _Entry | None:
    """Return what a line announces: a linked title, or one with leaders or a page after a tab."""
    text = line.text[line.bullet :]
    if _LINK.fullmatch(text):
        return _Entry(line.number, folded(plain(text)), certain=True)
    page = _PAGE.search(text)
    before = text[: page.start()] if page else text
    title = before.rstrip(_LEADER_SIGNS)
    leader = before[len(title) :]
    dots = leader.count(".") + leader.count("_") + leader.count("·") + 3 * leader.count("…")
    # An ellipsis at the end of a line is no leader: without a page it takes more dots.
    if dots >= (3 if page else 6):
        return _Entry(line.number, folded(title), certain=True)
    if page and (dots == 2 or "\t" in leader):
        return _Entry(line.number, folded(title), certain=False)
    return None

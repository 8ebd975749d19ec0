"""What was found in a document, a page of lines at a time, each with its way into the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from corpus.structure import StructuredDocument
from qa.citation import cite
from web.structure.entries import Entry, text_of

LINES_OF_A_PAGE = 200
_MOST_PLACES = 100  # in the address of a document


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a page shows it.

    `level` is 1 for the first line of a page, and at most one more than that of the line above.
    `link` opens the source at what is quoted, empty where nothing is. `is_continued` tells that
    the structure began on an earlier page.
    """

    level: int
    label: str
    text: str
    cells: tuple[str, ...]
    link: str
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class LinesPage:
    """The lines of one page; `number` counts from 1 to `last`."""

    lines: tuple[Line, ...]
    number: int
    last: int


def lines_page(
    document: StructuredDocument, entries: Sequence[Entry], number: int, *, nested: bool
) -> LinesPage | None:
    """Return one page of at most 200 entries, or None if there is none of that number.

    No entries make one empty page. With `nested`, entries below level 1 belong to the one of level
    1 above them, and a page that begins amid them repeats it before all others.
    """
    last = max(1, -(-len(entries) // LINES_OF_A_PAGE))
    if not 1 <= number <= last:
        return None
    first = (number - 1) * LINES_OF_A_PAGE
    shown = entries[first : first + LINES_OF_A_PAGE]
    head: list[Line] = []
    if nested and shown and shown[0].level > 1:
        above = next(each for each in reversed(entries[:first]) if each.level == 1)
        head.append(_line(document, above, 1, is_continued=True))
    levels = _levels(shown, len(head))
    lines = (_line(document, *each, is_continued=False) for each in zip(shown, levels, strict=True))
    return LinesPage((*head, *lines), number, last)


def _levels(entries: Sequence[Entry], above: int) -> Iterator[int]:
    """Return the levels of entries below a line of level `above`, none skipped."""
    following = accumulate(
        (each.level for each in entries),
        lambda before, level: min(level, before + 1),
        initial=above,
    )
    next(following)
    return following


def _line(document: StructuredDocument, entry: Entry, level: int, *, is_continued: bool) -> Line:
    parts = entry.parts[:_MOST_PLACES]
    link = cite(document, parts).link if parts else ""
    text = text_of(document, entry) if entry.parts or entry.said else ""
    return Line(level, entry.label, text, entry.cells, link, is_continued)

"""A long document in pages, so that a browser gets no more of it than it can show at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from corpus.span import Span

WHOLE = 300_000  # characters that a document may have to be shown as one page
LONGEST_PAGE = 60_000  # characters of a page of a longer one
_SHORTEST = LONGEST_PAGE // 4  # of a page that ends before a heading, except the last


def pages(text: str, headings: Sequence[int]) -> tuple[Span, ...]:
    """Return the pages of a text that is not empty: they follow on each other and are all of it.

    A page ends before one of the `headings` (offsets, ascending), or, where none is near enough,
    after an empty line, a line, or LONGEST_PAGE characters, whatever comes last in the page.
    """
    if len(text) <= WHOLE:
        return (Span(0, len(text)),)
    found: list[Span] = []
    start = 0
    while len(text) - start > LONGEST_PAGE:
        end = _end(text, headings, start)
        found.append(Span(start, end))
        start = end
    found.append(Span(start, len(text)))
    return tuple(found)


def page_at(pages: Sequence[Span], offset: int) -> int:
    """Return the number, from 1, of the page that holds a character."""
    return bisect_right(pages, offset, key=lambda page: page.start)


def _end(text: str, headings: Sequence[int], start: int) -> int:
    least, most = start + _SHORTEST, start + LONGEST_PAGE
    heading = bisect_left(headings, most + 1) - 1
    if heading >= 0 and headings[heading] >= least:
        return headings[heading]
    for line_end in ("\n\n", "\n"):
        found = text.rfind(line_end, least, most)
        if found >= 0:
            return found + len(line_end)
    return most

"""Running heads and feet: the lines in the margins that come again from page to page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.loading.formats.pdf.lines import Line, lines_of
from corpus.loading.formats.pdf.words import Page, Word
from corpus.markers import is_page_number
from corpus.wording import folded

_MARGIN = 0.12  # of the page's height
_LINES = 3  # of a head or foot, at most
_OFTEN = 3  # pages; on all pages of a shorter file
_FEWEST_PAGES = 2
_APART = 1.25  # of the font's size and more lie between a head or foot and the text
_SAME_PLACE = 8.0  # points
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]{1,7}")


def without_running_lines(pages: Sequence[Page]) -> list[tuple[Word, ...]]:
    """Return the words of each page without those of its running heads and feet.

    Such a line stands in the upper or lower margin, apart from the text that there is, and comes
    on three pages (in a file of two, on both) at the same height, the page's number in it or not; a
    page number by itself needs no company.
    """
    margins = [_margin_lines(page) for page in pages]
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, lines in enumerate(margins):
        for line in lines:
            for key in _keys(line, number):
                seen[key].add(number)
    enough = max(min(_OFTEN, len(pages)), _FEWEST_PAGES)
    kept = []
    for number, (page, lines) in enumerate(zip(pages, margins, strict=True)):
        dropped: Counter[Word] = Counter()
        for line in lines:
            comes_again = any(len(seen[key]) >= enough for key in _keys(line, number))
            if comes_again or _is_number(line.text):
                dropped.update(line.words)
        kept.append(tuple(word for word in page.words if word not in dropped))
    return kept


def _margin_lines(page: Page) -> list[Line]:
    """Return the outermost lines in the margins of a page that stand apart from its text."""
    lines = lines_of(page.words)
    upper = [line for line in lines if line.baseline <= _MARGIN * page.height]
    lower = [line for line in lines if line.baseline >= (1 - _MARGIN) * page.height]
    return [
        *_outermost(upper, lines[len(upper) :]),
        *_outermost(lower[::-1], lines[: len(lines) - len(lower)][::-1]),
    ]


def _outermost(margin: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """Return the lines of a margin, outermost first, up to the last one that stands apart."""
    found: list[Line] = []
    line_up = [*margin, *others[:1]]
    for number, line in enumerate(margin[:_LINES]):
        inner = line_up[number + 1] if number + 1 < len(line_up) else None
        if inner is not None and abs(inner.baseline - line.baseline) > (1 + _APART) * line.size:
            found = list(margin[: number + 1])
    if not found and margin and _is_number(margin[0].text):
        found = [margin[0]]
    return found


def _keys(line: Line, page: int) -> list[tuple[str, int]]:
    """Return what a line may share with one of another page: its words, its number left out.

    A number counts as the page's where it is as far ahead of the page as on the other pages.
    """
    text = folded(line.text) or line.text
    height = round(line.baseline / _SAME_PLACE)
    keys = [text]
    for number in list(_NUMBER.finditer(text))[:3]:
        if len(number[0]) <= 4:
            ahead = int(number[0]) - page
            keys.append(f"{text[: number.start()]}#{ahead}{text[number.end() :]}")
    return [(key, near) for key in keys for near in (height, height + 1)]


def _is_number(text: str) -> bool:
    return is_page_number(text) or _ROMAN.fullmatch(text) is not None

"""Which paragraphs of a file are headings: those that its outline names, or that look like some."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from corpus.loading.formats.pdf.blocks import TextBlock
from corpus.loading.formats.pdf.divisions import LABEL
from corpus.loading.formats.pdf.lines import body_size, is_led
from corpus.loading.formats.pdf.words import Bookmark
from corpus.markers import is_date, is_page_number, names_a_picture
from corpus.wording import folded, has_a_word, reads_as_title

_LARGER = 1.06  # times the size of the body
_RUN = 3
_MOST_LINES = 4  # of a heading
_NEAR_PAGES = 1  # that a bookmark may be off
# A bookmark may lack the number that the heading has.
_NUMBER = re.compile(
    rf"(?:{LABEL}|(?:(?:Appendix|Annex|Chapter|Part|Section) )?[A-Z0-9]{{1,4}}(?:\.\d+)*[.:)]?) "
)
_PAGE_BEHIND = re.compile(r"(?P<title>.*\S)\s+(?P<page>[0-9]{1,4})")
_PAGE_BEFORE = re.compile(r"(?P<page>[0-9]{1,4})\s+(?P<title>.+)")
_LONGEST_QUESTION = 250  # characters
_ENOUGH = 0.5  # of the bookmarks that are found make an outline that is to be trusted

_Look: TypeAlias = tuple[float, bool]


def heading_levels(blocks: Sequence[TextBlock], bookmarks: Sequence[Bookmark]) -> Mapping[int, int]:
    """Return the levels of the headings by the number of their block.

    A block that a bookmark of its page names is a heading of that level. Others are headings where
    they are short, read as titles and are larger than the body of the text, or bold where that is
    not: the larger, the further out, below what the outline names if it names headings that look
    otherwise. What repeats a heading with a page number beside it stands in a table of contents or
    at the head of a page.
    """
    told = _named(blocks, bookmarks)
    body = body_size([line for block in blocks for line in block.lines])
    bold_body = _is_mostly_bold(blocks, body)
    looks: dict[int, _Look] = {
        number: (block.size, block.bold)
        for number, block in enumerate(blocks)
        if number not in told and _stands_out(block, body, bold_body)
    }
    entries = _with_page_numbers(blocks, {*told, *looks})
    looks = {number: look for number, look in looks.items() if number not in entries}
    looks = _without_runs(looks)
    level_of = _levels_of_looks(set(looks.values()), blocks, told)
    found = {number: level_of[look] for number, look in looks.items()}
    return {**found, **told}


def _named(blocks: Sequence[TextBlock], bookmarks: Sequence[Bookmark]) -> dict[int, int]:
    """Return the levels of the blocks that bookmarks name, {} where they name too few of them."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        if len(block.lines) <= _MOST_LINES:
            for key in _keys(_text(block)):
                places[key].append(number)
    told: dict[int, int] = {}
    for entry in bookmarks:
        near = [
            number
            for number in places.get(_key(entry.title), ())
            if number not in told and abs(blocks[number].page - entry.page) <= _NEAR_PAGES
        ]
        if near:
            best = min(near, key=lambda number: abs(blocks[number].page - entry.page))
            told[best] = entry.level
    return told if len(told) >= _ENOUGH * len(bookmarks) else {}


def _with_page_numbers(blocks: Sequence[TextBlock], headings: Collection[int]) -> set[int]:
    """Return the headings that are another one with a page number before or behind it.

    The number is that of the page of the other heading or of its own page, all numbers counted from
    one page; a few at least are counted so, or there are none.
    """
    places: dict[str, set[int]] = defaultdict(set)
    for number in headings:
        for key in _keys(_text(blocks[number])):
            places[key].add(number)
    first_pages: dict[int, set[int]] = {}
    for number in headings:
        for pattern in (_PAGE_BEHIND, _PAGE_BEFORE):
            found = pattern.fullmatch(_text(blocks[number]))
            others = set().union(*map(places.__getitem__, _keys(found["title"]))) if found else ()
            pages = {blocks[other].page for other in others if other != number}
            if found and pages:
                pages.add(blocks[number].page)
                first_pages[number] = {page - int(found["page"]) for page in pages}
    counted = Counter(first for firsts in first_pages.values() for first in firsts)
    first, times = max(counted.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
    return {n for n, firsts in first_pages.items() if first in firsts} if times >= _RUN else set()


def _text(block: TextBlock) -> str:
    return " ".join(line.text for line in block.lines)


def _keys(title: str) -> set[str]:
    """Return the keys of a title with and without its number."""
    return {_key(title), _key(_NUMBER.sub("", title, count=1))}


def _key(title: str) -> str:
    """Return the letters and digits of a title: spaces and signs differ between the two."""
    return "".join(filter(str.isalnum, folded(title)))


def _is_mostly_bold(blocks: Sequence[TextBlock], body: float) -> bool:
    letters: Counter[bool] = Counter()
    for block in blocks:
        if block.size == body:
            letters[block.bold] += sum(len(line.text) for line in block.lines)
    return letters[True] > letters[False]


def _stands_out(block: TextBlock, body: float, bold_body: bool) -> bool:
    if len(block.lines) > _MOST_LINES or block.bullet:
        return False
    larger = block.size > _LARGER * body
    bold = block.bold and not bold_body and block.size >= body / _LARGER
    if not (larger or bold):
        return False
    text = " ".join(block.texts)
    return (
        (reads_as_title(text) or (larger and _is_question(text)))
        and not is_led(text)
        and has_a_word(text)
        and not is_date(text)
        and not is_page_number(text)
        and not names_a_picture(text)
    )


def _is_question(text: str) -> bool:
    """Tell whether a text is a question and not too long for a heading, which may have a verb."""
    return text.endswith("?") and len(text) <= _LONGEST_QUESTION


def _without_runs(looks: Mapping[int, _Look]) -> dict[int, _Look]:
    """Return the looks by block without those of three and more blocks in a row that look alike.

    Such are the names on a title page: headings have something below them.
    """
    runs: list[list[int]] = []
    for number in sorted(looks):
        if runs and runs[-1][-1] == number - 1 and looks[number - 1] == looks[number]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return {number: looks[number] for run in runs if len(run) < _RUN for number in run}


def _levels_of_looks(
    looks: set[_Look], blocks: Sequence[TextBlock], told: Mapping[int, int]
) -> dict[_Look, int]:
    """Return a level for each look: that of most headings that are told, else by size."""
    known: dict[_Look, Counter[int]] = defaultdict(Counter)
    for number, level in told.items():
        known[blocks[number].size, blocks[number].bold][level] += 1
    levels = {look: counted.most_common(1)[0][0] for look, counted in known.items()}
    outermost = max(told.values(), default=0)
    others = sorted((look for look in looks if look not in levels), reverse=True)
    levels.update((look, outermost + rank) for rank, look in enumerate(others, start=1))
    return levels

"""From the pages of a PDF file to its canonical text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from corpus.document import Metadata
from corpus.loading.formats.cleaning import RAISED
from corpus.loading.formats.extract import Extract
from corpus.loading.formats.pdf.blocks import (
    Block,
    RecognisedBlock,
    TableBlock,
    TextBlock,
    blocks_of,
)
from corpus.loading.formats.pdf.columns import reading_order
from corpus.loading.formats.pdf.divisions import with_labels
from corpus.loading.formats.pdf.flow import Hyphens, goes_on
from corpus.loading.formats.pdf.headings import heading_levels
from corpus.loading.formats.pdf.lines import Line, body_size
from corpus.loading.formats.pdf.ruled import Table, ruled_tables
from corpus.loading.formats.pdf.running import without_running_lines
from corpus.loading.formats.pdf.words import Bookmark, Page, Word
from corpus.loading.formats.writing import TextWriter
from corpus.wording import reads_as_title

_TITLE = 1.15  # times the size of the body, and more
_NOTE = 0.93  # times the size of the body, and less
_NOTE_NUMBER = re.compile(r"([0-9]{1,3}|[⁰¹²³⁴-⁹]{1,3})(?:\s|(?=[^\W\d_]))")

_BLANK_LINE = re.compile(r"\n[ \t\f\r]*\n")


def read_pages(
    pages: Sequence[Page],
    numbers: Sequence[int | None],
    bookmarks: Sequence[Bookmark],
    metadata: Metadata,
    recognised: Mapping[int, str],
    warnings: Sequence[str],
) -> Extract:
    """Return the text of pages that `numbers` name, in reading order, with headings and tables.

    `recognised` is the text of pages that are pictures, by their index.
    """
    blocks: list[Block] = []
    for page, words in zip(pages, without_running_lines(pages), strict=True):
        blocks.extend(_blocks(page, words))
        blocks.extend(_recognised_blocks(page.number, recognised.get(page.number, "")))
    texts = [block for block in blocks if isinstance(block, TextBlock)]
    body = body_size([line for block in texts for line in block.lines])
    blocks = with_labels(blocks, body)
    texts = [block for block in blocks if isinstance(block, TextBlock)]
    levels = heading_levels(texts, bookmarks)
    by_block = {id(texts[number]): level for number, level in levels.items()}
    if not metadata.title:
        metadata = replace(metadata, title=_title(texts, body))
    writer = _PageWriter(numbers, by_block, body, texts)
    for run in _runs(blocks, by_block):
        writer.write(run)
    return writer.extract(metadata, warnings)


def _blocks(page: Page, words: Sequence[Word]) -> Iterator[Block]:
    """Yield the blocks of a page in reading order; a drawn table is read as one large word."""
    tables, rest = ruled_tables(words, page.rules)
    stands_for = {_standing_for(table): table for table in tables}
    for region in reading_order([*rest, *stands_for]):
        run: list[Line] = []
        for line in region:
            drawn = [word for word in line.words if word in stands_for]
            others = tuple(word for word in line.words if word not in stands_for)
            if drawn:
                yield from blocks_of(run, page.number)
                run = []
                for word in drawn:
                    yield TableBlock(page.number, stands_for[word])
            if others:
                run.append(Line(others))
        yield from blocks_of(run, page.number)


def _recognised_blocks(page: int, text: str) -> Iterator[RecognisedBlock]:
    for paragraph in _BLANK_LINE.split(text):
        lines = tuple(line.strip() for line in paragraph.splitlines() if line.strip())
        if lines:
            yield RecognisedBlock(page, lines)


def _standing_for(table: Table) -> Word:
    place = (table.left, table.right, table.top, table.bottom, table.bottom)
    return Word("\ufffc", *place, size=1.0, bold=False, glued=False)


def _runs(blocks: Sequence[Block], levels: dict[int, int]) -> Iterator[list[Block]]:
    """Yield blocks with those that go on with them in the next column or on the next page."""
    run: list[Block] = []
    for block in blocks:
        heads = id(block) in levels or (bool(run) and id(run[-1]) in levels)
        above = run[-1] if run else None
        if (
            isinstance(above, TextBlock)
            and isinstance(block, TextBlock)
            and not heads
            and _is_cut(above, block)
            and goes_on(above, block)
        ):
            run.append(block)
            continue
        if run:
            yield run
        run = [block]
    if run:
        yield run


def _is_cut(above: TextBlock, block: TextBlock) -> bool:
    """Tell whether a column or a page ends between two blocks."""
    return above.page != block.page or block.lines[0].baseline < above.lines[-1].baseline


def _title(blocks: Sequence[TextBlock], body: float) -> str:
    """Return what is written largest on the first page, empty where that is hardly larger."""
    first = [block for block in blocks if block.page == 0]
    largest = max((block.size for block in first), default=0.0)
    if not first or largest < _TITLE * body:
        return ""
    start = next(number for number, block in enumerate(first) if block.size == largest)
    run = takewhile(lambda block: block.size == largest, first[start:])
    title = " ".join(line for block in run for line in block.texts)
    return title if reads_as_title(title) else ""


class _PageWriter:
    """Writes runs of blocks, and the pages that they stand on."""

    def __init__(
        self,
        numbers: Sequence[int | None],
        levels: dict[int, int],
        body: float,
        texts: Sequence[TextBlock],
    ) -> None:
        self._numbers = numbers
        self._levels = levels
        self._body = body
        self._hyphens = Hyphens(line.text for block in texts for line in block.lines)
        self._writer = TextWriter()
        self._next_page = 0
        self._open_items: list[float] = []

    def write(self, run: Sequence[Block]) -> None:
        """Write a block with those that go on with it."""
        first = run[0]
        for number in self._pages_until(first.page):
            self._writer.page(number)
        if isinstance(first, TableBlock):
            self._writer.table(first.table.rows, headed=first.table.headed)
            self._open_items.clear()
        elif isinstance(first, RecognisedBlock):
            self._writer.paragraph(self._hyphens.joined(first.lines))
            self._open_items.clear()
        elif id(first) in self._levels:
            self._writer.heading(self._hyphens.joined(first.texts), self._levels[id(first)])
            self._open_items.clear()
        else:
            self._write_text(first, [block for block in run if isinstance(block, TextBlock)])

    def extract(self, metadata: Metadata, warnings: Sequence[str]) -> Extract:
        """Return all that was written; pages without text at the end begin at its end."""
        for number in self._pages_until(len(self._numbers) - 1):
            self._writer.page(number)
        return self._writer.extract(metadata, warnings)

    def _pages_until(self, page: int) -> Iterator[int | None]:
        yield from self._numbers[self._next_page : page + 1]
        self._next_page = max(self._next_page, page + 1)

    def _write_text(self, first: TextBlock, run: Sequence[TextBlock]) -> None:
        text, more = self._pieces(run)
        is_note = self._is_note(first)
        if first.is_item and not more and not is_note:
            self._writer.item(text, self._depth(first), "-" if first.bullet else "")
            return
        if not first.is_item:
            self._open_items.clear()
        shown = _with_raised_number(text) if is_note else text
        self._writer.paragraph(f"- {shown}" if first.bullet else shown, *more)

    def _pieces(self, run: Sequence[TextBlock]) -> tuple[str, list[tuple[int | None, str]]]:
        """Return the text of a run on its first page, and that on each page that it goes on to.

        A word that the page's end cuts stands on the first.
        """
        pages: list[tuple[int | None, list[str]]] = [(None, [])]
        for block in run:
            starts = list(self._pages_until(block.page))
            texts = list(block.texts)
            if starts and pages[-1][1]:
                above = pages[-1][1]
                word, _, rest = texts[0].partition(" ")
                whole = self._hyphens.joined([above[-1], word])
                if whole != f"{above[-1]} {word}":
                    above[-1], texts[0] = whole, rest
            pages.extend((number, []) for number in starts)
            pages[-1][1].extend(texts)
        (_, first), *more = [
            (number, self._hyphens.joined(lines) if lines else "") for number, lines in pages
        ]
        return first, more

    def _depth(self, item: TextBlock) -> int:
        while self._open_items and self._open_items[-1] > item.left + item.size / 2:
            self._open_items.pop()
        if not self._open_items or item.left > self._open_items[-1] + item.size / 2:
            self._open_items.append(item.left)
        return len(self._open_items) - 1

    def _is_note(self, block: TextBlock) -> bool:
        return block.size <= _NOTE * self._body and _NOTE_NUMBER.match(block.texts[0]) is not None


def _with_raised_number(text: str) -> str:
    number = _NOTE_NUMBER.match(text)
    if number is None:
        return text
    return f"{number[1].translate(RAISED)} {text[number.end() :]}"

"""The canonical text of formats that have paragraphs, items and tables of their own."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import HeadingMark, Metadata, PageStart
from corpus.loading.formats.cleaning import clean
from corpus.loading.formats.extract import Extract
from corpus.span import Span

DEEPEST = 9  # levels of headings, as in word processors
_INDENT = "  "  # of an item, for each level that it stands below the outermost
_BULLET = "-"

Row = Sequence[str]


class TextWriter:
    """Writes blocks in reading order, and remembers where headings and pages begin.

    A paragraph, heading, item or row is one line; blank lines part blocks, but not the items of one
    level nor the rows of a table. Rows are written with pipes, as in Markdown: they show blank
    cells at both ends. Everything is cleaned first, and what is empty then is not written.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[HeadingMark] = []
        self._pages: list[PageStart] = []
        self._waiting: list[int | None] = []
        self._last: object = None  # equal for two blocks that no blank line parts

    def page(self, number: int | None) -> None:
        """Begin a page: it starts with the next block."""
        self._waiting.append(number)

    def heading(self, text: str, level: int) -> None:
        """Write a heading. Levels count from 1; deeper ones than 9 are 9."""
        text = clean(text)
        if text:
            start = self._begin(None)
            self._marks.append(
                HeadingMark(Span(start, start + len(text)), min(max(level, 1), DEEPEST))
            )
            self._write(text)

    def paragraph(self, text: str, *more: tuple[int | None, str]) -> None:
        """Write a paragraph; what goes on over page breaks comes as further pages with their text.

        A page begins even where nothing of the paragraph stands on it.
        """
        written = clean(text)
        if written:
            self._begin(None)
            self._write(written)
        for number, rest in more:
            self.page(number)
            rest = clean(rest)
            if rest and written:
                self._write(" ")
                self._start_pages()
                self._write(rest)
            elif rest:
                self._begin(None)
                self._write(rest)
            written = written or rest

    def item(self, text: str, depth: int = 0, label: str = _BULLET) -> None:
        """Write an item of a list with its label; `depth` is 0 for the outermost list."""
        text = " ".join(part for part in (clean(label), clean(text)) if part)
        if clean(text) not in ("", _BULLET):
            self._begin(("item", depth), _INDENT * min(depth, DEEPEST))
            self._write(text)

    def table(self, rows: Sequence[Row], *, headed: bool) -> None:
        """Write a table; `headed` tells that its first row names the columns.

        Rows and columns that are blank throughout are left out, and a single column is written as
        paragraphs.
        """
        filled = _filled(rows)
        if not filled:
            return
        if len(filled[0]) == 1:
            for (only,) in filled:
                self.paragraph(only)
            return
        table = object()
        for number, row in enumerate(filled):
            self._begin(table)
            self._write(_piped(row))
            if headed and number == 0 and len(filled) > 1:
                self._begin(table)
                self._write(f"|{'---|' * len(row)}")

    def extract(self, metadata: Metadata, warnings: Sequence[str] = ()) -> Extract:
        """Return all that was written."""
        self._start_pages()
        text = "".join(self._pieces)
        return Extract(text, tuple(self._marks), metadata, tuple(self._pages), tuple(warnings))

    def _begin(self, kind: object, indent: str = "") -> int:
        """Begin a block and return the offset of its text."""
        if self._length:
            self._write("\n" if kind is not None and kind == self._last else "\n\n")
        self._last = kind
        self._start_pages()
        self._write(indent)
        return self._length

    def _start_pages(self) -> None:
        self._pages.extend(PageStart(self._length, number) for number in self._waiting)
        self._waiting.clear()

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _filled(rows: Sequence[Row]) -> list[list[str]]:
    """Return the rows, cleaned and equally long, without those and without columns of blanks."""
    cleaned = [[clean(cell) for cell in row] for row in rows]
    cleaned = [row for row in cleaned if any(row)]
    width = max(map(len, cleaned), default=0)
    squared = [[*row, *[""] * (width - len(row))] for row in cleaned]
    kept = [column for column in range(width) if any(row[column] for row in squared)]
    return [[row[column] for column in kept] for row in squared]


def _piped(row: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"

"""From a document to its structure: sections and blocks, related to each other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import RawBlock, raw_blocks
from corpus.chronicle import entries_apart
from corpus.contents import find_contents
from corpus.document import Document
from corpus.headings import found_headings, marked_headings
from corpus.joining import rejoined
from corpus.lines import lines_of
from corpus.outline import outline
from corpus.span import Span
from corpus.structure import Block, BlockKind, Section, StructuredDocument
from corpus.wording import is_closed

# Raise it when the same text would be structured or chunked in another way: it is part of what
# tells a stored document from a fresh one.
PARSER_VERSION = "1"

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIGURES = re.compile(r"[\d.,()%\s–-]+")


def parse(document: Document) -> StructuredDocument:
    """Return the sections and blocks of a document; every offset counts in its text."""
    text = document.text
    front = _FRONT_MATTER.match(text)
    lines = lines_of(text, front.end() if front else 0)
    contents = find_contents(lines)
    declared = document.marks if len(document.marks) > 1 else ()
    headings = marked_headings(text, declared) or found_headings(lines, contents)
    if document.marks and not declared:
        headings = marked_headings(text, document.marks) + tuple(
            heading for heading in headings if heading.span.start > document.marks[0].span.end
        )
    sections = outline(headings, text)
    gathered = _whole_rows(raw_blocks(text, lines, headings, contents), text)
    blocks = rejoined(entries_apart(gathered, text), text)
    return StructuredDocument(document, sections, tuple(_related(blocks, sections)))


def section_at(sections: Sequence[Section], offset: int) -> Section:
    """Return the innermost section that an offset lies in; section 0 if there is none."""
    starts = [section.span.start for section in sections[1:]]
    number = bisect_right(starts, offset)
    while number and sections[number].span.end <= offset:
        number = sections[number].parent or 0
    return sections[number]


def _whole_rows(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Join a table line in brackets, which holds unit and index, to the row that it explains."""
    out: list[RawBlock] = []
    for block in blocks:
        above = out[-1] if out else None
        rows = above is not None and above.kind is block.kind is BlockKind.TABLE_ROW
        if rows and above is not None and block.text.startswith("(") and "\t" in block.text:
            span = Span(above.start, block.parts[-1].end)
            out[-1] = replace(above, parts=(span,), text=span.of(text))
        else:
            out.append(block)
    return out


def _related(blocks: Sequence[RawBlock], sections: Sequence[Section]) -> list[Block]:
    """Number the blocks, place them in sections and tie items and rows to what explains them."""
    related: list[Block] = []
    items = _OpenItems()
    header: int | None = None
    for number, raw in enumerate(blocks):
        section = section_at(sections, raw.start).number
        block = Block(number, raw.kind, section, raw.parts)
        above = related[-1] if related else None
        if raw.kind is BlockKind.TABLE_ROW:
            if above is None or above.kind not in (BlockKind.TABLE_ROW, BlockKind.TABLE_HEADER):
                header = None
                if _is_header(blocks, number):
                    block = replace(block, kind=BlockKind.TABLE_HEADER)
                    header = number
            if block.kind is BlockKind.TABLE_ROW:
                block = replace(block, header=header)
        if raw.kind is BlockKind.LIST_ITEM:
            level, lead_in = items.place(number, raw, section)
            block = replace(block, level=level, lead_in=lead_in)
        elif raw.kind is not BlockKind.CAPTION:
            leads = raw.kind is BlockKind.PARAGRAPH and (raw.text.endswith(":") or _next_is_item(blocks, number))
            items.close(number if leads else None, section)
        related.append(block)
    return related


def _next_is_item(blocks: Sequence[RawBlock], number: int) -> bool:
    return number + 1 < len(blocks) and blocks[number + 1].kind is BlockKind.LIST_ITEM


def _is_header(blocks: Sequence[RawBlock], number: int) -> bool:
    """Tell whether the first row of a table names its columns: more rows follow, few figures."""
    if number + 1 >= len(blocks) or blocks[number + 1].kind is not BlockKind.TABLE_ROW:
        return False
    own, below = cells(blocks[number].text), cells(blocks[number + 1].text)
    return len(own) > 1 and len(below) > 1 and not _FIGURES.fullmatch(own[0] or "x")


def cells(row: str) -> list[str]:
    """Return the cells of the first line of a table row, white space at their ends dropped."""
    line = row.splitlines()[0] if row else ""
    if line.startswith("|"):
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return [cell.strip() for cell in line.split("\t")]


class _OpenItems:
    """The list items that the next one may stand under, outermost first."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, int, int]] = []  # mark, indent, block number
        self._lead_in: int | None = None
        self._section = 0

    def close(self, lead_in: int | None, section: int) -> None:
        """End all open lists; `lead_in` introduces the next one."""
        self._stack.clear()
        self._lead_in = lead_in
        self._section = section

    def place(self, number: int, item: RawBlock, section: int) -> tuple[int, int | None]:
        """Return the nesting level of an item and the block that introduces it."""
        if section != self._section:
            self.close(None, section)
        for level, (mark, indent, _) in enumerate(self._stack):
            same = mark == item.mark and (mark not in ("bullet", "date") or item.indent <= indent)
            if same or item.indent < indent:
                del self._stack[level:]
                break
        lead_in = self._stack[-1][2] if self._stack else self._lead_in
        self._stack.append((item.mark, item.indent, number))
        return len(self._stack) - 1, lead_in

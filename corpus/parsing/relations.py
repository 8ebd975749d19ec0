"""How blocks explain each other: items and what leads them in, rows and their header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.parsing.outline import DEEPEST
from corpus.parsing.rawblock import RawBlock
from corpus.parsing.rows import is_header
from corpus.structure import Block, BlockKind

_TABLE = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})
_MARKS_BY_INDENT = frozenset({"bullet", "date"})
_BETWEEN_ITEMS = frozenset({BlockKind.CAPTION, BlockKind.FOOTNOTE})  # they interrupt no list


def related(blocks: Sequence[RawBlock]) -> tuple[Block, ...]:
    """Return the blocks, numbered, with the lead-in of each item and the header of each row."""
    out: list[Block] = []
    items = _OpenItems()
    header: int | None = None
    for number, raw in enumerate(blocks):
        block = Block(number, raw.kind, raw.section, raw.parts)
        below = blocks[number + 1] if number + 1 < len(blocks) else None
        if raw.kind in _TABLE:
            block, header = _table_line(block, raw, below, out[-1] if out else None, header)
        if raw.kind is BlockKind.LIST_ITEM:
            level, lead_in = items.place(number, raw)
            block = replace(block, level=level, lead_in=lead_in)
        elif raw.kind not in _BETWEEN_ITEMS:
            items.close(number if _leads(raw, below) else None, raw.section)
        out.append(block)
    return tuple(out)


def _table_line(
    block: Block, raw: RawBlock, below: RawBlock | None, above: Block | None, header: int | None
) -> tuple[Block, int | None]:
    """Return a row with its header, and the header that holds from here on."""
    opens = above is None or above.kind not in _TABLE or above.section != block.section
    heads = raw.kind is BlockKind.TABLE_HEADER or (opens and is_header(raw, below))
    if heads:
        return replace(block, kind=BlockKind.TABLE_HEADER), block.number
    held = None if opens else header
    return replace(block, header=held), held


def _leads(raw: RawBlock, below: RawBlock | None) -> bool:
    """Tell whether a block introduces the list below it."""
    if raw.kind not in (BlockKind.PARAGRAPH, BlockKind.GLOSSARY_ENTRY):
        return False
    item_below = below is not None and below.kind is BlockKind.LIST_ITEM
    return item_below or raw.text.endswith(":")


class _OpenItems:
    """The list items that the next one may stand under, outermost first."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, RawBlock]] = []
        self._lead_in: int | None = None
        self._section = 0

    def close(self, lead_in: int | None, section: int) -> None:
        """End all open lists; `lead_in` introduces the next one."""
        self._stack.clear()
        self._lead_in = lead_in
        self._section = section

    def place(self, number: int, item: RawBlock) -> tuple[int, int | None]:
        """Return the nesting level of an item and the block that introduces it.

        There are at most twelve levels: an item that would stand deeper stands beside the one
        before it on the twelfth.
        """
        if item.section != self._section:
            self.close(None, item.section)
        for level, (_, other) in enumerate(self._stack):
            if _is_beside(other, item) or item.indent < other.indent:
                del self._stack[level:]
                break
        del self._stack[DEEPEST - 1 :]
        lead_in = self._stack[-1][0] if self._stack else self._lead_in
        self._stack.append((number, item))
        return len(self._stack) - 1, lead_in


def _is_beside(open_item: RawBlock, item: RawBlock) -> bool:
    """Tell whether an item goes on with the list of one above it, or with one that holds it."""
    by_indent = {open_item.mark, item.mark} <= _MARKS_BY_INDENT
    if by_indent and open_item.bulleted and item.bulleted:
        return item.indent <= open_item.indent
    if item.mark != open_item.mark:
        return False
    return item.mark not in _MARKS_BY_INDENT or item.indent <= open_item.indent

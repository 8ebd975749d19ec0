"""Tables of a page, as rows of cells; those that only lay the page out are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from corpus.loading.formats.html.content import TEXT

_FLOW = "h1, h2, h3, h4, h5, h6, table, ul ul, ol ol, article, section, p + p + p"
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_BREAKS = frozenset({"br", "p", "div", "li", "dd", "dt"})
_WIDEST = 100  # columns
_TALLEST = 1_000  # rows that one cell may span


@dataclass(frozen=True, slots=True)
class DataTable:
    """The rows of a table; `headed` tells that the first one names the columns."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    headed: bool


def data_table(table: LexborNode, left_out: frozenset[int]) -> DataTable | None:
    """Return a table that tells something, None for one that lays out the page.

    A cell over several columns stands in the first of them, one over several rows in each.
    """
    laid_out = (table.attributes.get("role") or "") in ("presentation", "none")
    if laid_out or any(node.mem_id != table.mem_id for node in table.css(_FLOW)):
        return None
    rows: list[tuple[str, ...]] = []
    open_cells: dict[int, tuple[str, int]] = {}  # by column: text, and rows still to come
    headed = False
    for row in _rows(table):
        cells, names = _row(row, open_cells, left_out)
        if not rows:
            headed = names
        rows.append(cells)
    if max((len(row) for row in rows), default=0) < 2:
        return None
    caption = next((node for node in _children(table) if node.tag == "caption"), None)
    return DataTable("" if caption is None else shown(caption, left_out), tuple(rows), headed)


def shown(node: LexborNode, left_out: frozenset[int]) -> str:
    """Return the text of an element in one line."""
    pieces: list[str] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if each is not node and each.next is not None:
            waiting.append(each.next)
        if each.mem_id in left_out:
            continue
        if each.tag == TEXT:
            pieces.append(each.text_content or "")
        elif each.tag in _BREAKS:
            pieces.append(" ")
        if each.is_element_node and each.first_child is not None:
            waiting.append(each.first_child)
    return "".join(pieces)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    each = node.first_child
    while each is not None:
        if each.is_element_node:
            yield each
        each = each.next


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for each in _children(table):
        if each.tag == "tr":
            yield each
        elif each.tag in _GROUPS:
            yield from (row for row in _children(each) if row.tag == "tr")


def _row(
    row: LexborNode, open_cells: dict[int, tuple[str, int]], left_out: frozenset[int]
) -> tuple[tuple[str, ...], bool]:
    """Return the cells of a row, and whether all of its own are names of columns."""
    cells: list[str] = []
    own = [each for each in _children(row) if each.tag in _CELLS and each.mem_id not in left_out]
    waiting = iter(own)
    while len(cells) < _WIDEST:
        column = len(cells)
        if column in open_cells:
            text, more = open_cells.pop(column)
            cells.append(text)
            if more > 1:
                open_cells[column] = (text, more - 1)
            continue
        cell = next(waiting, None)
        if cell is None:
            if any(place > column for place in open_cells):
                cells.append("")
                continue
            break
        text = shown(cell, left_out)
        span = min(_span(cell, "colspan"), _WIDEST - column)
        down = min(_span(cell, "rowspan"), _TALLEST)
        for at in range(column, column + span):
            cells.append(text if at == column else "")
            if down > 1:
                open_cells[at] = (cells[-1], down - 1)
    return tuple(cells), bool(own) and all(each.tag == "th" for each in own)


def _span(cell: LexborNode, name: str) -> int:
    written = (cell.attributes.get(name) or "1").strip()
    return (
        max(int(written), 1) if written.isascii() and written.isdigit() and len(written) < 6 else 1
    )

"""Table rows: their cells, and rows whose label, unit and index stand on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.labels import labels_at
from corpus.markers import is_date
from corpus.parsing.rawblock import RawBlock
from corpus.structure import BlockKind
from corpus.wording import reads_as_title, words

_FIGURES = re.compile(r"[\d.,()%\s–-]+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\b")
_TAB = re.compile(r"\t")
_PIPE = re.compile(r"(?<!\\)\|")
_BRACKETED = re.compile(r"\([^()]+(?:\([^()]*\)[^()]*)*\)")
_LONGEST_COLUMN_NAME = 8  # words


def cells(row: str) -> list[str]:
    """Return the cells of the first line of a table row, white space at their ends dropped.

    Cells are parted by tabs where there are any and no pipe begins the line, else by pipes.
    """
    found = [row[start:end] for start, end in cell_ranges(row)]
    return found if _has_tabs(_first_line(row)) else [cell.replace("\\|", "|") for cell in found]


def cell_ranges(row: str) -> list[tuple[int, int]]:
    """Return where in `row` each of its `cells` starts and ends; a blank one starts at its end."""
    line = _first_line(row)
    start = len(row) - len(row.lstrip())
    if _has_tabs(line):
        breaks = [match.span() for match in _TAB.finditer(line)]
        return _ranges(line, breaks, start, len(line))
    begin = 1 if line.startswith("|") else 0
    closed = len(line) > begin and line.endswith("|") and not line.endswith("\\|")
    end = len(line) - closed
    breaks = [match.span() for match in _PIPE.finditer(line, begin, end)]
    return _ranges(line, [(0, begin), *breaks], start, end)[1:]


def _ranges(
    line: str, breaks: Sequence[tuple[int, int]], shift: int, end: int
) -> list[tuple[int, int]]:
    """Return where the stretches of `line[:end]` between breaks are, without outer white space."""
    starts = [0, *(stop for _, stop in breaks)]
    ends = [*(begin for begin, _ in breaks), end]
    found = []
    for first, last in zip(starts, ends, strict=True):
        cell = line[first:last]
        begin = first + len(cell) - len(cell.lstrip())
        found.append((shift + begin, shift + begin + len(cell.strip())))
    return found


def _first_line(row: str) -> str:
    return row.strip().splitlines()[0] if row.strip() else ""


def _has_tabs(line: str) -> bool:
    return "\t" in line and not line.startswith("|")


def whole_rows(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Return the blocks with each table row in one piece.

    A line with as many cells as the row above it, whose first cell is one remark in brackets and
    no label ("(landed)", not "(a) Landed" or "(a)"), holds the unit and index of that row; a short
    line without cells right between two rows is the label of the row below it.
    """
    out: list[RawBlock] = []
    for number, block in enumerate(blocks):
        above = out[-1] if out else None
        if above is None or above.section != block.section:
            out.append(block)
        elif _explains(above, block) or _is_label(blocks, number - 1, above):
            row = above.joined_with(block, text)
            out[-1] = replace(row, kind=BlockKind.TABLE_ROW, mark="")
        else:
            out.append(block)
    return out


def is_header(row: RawBlock, below: RawBlock | None) -> bool:
    """Tell whether the first row of a table names its columns: short names or years, no figures.

    A row with a date above another date is none.
    """
    if below is None or below.kind is not BlockKind.TABLE_ROW:
        return False
    names, others = cells(row.text), cells(below.text)
    if len(names) < 2 or len(others) < 2:
        return False
    if any(is_date(name) and is_date(other) for name, other in zip(names, others, strict=False)):
        return False
    return all(
        len(words(name)) <= _LONGEST_COLUMN_NAME
        and (not name or _YEAR.match(name) or not _FIGURES.fullmatch(name))
        for name in names
    )


def _explains(row: RawBlock, block: RawBlock) -> bool:
    rows = row.kind is block.kind is BlockKind.TABLE_ROW
    if not rows or "\t" not in block.text or labels_at(block.text):
        return False
    own = cells(block.text)
    return _BRACKETED.fullmatch(own[0]) is not None and len(own) == len(cells(row.text))


def _is_label(blocks: Sequence[RawBlock], number: int, label: RawBlock) -> bool:
    """Tell whether block `number`, as it stands in the output, labels the row below it."""
    row = blocks[number + 1]
    above = blocks[number - 1] if number else None
    return (
        label is blocks[number]
        and above is not None
        and above.kind in (BlockKind.TABLE_ROW, BlockKind.TABLE_HEADER)
        and label.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        and row.kind is BlockKind.TABLE_ROW
        and label.gap == row.gap == 0
        and not label.bulleted
        and reads_as_title(label.text)
    )

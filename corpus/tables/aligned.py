"""Tables drawn with spaces: lines whose words stand below each other, with clear strips between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.markers import is_layout
from corpus.span import Span, trimmed
from corpus.structure import BlockKind, StructuredDocument
from corpus.tables.figures import figure_of
from corpus.tables.lines import GridLine
from corpus.wording import words

_READ = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.HEADING,
        BlockKind.CAPTION,
        BlockKind.SIGNATURE,
    }
)
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FEWEST_LINES = 3
_NARROWEST_STRIP = 2  # columns of characters
_NARROWEST_OF_TWO = 3  # the strip of a table with two columns
_LONGEST_LINE = 1_000  # characters
_LONGEST_CELL = 5  # words


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line of text with the block that holds it; `text` is the whole line."""

    block: int
    section: int
    start: int
    text: str


def aligned_lines(structured: StructuredDocument) -> Iterator[list[GridLine]]:
    """Yield the lines of each table drawn with spaces, in text order, equally many cells each.

    At least three lines in a row have a strip of blanks, two wide and more, at the same place. Most
    cells beside the first column are figures or a few words: a page set in columns is no table.
    Headings and signatures count, since the lines of such a table may read like them.
    """
    text = structured.document.text
    run: list[_TextLine] = []
    for line in _text_lines(structured):
        drawn = _GAP.search(line.text.strip()) is not None
        if run and not (drawn and _goes_on(text, run[-1], line)):
            yield from _table(run, text)
            run = []
        if drawn:
            run.append(line)
    yield from _table(run, text)


def _text_lines(structured: StructuredDocument) -> Iterator[_TextLine]:
    """Yield the lines that blocks stand on, in text order, each once."""
    text = structured.document.text
    seen = -1
    for block in structured.blocks:
        if block.kind not in _READ:
            continue
        for part in block.parts:
            at = text.rfind("\n", 0, part.start) + 1
            while at < part.end:
                end = text.find("\n", at)
                end = len(text) if end < 0 else end
                if at > seen and end - at <= _LONGEST_LINE and text[at:end].strip():
                    yield _TextLine(block.number, block.section, at, text[at:end].rstrip())
                    seen = at
                at = end + 1


def _goes_on(text: str, above: _TextLine, line: _TextLine) -> bool:
    """Tell whether nothing but drawn rules stands between two lines."""
    between = text[above.start + len(above.text) : line.start]
    if between.count("\n") == 1:
        return True
    middle = between.strip()
    return bool(middle) and "\n" not in middle and is_layout(middle)


def _table(run: Sequence[_TextLine], text: str) -> Iterator[list[GridLine]]:
    """Yield the table that a run of lines makes, if it makes one."""
    strips = _strips([line.text for line in run]) if len(run) >= _FEWEST_LINES else []
    if not strips:
        return
    lines = [GridLine(line.block, line.start, _cells(line, strips)) for line in run]
    beside = [place.of(text) for line in lines for cell in line.cells[1:] for place in cell]
    short = sum(1 for cell in beside if figure_of(cell) or len(words(cell)) <= _LONGEST_CELL)
    if 2 * short > len(beside):
        yield lines


def _strips(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the strips of blanks that part columns: `[start, end)` in columns of characters."""
    width = max(len(text) for text in texts)
    inked = [False] * width
    for text in texts:
        for at, character in enumerate(text):
            if not character.isspace():
                inked[at] = True
    edges = [at for at in range(width) if inked[at]]
    strips = [(a + 1, b) for a, b in pairwise(edges) if b - a > _NARROWEST_STRIP]
    if len(strips) == 1 and strips[0][1] - strips[0][0] < _NARROWEST_OF_TWO:
        return []
    return strips


def _cells(line: _TextLine, strips: Sequence[tuple[int, int]]) -> tuple[tuple[Span, ...], ...]:
    edges = [0, *(end for _, end in strips), len(line.text)]
    places = [
        trimmed(line.text, min(a, len(line.text)), min(b, len(line.text)))
        for a, b in pairwise([*edges[:-1], max(edges[-1], edges[-2])])
    ]
    return tuple(
        () if place is None else (Span(line.start + place.start, line.start + place.end),)
        for place in places
    )

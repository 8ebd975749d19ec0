"""Lines gathered to paragraphs, items and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from corpus.labels import labels_at
from corpus.loading.formats.pdf.aligned import aligned_tables
from corpus.loading.formats.pdf.lines import Line, is_led, spread
from corpus.loading.formats.pdf.ruled import Table
from corpus.wording import ends_sentence, is_closed, starts_lower

BULLETS = "•‣▪◦○●■□◆➢➤✓\uf0b7\uf0a7\uf0d8\uf076*–-"
_OTHER_SIZE = 0.6  # points
_MUCH_OTHER_SIZE = 0.12  # times the size
_INDENT = 0.8  # of the font's size
_WIDER = 1.25  # times the usual distance of two lines parts paragraphs
_LOOSE = 2.2  # of the font's size: lines further apart belong together nowhere
_AMPLE = 0.25  # of the region's width stays blank beside a line that ends on purpose
_SHORT = 0.18  # of the region's width that a last line leaves blank
_PARAGRAPH_LABELS = ("bare_arabic",)  # "12 Boats" may be a line of running text


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, heading or item: its lines, top down, and the page they stand on.

    `bullet` counts the characters of the bullet that it begins with, `is_item` tells whether it
    begins with a bullet or label; `fills_up` whether its last line reaches the end of the column.
    """

    page: int
    lines: tuple[Line, ...]
    bullet: int
    is_item: bool
    fills_up: bool

    @property
    def size(self) -> float:
        """Return the size of its largest font."""
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """Tell whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def left(self) -> float:
        """Return where its first line begins."""
        return self.lines[0].left

    @property
    def texts(self) -> tuple[str, ...]:
        """Return its lines without the bullet."""
        first, *others = (line.text for line in self.lines)
        return (first[self.bullet :].lstrip(), *others)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table and the page that it stands on."""

    page: int
    table: Table


@dataclass(frozen=True, slots=True)
class RecognisedBlock:
    """A paragraph of a page that is a picture, by its lines."""

    page: int
    lines: tuple[str, ...]


Block: TypeAlias = TextBlock | TableBlock | RecognisedBlock


def blocks_of(lines: Sequence[Line], page: int) -> Iterator[TextBlock | TableBlock]:
    """Yield the blocks that the lines of a region in one column make, top down."""
    number = 0
    for first, end, table in aligned_tables(lines):
        yield from _paragraphs(lines[number:first], lines, page)
        yield TableBlock(page, table)
        number = end
    yield from _paragraphs(lines[number:], lines, page)


def _paragraphs(lines: Sequence[Line], region: Sequence[Line], page: int) -> Iterator[TextBlock]:
    if not lines:
        return
    left, right = spread(region)
    usual = _usual_distance(region)
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or _begins(lines, start, number, left, right, usual):
            yield _block(lines[start:number], page, right, right - left)
            start = number


def _usual_distance(lines: Sequence[Line]) -> float:
    """Return how far apart lines in one font are, in their size; 1.2 where none tells."""
    near = [
        (b.baseline - a.baseline) / a.size
        for a, b in pairwise(lines)
        if a.size == b.size and 0 < b.baseline - a.baseline <= _LOOSE * a.size
    ]
    return median(near) if near else 1.2


def _begins(
    lines: Sequence[Line], start: int, number: int, left: float, right: float, usual: float
) -> bool:
    """Tell whether line `number` begins a block, when the one above it began at line `start`."""
    line, above, first = lines[number], lines[number - 1], lines[start]
    size = max(line.size, above.size)
    distance = (line.baseline - above.baseline) / size
    if line.bold != above.bold or _is_other_font(above, line, right - _SHORT * (right - left)):
        return True
    if distance > _WIDER * usual or distance < 0:
        return True
    short = above.right < right - _SHORT * (right - left)
    begun_left = line.left <= first.left + _INDENT * size
    if _bullet(line.text) or is_led(above.text):
        return True
    if _is_labelled(line.text) and begun_left and (short or is_closed(above.text)):
        return True
    if short and (ends_sentence(above.text) or _is_broken_on_purpose(above, line, left, right)):
        return True
    indented = line.left - above.left > _INDENT * size
    if indented and ends_sentence(above.text) and number - start > 1:
        return True
    hangs = number - start > 1 and lines[start + 1].left > first.left + _INDENT * size
    return hangs and begun_left


def _is_broken_on_purpose(above: Line, line: Line, left: float, right: float) -> bool:
    """Tell whether there was ample space left for the first word of a line on the one above."""
    first = line.words[0]
    room = right - _AMPLE * (right - left) - above.right
    return first.right - first.left + line.size < room and not starts_lower(line.text)


def _is_other_font(above: Line, line: Line, full: float) -> bool:
    """Tell whether the font's size parts two lines; a little one does not within a sentence."""
    other = abs(line.size - above.size)
    if other <= _OTHER_SIZE:
        return False
    within = above.right >= full and not is_closed(above.text)
    return other > _MUCH_OTHER_SIZE * max(line.size, above.size) or not within


def _block(lines: Sequence[Line], page: int, right: float, width: float) -> TextBlock:
    text = lines[0].text
    bullet = _bullet(text)
    return TextBlock(
        page=page,
        lines=tuple(lines),
        bullet=bullet,
        is_item=bullet > 0 or _is_labelled(text),
        fills_up=lines[-1].right >= right - _SHORT * width,
    )


def _bullet(text: str) -> int:
    """Return how many characters the bullet at the start of a line takes, 0 for none."""
    rest = text.lstrip(BULLETS)
    signs = len(text) - len(rest)
    return signs if 0 < signs <= 2 and rest[:1] == " " else 0


def _is_labelled(text: str) -> bool:
    labels = labels_at(text)
    return bool(labels) and not labels[0].style.startswith(_PARAGRAPH_LABELS)

"""The blocks of a text in reading order, as they lie there: lines gathered by what they say."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from corpus.labels import Label, labels_at
from corpus.markers import is_date_led, is_layout, is_rule
from corpus.parsing.contents import Contents
from corpus.parsing.heading import Heading
from corpus.parsing.kinds import is_note, kind_of
from corpus.parsing.lines import Line
from corpus.parsing.outline import section_at
from corpus.parsing.rawblock import RawBlock
from corpus.span import Span
from corpus.structure import BlockKind, Section
from corpus.wording import is_closed, starts_lower

_WRAPPED_LINE = 60  # a line at least so long may go on with the next one


def raw_blocks(
    text: str,
    lines: Sequence[Line],
    headings: Sequence[Heading],
    contents: Contents | None,
    sections: Sequence[Section],
) -> list[RawBlock]:
    """Return the blocks of a text in reading order, headings among them.

    Lines that say nothing (rules, fences, tags, pictures) are in none. The row above the rule of
    a pipe table is its header.
    """
    return list(_Gatherer(text, lines, headings, contents, sections).blocks())


class _Gatherer:
    """Goes through the lines once, with the headings beside them."""

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        headings: Sequence[Heading],
        contents: Contents | None,
        sections: Sequence[Section],
    ) -> None:
        self._text = text
        self._lines = lines
        self._contents = contents
        self._sections = sections
        self._heading_on = _by_line(lines, headings)
        self._in_series = _lines_in_series(lines, self._heading_on)

    def blocks(self) -> Iterator[RawBlock]:
        """Yield the blocks in text order."""
        number = 0
        while number < len(self._lines):
            heading = self._heading_on.get(number)
            if heading is not None:
                yield self._block(number, heading.span, BlockKind.HEADING)
                number = self._after(number, heading.span.end)
            elif is_layout(self._lines[number].text):
                number += 1
            else:
                last = self._last_of_block(number)
                yield self._gathered(number, last)
                number = last + 1

    def _after(self, number: int, offset: int) -> int:
        number += 1
        while number < len(self._lines) and self._lines[number].start < offset:
            number += 1
        return number

    def _last_of_block(self, number: int) -> int:
        if self._in_contents(number):
            return number
        while number + 1 < len(self._lines) and self._continues(number + 1):
            number += 1
        return number

    def _in_contents(self, number: int) -> bool:
        return self._contents is not None and self._contents.first <= number <= self._contents.last

    def _continues(self, number: int) -> bool:
        """Tell whether a line goes on with the paragraph or item of the line above it."""
        line, above = self._lines[number], self._lines[number - 1]
        if line.gap or number in self._heading_on or is_layout(line.text):
            return False
        if line.is_code or above.is_code:
            return line.is_code and above.is_code
        if line.is_row or above.is_row or self._in_contents(number):
            return False
        if line.bullet or is_date_led(line.text) or is_note(line.text):
            return False
        if number in self._in_series or (labels_at(line.text) and not starts_lower(line.text)):
            return False
        wraps = len(above.text) >= _WRAPPED_LINE
        return wraps or starts_lower(line.text) or not is_closed(above.text)

    def _gathered(self, first: int, last: int) -> RawBlock:
        lines = self._lines[first : last + 1]
        span = Span(lines[0].start, lines[-1].end)
        if self._in_contents(first):
            return self._block(first, span, BlockKind.CONTENTS)
        reading = kind_of(lines, span.of(self._text))
        kind = reading.kind
        if kind is BlockKind.TABLE_ROW and self._tops_a_table(first):
            kind = BlockKind.TABLE_HEADER
        span = Span(span.start + reading.bullet, span.end)
        return self._block(first, span, kind, reading.mark, reading.bullet > 0)

    def _tops_a_table(self, number: int) -> bool:
        """Tell whether the line below a row is the rule that marks it as the header."""
        below = self._lines[number + 1] if number + 1 < len(self._lines) else None
        return below is not None and not below.gap and below.is_row and is_rule(below.text)

    def _block(
        self, number: int, span: Span, kind: BlockKind, mark: str = "", bulleted: bool = False
    ) -> RawBlock:
        line = self._lines[number]
        section = section_at(self._sections, span.start).number
        return RawBlock(
            kind, (span,), span.of(self._text), section, line.indent, line.gap, mark, bulleted
        )


def _lines_in_series(lines: Sequence[Line], headings: Container[int]) -> frozenset[int]:
    """Return the lines that begin with a label right before or after that of another line.

    A wrapped line may begin with a reference, "(a) of the Act"; an item has neighbours.
    """
    found: set[int] = set()
    last: dict[str, tuple[Label, int]] = {}
    for line in lines:
        if line.number in headings:
            last.clear()
            continue
        labels = labels_at(line.text)
        for label in labels:
            earlier = last.get(label.style)
            if earlier is not None and label.ordinal and label.succeeds(earlier[0]):
                found.update((earlier[1], line.number))
                labels = (label,)
                break
        if labels:
            last[labels[0].style] = (labels[0], line.number)
    return frozenset(found)


def _by_line(lines: Sequence[Line], headings: Sequence[Heading]) -> dict[int, Heading]:
    """Return the headings by the number of the line that each begins on, after a mark or not."""
    found = {}
    number = 0
    for heading in headings:
        while number < len(lines) and lines[number].end <= heading.span.start:
            number += 1
        if number < len(lines):
            found[number] = heading
    return found

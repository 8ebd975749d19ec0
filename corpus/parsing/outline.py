"""The tree of sections, from headings in any order of nesting.

The document itself decides what stands under what: a series of labels that opens below a heading
nests in it, and a label that goes on with an open series closes all that opened since.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.labels import Label
from corpus.parsing.heading import Heading
from corpus.span import Span, trimmed
from corpus.structure import Section

_DOCUMENT = 0
DEEPEST = 12  # levels; no reader follows more, and a page that nests them has to end


@dataclass(frozen=True, slots=True)
class _Open:
    """A section that is not closed yet, with the series that its heading belongs to."""

    number: int
    heading: Heading
    label: Label | None


def outline(headings: Sequence[Heading], text: str) -> tuple[Section, ...]:
    """Return section 0, the document, and one section per heading in reading order.

    The tree has at most twelve levels below the document: a heading that would stand deeper stands
    beside the one before it on the twelfth.
    """
    parents: list[int] = []
    ends: dict[int, int] = {}
    open_sections: list[_Open] = []
    previous_end = 0
    for number, heading in enumerate(headings, start=1):
        begin = _line_start(text, heading)
        directly_below = number > 1 and not text[previous_end:begin].strip()
        kept, label = _place(open_sections, heading, directly_below)
        kept = min(kept, DEEPEST - 1)
        for closed in open_sections[kept:]:
            ends[closed.number] = min(begin, closed.heading.until or begin)
        del open_sections[kept:]
        parents.append(open_sections[-1].number if open_sections else _DOCUMENT)
        open_sections.append(_Open(number, heading, label))
        previous_end = heading.span.end
    for item in open_sections:
        ends[item.number] = item.heading.until or len(text)
    return _sections(headings, parents, ends, text)


def section_at(sections: Sequence[Section], offset: int) -> Section:
    """Return the innermost section that an offset lies in; section 0 if there is none."""
    number = bisect_right(sections, offset, key=lambda section: section.span.start) - 1
    while sections[number].span.end <= offset:
        parent = sections[number].parent
        if parent is None:
            break
        number = parent
    return sections[number]


def _place(
    open_sections: Sequence[_Open], heading: Heading, directly_below: bool
) -> tuple[int, Label | None]:
    """Return how many open sections stay open, and how the heading's label is to be read."""
    depth = len(open_sections)
    if depth and open_sections[-1].heading.style == "contents":
        depth -= 1
    if heading.level is not None:
        while depth and (open_sections[depth - 1].heading.level or 0) >= heading.level:
            depth -= 1
        return depth, None
    if depth and open_sections[-1].heading.until is not None:
        depth -= 1  # nothing stands under a table
    if not heading.labels:
        return _place_unlabelled(open_sections[:depth], heading, directly_below), None
    label, position = _going_on(open_sections[:depth], heading.labels)
    if position is not None:
        return position, label
    same_style = [
        position
        for position in range(depth)
        if (other := open_sections[position].label) is not None and other.style == label.style
    ]
    if same_style:  # a series that starts anew without a heading above it
        return same_style[-1], label
    return _below_prefix(open_sections[:depth], label), label


def _going_on(open_sections: Sequence[_Open], labels: Sequence[Label]) -> tuple[Label, int | None]:
    """Return the reading of a label and the open section, innermost first, that it goes on from.

    `(i)` goes on after `(h)`; where no `(h)` is open it opens a series rather than to go on after
    an `(a)`. The section is None where the label opens a series.
    """
    opening = next((label for label in labels if set(label.ordinal) == {1}), None)
    for position in range(len(open_sections) - 1, -1, -1):
        earlier = open_sections[position].label
        for label in labels:
            if earlier is None or not label.follows(earlier):
                continue
            if label.succeeds(earlier) or opening is None or len(labels) == 1:
                return label, position
    return opening or labels[0], None


def _place_unlabelled(
    open_sections: Sequence[_Open], heading: Heading, directly_below: bool
) -> int:
    if heading.style == "back_matter":  # stands beside the chapters, whatever came last
        return 1 if open_sections and open_sections[0].heading.style == "title" else 0
    if directly_below and open_sections and not open_sections[-1].label:
        return len(open_sections)
    for position in range(len(open_sections) - 1, -1, -1):
        if open_sections[position].heading.style == heading.style:
            return position
    return len(open_sections)


def _below_prefix(open_sections: Sequence[_Open], label: Label) -> int:
    """Return where `2-1` belongs: right below an open `2`, else below all that is open."""
    if len(label.ordinal) > 1 and label.style.startswith("multi"):
        for position in range(len(open_sections) - 1, -1, -1):
            other = open_sections[position].label
            if other is not None and other.ordinal == label.ordinal[:-1]:
                return position + 1
    return len(open_sections)


def _line_start(text: str, heading: Heading) -> int:
    """Return the offset before the hashes of a declared heading."""
    start = heading.span.start
    while start and text[start - 1] in "# \t":
        start -= 1
    return start


def _sections(
    headings: Sequence[Heading], parents: Sequence[int], ends: dict[int, int], text: str
) -> tuple[Section, ...]:
    root = Section(_DOCUMENT, None, 0, None, (), Span(0, len(text)))
    sections = [root]
    for number, (heading, parent) in enumerate(zip(headings, parents, strict=True), start=1):
        above = sections[parent]
        path = (*above.path, heading.title) if heading.title else above.path
        span = trimmed(text, heading.span.start, ends[number]) or heading.span
        sections.append(Section(number, parent, above.level + 1, heading.span, path, span))
    return tuple(sections)

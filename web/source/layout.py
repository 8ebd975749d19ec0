"""How a document's text is laid out: headings, the text between them and the gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span
from corpus.structure import StructuredDocument


class RegionKind(StrEnum):
    """What a region of a text is laid out as."""

    HEADING = "heading"
    TEXT = "text"
    GAP = "gap"  # white space between a heading and the text around it


@dataclass(frozen=True, slots=True)
class Region:
    """A heading, the text between two headings, or a gap.

    `section` is the number of the section that a heading opens and `level` its depth, from 1;
    both are 0 for any other region.
    """

    kind: RegionKind
    span: Span
    section: int = 0
    level: int = 0


def layout(document: StructuredDocument) -> tuple[Region, ...]:
    """Return the regions of a document in reading order; one begins where the one before ends."""
    text = document.document.text
    regions: list[Region] = []
    done = 0
    for section in document.sections[1:]:
        if section.heading is None or section.heading.start < done:
            continue
        heading = _whole_line(text, section.heading, done)
        regions += _between(text, done, heading.start)
        regions.append(Region(RegionKind.HEADING, heading, section.number, section.level))
        done = heading.end
    regions += _between(text, done, len(text))
    return tuple(regions)


def _whole_line(text: str, heading: Span, earliest: int) -> Span:
    """Widen a heading to its whole line where only marks stand beside it, such as `## `."""
    start = max(text.rfind("\n", 0, heading.start) + 1, earliest)
    end = text.find("\n", heading.end)
    end = len(text) if end < 0 else end
    if any(character.isalnum() for character in text[start : heading.start]):
        start = heading.start
    if any(character.isalnum() for character in text[heading.end : end]):
        end = heading.end
    return Span(start, end)


def _between(text: str, start: int, end: int) -> Iterator[Region]:
    """Yield the text between two headings, its outer line breaks apart."""
    body = text[start:end]
    inner = body.lstrip("\r\n")
    begin = start + len(body) - len(inner)
    stop = begin + len(inner.rstrip())
    for kind, a, b in (
        (RegionKind.GAP, start, begin),
        (RegionKind.TEXT, begin, stop),
        (RegionKind.GAP, stop, end),
    ):
        if a < b:
            yield Region(kind, Span(a, b))

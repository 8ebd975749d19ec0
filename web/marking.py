"""A document's text cut up for display: headings, text and the marks on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span
from corpus.structure import StructuredDocument


class StretchKind(StrEnum):
    """How a stretch of text is laid out."""

    HEADING = "heading"
    TEXT = "text"
    GAP = "gap"  # white space between a heading and the text around it


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are marked alike.

    `mark` is the number of the cited part, from 1, or 0 for none. `first` and `last` tell that the
    part has its first readable run and its last run here.
    """

    text: str
    mark: int = 0
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A heading, the text between two headings, or a gap.

    `section` is the number of the section that a heading opens and `level` its depth, from 1;
    both are 0 for any other stretch.
    """

    kind: StretchKind
    runs: tuple[Run, ...]
    section: int = 0
    level: int = 0


def marked(document: StructuredDocument, cited: Sequence[Span] = ()) -> tuple[Stretch, ...]:
    """Return the whole text of a document with the cited parts marked.

    The runs, joined in order, are the canonical text, character for character. `cited` are in
    reading order and do not overlap.
    """
    text = document.document.text
    marker = _Marker(text, cited)
    found: list[Stretch] = []
    done = 0
    for section in document.sections[1:]:
        if section.heading is None or section.heading.start < done:
            continue
        heading = _whole_line(text, section.heading, done)
        found += _between(text, done, heading.start, marker)
        runs = marker.runs(heading.start, heading.end)
        found.append(Stretch(StretchKind.HEADING, runs, section.number, section.level))
        done = heading.end
    found += _between(text, done, len(text), marker)
    return tuple(found)


class _Marker:
    """Cuts stretches that are asked for in text order."""

    def __init__(self, text: str, cited: Sequence[Span]) -> None:
        self._text = text
        self._cited = cited
        self._next = 0
        self._begun = 0  # the last part whose first readable run is out

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        return tuple(self._cut(start, end))

    def _cut(self, start: int, end: int) -> Iterator[Run]:
        while self._next < len(self._cited) and self._cited[self._next].start < end:
            part = self._cited[self._next]
            if start < part.start:
                yield Run(self._text[start : part.start])
                start = part.start
            stop = min(part.end, end)
            marked = self._text[start:stop]
            number = self._next + 1
            last = stop == part.end
            first = self._begun < number and (bool(marked.strip()) or last)
            if first:
                self._begun = number
            yield Run(marked, number, first, last)
            start = stop
            if not last:
                return
            self._next += 1
        if start < end:
            yield Run(self._text[start:end])


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


def _between(text: str, start: int, end: int, marker: _Marker) -> Iterator[Stretch]:
    """Yield the text between two headings, its outer line breaks apart."""
    body = text[start:end]
    inner = body.lstrip("\r\n")
    begin = start + len(body) - len(inner)
    stop = begin + len(inner.rstrip())
    for kind, a, b in (
        (StretchKind.GAP, start, begin),
        (StretchKind.TEXT, begin, stop),
        (StretchKind.GAP, stop, end),
    ):
        if a < b:
            yield Stretch(kind, marker.runs(a, b))

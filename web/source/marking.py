"""A document's text cut up for display, with the marks on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span
from web.source.layout import Region, RegionKind


class MarkKind(StrEnum):
    """Why a place is marked; where two marks meet, the kind named first is around the other."""

    CITED = "cited"
    CONTEXT = "context"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that is marked, with its number among those of its kind, from 1."""

    kind: MarkKind
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark on a run; `first` tells that it begins to be readable here, `last` that it ends."""

    kind: MarkKind
    number: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are marked alike, with the marks on them from the outermost."""

    text: str
    marks: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A region of the text, or the part of it that is shown, with its runs."""

    kind: RegionKind
    runs: tuple[Run, ...]
    section: int = 0
    level: int = 0


def marks(kind: MarkKind, places: Sequence[Span], first: int = 1) -> tuple[Mark, ...]:
    """Return the marks of one kind on places, numbered in their order from `first`."""
    return tuple(Mark(kind, number, place) for number, place in enumerate(places, first))


def marked(
    text: str, regions: Iterable[Region], marks: Sequence[Mark], shown: Span
) -> tuple[Stretch, ...]:
    """Return what is shown of a text, region by region, with the marks on it.

    The runs, joined in order, are `shown` of the text, character for character. The marks of each
    kind are in reading order and do not overlap; those of different kinds may.
    """
    marker = _Marker(text, marks)
    found: list[Stretch] = []
    for region in regions:
        start, end = max(region.span.start, shown.start), min(region.span.end, shown.end)
        if start < end:
            runs = tuple(marker.runs(start, end))
            found.append(Stretch(region.kind, runs, region.section, region.level))
    return tuple(found)


class _Marker:
    """Cuts stretches that are asked for in text order."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._left = {kind: _reversed(marks, kind) for kind in MarkKind}
        self._readable: dict[tuple[MarkKind, int], int] = {}

    def runs(self, start: int, end: int) -> Iterator[Run]:
        while start < end:
            on: list[Mark] = []
            stop = end
            for left in self._left.values():
                while left and left[-1].span.end <= start:
                    left.pop()
                if left and left[-1].span.start <= start:
                    on.append(left[-1])
                    stop = min(stop, left[-1].span.end)
                elif left:
                    stop = min(stop, left[-1].span.start)
            pieces = tuple(self._piece(mark, start, stop) for mark in on)
            yield Run(self._text[start:stop], pieces)
            start = stop

    def _piece(self, mark: Mark, start: int, stop: int) -> Piece:
        first = start <= self._first_readable(mark) < stop
        return Piece(mark.kind, mark.number, first, last=stop == mark.span.end)

    def _first_readable(self, mark: Mark) -> int:
        """Return where the first character of a mark is that can be seen, its last if none can."""
        key = (mark.kind, mark.number)
        if key not in self._readable:
            place = mark.span.of(self._text)
            offset = min(len(place) - len(place.lstrip()), len(place) - 1)
            self._readable[key] = mark.span.start + offset
        return self._readable[key]


def _reversed(marks: Sequence[Mark], kind: MarkKind) -> list[Mark]:
    return [mark for mark in reversed(marks) if mark.kind is kind]

"""The parts of a block read as one text, with the way back to their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.span import Span, trimmed

_BETWEEN = " "


@dataclass(frozen=True, slots=True)
class Stitched:
    """Parts of a document joined by one space: what a page break cut can be read in one piece.

    `text` counts from 0; `spans` leads back to the offsets of the document, `source`.
    """

    source: str
    parts: tuple[Span, ...]
    text: str

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where `text[start:end]` stands, white space at the ends of each part dropped.

        There is one span per part that it reaches into, in order; none if it is white space alone.
        """
        found = []
        begin = 0
        for part in self.parts:
            length = part.end - part.start
            first, last = max(start - begin, 0), min(end - begin, length)
            if first < last:
                span = trimmed(self.source, part.start + first, part.start + last)
                if span is not None:
                    found.append(span)
            begin += length + len(_BETWEEN)
        return tuple(found)


def stitched(source: str, parts: Sequence[Span]) -> Stitched:
    """Return `parts` of `source`, in their order, as one text."""
    return Stitched(source, tuple(parts), _BETWEEN.join(part.of(source) for part in parts))


def read(source: str, parts: Iterable[Span]) -> str:
    """Return what `parts` of `source` say, each run of white space made one space."""
    return " ".join(" ".join(part.of(source) for part in parts).split())

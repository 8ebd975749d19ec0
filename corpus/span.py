"""A stretch of a document's canonical text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range `[start, end)` of Unicode code points in a document's canonical text.

    Spans are never empty. They order by start, then end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the slice of `text` that the span covers."""
        return text[self.start : self.end]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return `[start, end)` without white space at its ends, or None if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None

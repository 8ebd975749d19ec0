"""A heading in a text, declared by the format or found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.document import HeadingMark
from corpus.labels import SYMBOLS, Label
from corpus.span import Span
from corpus.wording import plain

_SPACE_BEFORE_STOP = re.compile(r" ([:.])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the text.

    `span` covers the whole of it, label and marks included; `title` is how it is shown. `labels`
    are the readings of its label, `style` the series of a heading without one. `level` is set only
    where the format declares it. `until` is the offset at which a heading that covers only a table
    ends, None for all others.
    """

    span: Span
    title: str
    labels: tuple[Label, ...]
    style: str
    level: int | None = None
    until: int | None = None


def marked_headings(text: str, marks: Sequence[HeadingMark]) -> tuple[Heading, ...]:
    """Return the headings that a format declares, in text order."""
    return tuple(
        Heading(mark.span, plain(mark.span.of(text)), (), "mark", mark.level) for mark in marks
    )


def shown_title(pieces: Iterable[str]) -> str:
    """Return the title that label, wording and further lines of a heading make, for display."""
    cleaned = (plain(piece) for piece in pieces)
    title = " ".join(piece for piece in cleaned if piece)
    return _SPACE_BEFORE_STOP.sub(r"\1", title).strip(f"{SYMBOLS} ")

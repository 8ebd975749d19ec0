"""What a reader looks for in a document's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.span import Span

LONGEST_SOUGHT = 200  # characters
MOST_HITS = 10_000
_LISTED = 50
_AROUND = 40  # characters shown on each side of a hit in the list


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found, its number from 1 and what stands around it, white space folded."""

    number: int
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: `places` in reading order, and those `listed` around the `current` one.

    `current` counts from 1 and is 0 if nothing was found. `more` tells that there are more than
    MOST_HITS places, and that only the first of them were looked at.
    """

    sought: str
    places: tuple[Span, ...]
    current: int
    listed: tuple[Hit, ...]
    more: bool


def find(text: str, sought: str) -> tuple[Span, ...]:
    """Return where words stand in a text, in any case, parted by any white space.

    In reading order, without overlap, at most one more than MOST_HITS; () for no words. Only the
    first LONGEST_SOUGHT characters are looked for.
    """
    words = sought[:LONGEST_SOUGHT].split()
    if not words:
        return ()
    pattern = re.compile(r"\s++".join(map(re.escape, words)), re.IGNORECASE)
    return tuple(Span(*each.span()) for each in islice(pattern.finditer(text), MOST_HITS + 1))


def hits(text: str, sought: str, current: int) -> Hits:
    """Return what is found in a text; a `current` that there is not stands for the nearest."""
    found = find(text, sought)
    more = len(found) > MOST_HITS
    places = found[:MOST_HITS]
    current = min(max(current, 1), len(places))
    first = (max(current, 1) - 1) // _LISTED * _LISTED
    listed = tuple(
        _hit(text, number, place)
        for number, place in enumerate(places[first : first + _LISTED], first + 1)
    )
    return Hits(" ".join(sought[:LONGEST_SOUGHT].split()), places, current, listed, more)


def within(places: Sequence[Span], shown: Span) -> tuple[int, tuple[Span, ...]]:
    """Return the number, from 1, of the first place that reaches into `shown`, and all that do."""
    inside = [
        (number, place)
        for number, place in enumerate(places, 1)
        if place.start < shown.end and shown.start < place.end
    ]
    return (inside[0][0], tuple(place for _, place in inside)) if inside else (1, ())


def _hit(text: str, number: int, place: Span) -> Hit:
    before = text[max(place.start - _AROUND, 0) : place.start]
    after = text[place.end : place.end + _AROUND]
    return Hit(number, _folded(before), _folded(place.of(text)), _folded(after))


def _folded(text: str) -> str:
    """Fold white space to single spaces, at the ends, too."""
    return re.sub(r"\s+", " ", text)

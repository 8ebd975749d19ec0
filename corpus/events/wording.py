"""What an entry of a chronicle says after its date: a title, then points that may run on.

"Second meeting of the board Report on sluices Adoption of the plan" has lost the bullets before its
points. The other entries of the list tell where one ends: they give the titles their common tail
("meeting of the board") and show how points begin ("Report on", "Adoption of").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.parsing.chronicle import NUMBERED_EVENT
from corpus.span import Span, trimmed
from corpus.wording import ends_mid_phrase, words

Parts = tuple[Span, ...]

_NOISE = re.compile(r"(?:[\s:•·,–—-]|[0O](?=\s|$))*+")
_BULLET = re.compile(r"\s(?:[•·]|[0O])(?=\s|$)")
_OPENER = re.compile(
    r"(?:[A-Z][\w-]+ ){1,2}(?:[a-z]\w+ )?(?:on|of|for|to|about|concerning|regarding)\b|Regarding\b"
)
_FEWEST_WORDS = 3  # that stand before a point which runs on
_FEWEST_TITLES = 2


@dataclass(frozen=True, slots=True)
class Idiom:
    """How the entries of one list are worded: the tails of titles and the openers of points."""

    tails: frozenset[str]
    openers: frozenset[str]


def pieces_of(text: str, parts: Sequence[Span], start: int) -> list[Parts]:
    """Return what bullets part in a block from offset `start` on, noise after the date left out.

    A bullet is a dot, or an `O` or `0` on its own that a scan made of one. A piece that goes on in
    the next part has two stretches. None is empty.
    """
    pieces: list[list[Span]] = [[]]
    for part in parts:
        begin = max(part.start, start)
        if begin >= part.end:
            continue
        cuts = [
            (begin, begin),
            *((m.start(), m.end()) for m in _BULLET.finditer(text, begin, part.end)),
        ]
        for number, (_, after) in enumerate(cuts):
            until = cuts[number + 1][0] if number + 1 < len(cuts) else part.end
            clean = _NOISE.match(text, after, until)
            place = trimmed(text, clean.end() if clean and not pieces[-1] else after, until)
            if number:
                pieces.append([])
            if place is not None:
                pieces[-1].append(place)
    return [tuple(piece) for piece in pieces if piece]


def idiom_of(text: str, titles: Iterable[Parts], points: Iterable[Parts]) -> Idiom:
    """Return how a list is worded, from the titles and points whose ends are certain.

    A tail is what follows the number and the kind of event in at least two titles alike.
    """
    tails = Counter(
        said[event.end() :]
        for title in titles
        if (event := NUMBERED_EVENT.match(said := _said(text, title)))
    )
    openers = {match.group() for point in points if (match := _OPENER.match(_said(text, point)))}
    common = (tail for tail, count in tails.items() if count >= _FEWEST_TITLES and tail)
    return Idiom(frozenset(common), frozenset(openers))


def title_and_points(text: str, piece: Parts, idiom: Idiom) -> tuple[Parts, list[Parts]]:
    """Return the title that a piece begins with, and the points that run on after it.

    Without a known tail the whole piece is the title.
    """
    first = piece[0]
    event = NUMBERED_EVENT.match(text, first.start, first.end)
    for tail in sorted(idiom.tails, key=len, reverse=True) if event else ():
        end = event.end() + len(tail) if event else 0
        rest = trimmed(text, end, first.end) if end < first.end else None
        if rest and text.startswith(tail, end - len(tail)) and text[rest.start].isupper():
            return (Span(first.start, end),), points_of(text, (rest, *piece[1:]), idiom)
    return piece, []


def points_of(text: str, piece: Parts, idiom: Idiom) -> list[Parts]:
    """Return the points that run on in a piece, cut where one opens as others do."""
    points: list[list[Span]] = [[]]
    for place in piece:
        begin = place.start
        for cut in _openings(text, place, idiom):
            before = text[begin:cut].rstrip()
            if len(words(before)) >= _FEWEST_WORDS and not ends_mid_phrase(before):
                points[-1].append(Span(begin, begin + len(before)))
                points.append([])
                begin = cut
        points[-1].append(Span(begin, place.end))
    return [tuple(point) for point in points]


def _openings(text: str, place: Span, idiom: Idiom) -> list[int]:
    """Return where a known opener stands in a stretch, but for its beginning; longest first."""
    if not idiom.openers:
        return []
    known = sorted(idiom.openers, key=lambda opener: (-len(opener), opener))
    pattern = re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, known))})\b")
    return [match.start() for match in pattern.finditer(text, place.start + 1, place.end)]


def _said(text: str, parts: Parts) -> str:
    return " ".join(" ".join(part.of(text) for part in parts).split())

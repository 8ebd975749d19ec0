"""Where a quote stands in a text: letter by letter, or with other white space."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from corpus.span import Span
from qa.answer import Part
from qa.verifying.folding import Folded, folded
from qa.verifying.surroundings import Surroundings, fit, is_whole
from qa.verifying.tokens import Tokens, tokens_of

_MOST_PLACES = 1_000  # on either side of the old one: what is repeated more often has no place
_WORK = 4_000_000  # characters: a long quote is looked for less often
_ARRANGEMENTS = 20_000  # places of parts that are tried


class Searched:
    """A text that is searched for many quotes; what that needs is made once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> Folded:
        """Return the text with its white space folded."""
        return Folded(self.text)

    @cached_property
    def tokens(self) -> Tokens:
        """Return the words of the text."""
        return tokens_of(self.text)

    def places(self, part: Part, around: Surroundings) -> tuple[Span, ...]:
        """Return where a quote stands whole, in text order.

        Where it stands nowhere letter by letter, its places with other white space are taken. Of
        very many places those after the old one and those from the beginning on are known.
        """
        exact = [
            Span(start, start + len(part.quote))
            for start in _starts(self.text, part.quote, part.start)
        ]
        whole = [each for each in exact if is_whole(self.text, each, part.quote, around)]
        if whole:
            return tuple(whole)
        wanted = folded(part.quote)
        if not wanted:
            return ()
        here = self.folded
        found = (
            here.source(start, start + len(wanted))
            for start in _starts(here.text, wanted, here.near(part.start))
        )
        return tuple(each for each in found if is_whole(self.text, each, wanted, around))


def arranged(
    text: str,
    parts: Sequence[Part],
    options: Sequence[Sequence[Span]],
    around: Sequence[Surroundings],
) -> tuple[Span | None, ...]:
    """Choose a place for every part out of its options, in text order each; None where none is.

    Chosen are the places that keep most parts in their order, without overlap; of these the ones
    whose surroundings fit best, then whose distances from each other are most like the old ones,
    then the nearest to the old offset, then the first. A part that stands, but in another order
    than the others, has the best place of its own.
    """
    known = [n for n, places in enumerate(options) if places]
    if not known:
        return (None,) * len(parts)
    anchor = min(known, key=lambda n: (len(options[n]), n))
    tries = options[anchor]
    most = max(_ARRANGEMENTS // len(parts), 1)
    if len(tries) > most:
        tries = sorted(tries, key=lambda each: abs(each.start - parts[anchor].start))[:most]

    def rank(chosen: Sequence[Span | None]) -> tuple[int, int, int, int, int]:
        placed = [(n, each) for n, each in enumerate(chosen) if each is not None]
        shifts = [each.start - parts[n].start for n, each in placed]
        return (
            len(placed),
            sum(fit(text, each, around[n]) for n, each in placed),
            -(max(shifts) - min(shifts)),
            -abs(shifts[0]),
            -placed[0][1].start,
        )

    best = max((_around(anchor, each, parts, options) for each in tries), key=rank)
    return tuple(
        _nearest_fit(text, parts[n], options[n], around[n]) if each is None else each
        for n, each in enumerate(best)
    )


def _around(
    anchor: int, place: Span, parts: Sequence[Part], options: Sequence[Sequence[Span]]
) -> list[Span | None]:
    """Return places for all parts, `place` for the anchor; the others as far from it as before."""
    chosen: list[Span | None] = [None] * len(parts)
    chosen[anchor] = last = place
    for n in range(anchor + 1, len(parts)):
        first = bisect_left(options[n], last.end, key=_start)
        if first < len(options[n]):
            expected = last.end + parts[n].start - parts[n - 1].end
            chosen[n] = last = _closest(options[n], expected, first, len(options[n]))
    last = place
    for n in reversed(range(anchor)):
        stop = bisect_right(options[n], last.start, key=_end)
        if stop:
            expected = last.start - (parts[n + 1].start - parts[n].start)
            chosen[n] = last = _closest(options[n], expected, 0, stop)
    return chosen


def _closest(places: Sequence[Span], offset: int, first: int, stop: int) -> Span:
    """Return the one of `places[first:stop]` that begins nearest to an offset, or the earlier."""
    at = bisect_left(places, offset, first, stop, key=_start)
    return min(places[max(at - 1, first) : at + 1], key=lambda each: abs(each.start - offset))


def _start(place: Span) -> int:
    return place.start


def _end(place: Span) -> int:
    return place.end


def _nearest_fit(
    text: str, part: Part, places: Sequence[Span], around: Surroundings
) -> Span | None:
    return max(
        places,
        key=lambda each: (fit(text, each, around), -abs(each.start - part.start), -each.start),
        default=None,
    )


def _starts(text: str, wanted: str, offset: int) -> list[int]:
    """Return where `wanted` begins in `text`, overlaps included, ascending.

    At most so many from `offset` on and so many before it: the first ones of each.
    """
    most = max(min(_MOST_PLACES, _WORK // len(wanted)), 8)
    before = islice(_scan(text, wanted, 0, offset), most)
    return [*before, *islice(_scan(text, wanted, offset, len(text)), most)]


def _scan(text: str, wanted: str, start: int, stop: int) -> Iterator[int]:
    """Yield the places in `[start, stop)` where `wanted` begins."""
    end = min(stop + len(wanted) - 1, len(text))
    found = text.find(wanted, start, end)
    while found >= 0:
        yield found
        found = text.find(wanted, found + 1, end)

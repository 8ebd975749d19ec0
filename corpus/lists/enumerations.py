"""Items that a sentence only joins by commas and "and": "such as cod, herring and mackerel".

There is no grammar here. Where the first item begins is told by the phrase that announces the list
or by the last preposition before it, where the last one ends by the words that cannot be in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.labels import labels_at
from corpus.lists.item_words import (
    are_names,
    belongs_to_phrase,
    first_start,
    goes_on,
    is_adverbial,
    is_clause,
    is_subordinate,
    last_end,
    may_open,
    naming_end,
    without_others,
)
from corpus.lists.separators import Separator, enclosed, masked, separators
from corpus.wording import words

_FIGURE = re.compile(r"[\d.,%$€£¥\s-]+")
_REMARK = re.compile(r"(?<=[^\s(])\s*\([^()]*\)\Z")
_LONGEST_ITEM = 14  # words, where no phrase announces the list
_LONGEST_NAMED_ITEM = 40
_LONGEST_UNJOINED_ITEM = 5  # words, in a list that has no "and"
_SHORTEST_ASIDE = 12  # characters in brackets that may hold a list
_EDGES = " \t\r\n*_,;:"


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list within a sentence: start and end of each item, in order.

    `lead_end` is the offset where the words before the first item end; `is_named` tells whether a
    phrase or a colon announces the list.
    """

    lead_end: int
    items: tuple[tuple[int, int], ...]
    is_named: bool


@dataclass(frozen=True, slots=True)
class _Segment:
    """What stands between two commas: `joined` tells "and" after the first, `inner` those in it."""

    start: int
    end: int
    joined: bool
    inner: tuple[Separator, ...]


def enumerations(sentence: str, names: Sequence[tuple[int, int]]) -> list[Enumeration]:
    """Return the lists of a sentence in order of their lead; those in brackets among them.

    `names` are the stretches that part nothing though they hold commas. A list that nothing
    announces has three items at least, or two names after a preposition ("from Bodø and Narvik").
    Commas within brackets and quotes part nothing outside of them; "A and B of C" is one item where
    the list goes on with a comma, two where it ends there.
    """
    closed = enclosed(sentence)
    text = masked(sentence, sorted([*closed, *names]))
    found = list(_in_sentence(sentence, text))
    for start, end in closed:
        if sentence[start] in "([" and end - start >= _SHORTEST_ASIDE:
            inner = [(a - start - 1, b - start - 1) for a, b in names if start < a and b < end]
            aside = sentence[start + 1 : end - 1]
            text = masked(aside, sorted([*enclosed(aside), *inner]))
            found.extend(_moved(one, start + 1) for one in _in_sentence(aside, text))
    return sorted(found, key=lambda one: one.lead_end)


def _moved(found: Enumeration, offset: int) -> Enumeration:
    items = tuple((start + offset, end + offset) for start, end in found.items)
    return Enumeration(found.lead_end + offset, items, found.is_named)


def _in_sentence(sentence: str, text: str) -> Iterator[Enumeration]:
    """Yield the lists of a sentence, `text` being the same with what parts nothing masked."""
    parts = [part for part in separators(text) if not belongs_to_phrase(text, part)]
    colon = next((part for part in reversed(parts) if part.sign == ":"), None)
    after = _after_colon(sentence, text, parts, colon) if colon else None
    if colon and after is not None:
        before = [part for part in parts if part.end <= colon.start]
        yield from _in_clauses(sentence, text, before, colon.start)
        yield after
    else:
        yield from _in_clauses(sentence, text, parts, len(text))


def _after_colon(
    sentence: str, text: str, parts: Sequence[Separator], colon: Separator
) -> Enumeration | None:
    """Return the list that a colon announces: parted by semicolons where there are any."""
    below = [part for part in parts if part.start >= colon.end]
    semicolons = [part for part in below if part.sign == ";"]
    stops = semicolons or [part for part in below if part.sign == ","]
    if not semicolons and below and not below[-1].sign and not any(part.word for part in stops):
        stops = [*stops, below[-1]]
    lead = text[: colon.start].strip()
    if not stops or not words(lead) or any(len(lead) <= label.length for label in labels_at(lead)):
        return None
    starts = [colon.end, *(part.end for part in stops)]
    pieces = list(zip(starts, [*(part.start for part in stops), len(text)], strict=True))
    if any(len(words(text[start:end])) > 2 * _LONGEST_NAMED_ITEM for start, end in pieces):
        return None
    if not semicolons and any(is_clause(text[start:end]) for start, end in pieces[1:]):
        return None
    return _made(sentence, colon.end, pieces, is_named=True)


def _in_clauses(
    sentence: str, text: str, parts: Sequence[Separator], end: int
) -> Iterator[Enumeration]:
    """Yield the lists before `end` between the colons and semicolons in it."""
    segments: list[_Segment] = []
    inner: list[Separator] = []
    start, joined = 0, False
    for part in parts:
        if not part.sign:
            inner.append(part)
            continue
        segments.append(_Segment(start, part.start, joined, tuple(inner)))
        start, joined, inner = part.end, part.word != "", []
        if part.sign != ",":
            yield from _runs(sentence, text, segments)
            segments = []
    segments.append(_Segment(start, end, joined, tuple(inner)))
    yield from _runs(sentence, text, segments)


def _runs(sentence: str, text: str, segments: Sequence[_Segment]) -> Iterator[Enumeration]:
    """Yield the lists of a clause, each of the segments in one at most."""
    at = 0
    while at < len(segments):
        first = text[segments[at].start : segments[at].end]
        last = at + 1
        while last < len(segments) and goes_on(first, _head(text, segments[last])):
            last += 1
            announces = naming_end(text, segments[last - 1].start, segments[last - 1].end)
            if segments[last - 1].joined or announces is not None:
                break
        found = _list_of(sentence, text, segments, at, last)
        if found is not None:
            yield found
        opens = naming_end(text, segments[last - 1].start, segments[last - 1].end) is not None
        at = max(at + 1, last if found is not None and not opens else last - 1)


def _head(text: str, segment: _Segment) -> str:
    """Return what of a segment has to be an item: all of it, or what stands before its "and"."""
    if segment.joined:
        return " ".join(text[segment.start : segment.end].split()[:1])
    end = segment.inner[0].start if segment.inner else segment.end
    return text[segment.start : end]


def _list_of(
    sentence: str, text: str, segments: Sequence[_Segment], at: int, last: int
) -> Enumeration | None:
    """Return the list that the segments `at` to `last` (without it) make, None for none."""
    run = list(segments[at:last])
    named = naming_end(text, run[0].start, run[0].end)
    closed = run[-1].joined and len(run) > 1
    following = text[segments[last].start : segments[last].end] if last < len(segments) else ""
    if not closed:
        while len(run) > 1 and not _splits(text, run[-1], named):
            run.pop()
        if not _splits(text, run[-1], named):
            run = list(segments[at:last])
            long = any(
                len(words(text[one.start : one.end])) > _LONGEST_UNJOINED_ITEM for one in run[1:]
            )
            if not without_others(following) and (len(run) < 3 or long):
                return None
    pieces = [(one.start, one.end) for one in run]
    if not closed and (splits := _splits(text, run[-1], named)):
        starts = [run[-1].start, *(part.end for part in splits)]
        ends = [*(part.start for part in splits), run[-1].end]
        pieces[-1:] = zip(starts, ends, strict=True)
    if named is None:
        ended = run[-1].end < len(text.rstrip(" ."))
        opens = not text[: run[0].start].strip()
        if opens and is_adverbial([text[a:b] for a, b in pieces], ended=ended):
            return None
        if is_subordinate(text[run[0].start : run[0].end]):
            return None
    pieces[-1] = last_end(text, pieces)
    start = first_start(text, pieces) if named is None else named
    pieces[0] = (start, max(pieces[0][1], start))
    shown = [text[begin:end] for begin, end in pieces]
    pair = len(pieces) == 2 and start > run[0].start and are_names(shown)
    if named is None and not (may_open(shown[0]) and (len(pieces) > 2 or pair)):
        return None
    longest = _LONGEST_ITEM if named is None else _LONGEST_NAMED_ITEM
    if any(len(words(text[begin:end])) > longest for begin, end in pieces):
        return None
    return _made(sentence, start, pieces, is_named=named is not None)


def _splits(text: str, segment: _Segment, named: int | None) -> list[Separator]:
    """Return the words within a segment that may part the last items: the first of each kind."""
    found: list[Separator] = []
    for part in segment.inner:
        behind = named is None or part.start >= named
        other = not found or (len(found) == 1 and part.word != found[0].word)
        if behind and other and may_open(text[part.end : segment.end], text[segment.start :]):
            found.append(part)
    return found


def _made(
    sentence: str, start: int, pieces: Sequence[tuple[int, int]], *, is_named: bool
) -> Enumeration | None:
    """Return the list of pieces, bare; None if fewer than two say anything."""
    items = [bare for piece in pieces if (bare := _bare(sentence, *piece)) is not None]
    if items and not any(_REMARK.search(sentence[begin:end]) for begin, end in items[:-1]):
        begin, end = items[-1]
        remark = _REMARK.search(sentence[begin:end])
        items[-1] = (begin, begin + remark.start()) if remark else (begin, end)
    figures = all(_FIGURE.fullmatch(sentence[begin:end]) for begin, end in items)
    return None if len(items) < 2 or figures else Enumeration(start, tuple(items), is_named)


def _bare(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a piece without signs, emphasis and "and others", None if nothing is left."""
    kept = without_others(sentence[start:end])
    if kept is not None:
        end = start + kept
    while start < end and sentence[start] in _EDGES:
        start += 1
    while end > start and sentence[end - 1] in f"{_EDGES}.":
        end -= 1
    return (start, end) if start < end else None

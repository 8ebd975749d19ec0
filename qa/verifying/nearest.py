"""The text that came of a quote that stands nowhere any more: one like it, or in its place.

The work is bounded, whatever is quoted: windows are found by the rarest words that quote and text
share, and compared by the longest common subsequence of their words, computed with a bit for each
word of the quote (H. Hyyrö, Bit-parallel LCS-length computation revisited, 2004).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.span import Span, trimmed
from qa.answer import Part
from qa.verifying.finding import Searched
from qa.verifying.folding import folded
from qa.verifying.surroundings import Surroundings
from qa.verifying.tokens import Tokens, tokens_of

_LEAST_ALIKE = 0.6  # of 1: what is less like the quote is another text
_IN_PLACE = 0.3  # what stands between the old surroundings counts as so much more alike
_LONGEST = 800  # words: of a longer quote beginning and end are looked for
_HALF = 300
_CLUES = 32  # of the rarest words of the quote so many
_TRACES = 64  # and of each so many places, the nearest to the old one
_WINDOWS = 4
_FEWEST_SIGNS = 8  # of a prefix or suffix that can tell a place
_CONTEXTS = 16  # places of a prefix that are looked at
_COMPARED = 8_000  # characters of what stands in a quote's place
_SENTENCE = re.compile(r"[.!?][\"”’)\]]{0,3}\s|[。！？]|\n[^\S\n]*\n|\f")
_OPENING = r"(\[{<“‘«„「『（【¿¡§$€£¥"
_WORN_BEFORE = re.compile(rf"[{_OPENING}\"'*_+−-]+\Z")
_WORN_AFTER = re.compile(rf"[^\w\s{_OPENING}]+")
_SIGNS = 8  # characters
_FURTHER = 4  # words that may stand before or after what is alike, in the same sentence


@dataclass(frozen=True, slots=True)
class Nearest:
    """A stretch of text and how much speaks for it: its likeness to a quote, from 0 to 1.

    One in the quote's place has a little more.
    """

    place: Span
    likeness: float


def nearest(searched: Searched, part: Part, around: Surroundings) -> Span | None:
    """Return what a quote has become, or None if nothing in the text is like it.

    That is the text between the quote's surroundings where both still stand, whatever it says, or
    a text elsewhere that has at least half of the quote's words and of which at least 60 % is
    alike: twice the words that both have in the same order, by the words of both. The likest one
    is taken, rather in the old place than elsewhere, and of several the nearest to the old offset.
    What is found elsewhere begins and ends with its sentence where that is near.
    """
    quoted = tokens_of(part.quote)
    found = [*_in_its_place(searched, part, quoted, around), *_alike(searched, part, quoted)]
    best = max(
        found,
        key=lambda each: (
            each.likeness,
            -abs(each.place.start - part.start),
            -each.place.start,
            -each.place.end,
        ),
        default=None,
    )
    return None if best is None else best.place


def _in_its_place(
    searched: Searched, part: Part, quoted: Tokens, around: Surroundings
) -> Iterator[Nearest]:
    """Yield what stands between the old surroundings, white space aside."""
    before, after = around.before, around.after
    if before is None or after is None:
        return
    prefix, suffix = folded(before), folded(after)
    if (before and len(prefix) < _FEWEST_SIGNS) or (after and len(suffix) < _FEWEST_SIGNS):
        return
    here = searched.folded
    longest = 2 * len(part.quote) + 100
    near = here.near(part.start)
    for start in _near(_all(here.text, prefix), near) if prefix else (0,):
        begin = start + len(prefix)
        stop = min(begin + longest + len(suffix), len(here.text))
        end = here.text.find(suffix, begin, stop) if suffix else len(here.text)
        between = here.text[begin:end] if begin < end <= begin + longest else ""
        if between.strip():
            begin += len(between) - len(between.lstrip())
            end -= len(between) - len(between.rstrip())
            words = tokens_of(here.text[begin : min(end, begin + _COMPARED)]).words[:_LONGEST]
            likeness = _likeness(quoted.words[:_LONGEST], words)
            yield Nearest(here.source(begin, end), likeness + _IN_PLACE)


def _all(text: str, wanted: str) -> Iterator[int]:
    found = text.find(wanted)
    while found >= 0:
        yield found
        found = text.find(wanted, found + len(wanted))


def _near(offsets: Iterator[int], offset: int) -> list[int]:
    return sorted(offsets, key=lambda each: (abs(each - offset), each))[:_CONTEXTS]


def _alike(searched: Searched, part: Part, quoted: Tokens) -> Iterator[Nearest]:
    """Yield the texts that are like a quote, wherever they stand."""
    if not quoted.words:
        return
    here = searched.tokens
    if len(quoted.words) <= _LONGEST:
        runs = [_likest(here, quoted.words, part.start)]
    else:
        runs = [_likest(here, quoted.words[:_HALF], part.start)]
        runs.append(_likest(here, quoted.words[-_HALF:], part.end))
    kept = [run for run in runs if run is not None]
    if len(kept) < len(runs):
        return
    first, last = min(run[0] for run in kept), max(run[1] for run in kept)
    if last - first > 2 * len(quoted.words):
        return
    place = Span(here.starts[first], here.ends[last - 1])
    yield Nearest(_rounded(searched.text, place, here, (first, last)), min(r[2] for r in kept))


def _likest(here: Tokens, words: Sequence[str], offset: int) -> tuple[int, int, float] | None:
    """Return the run of tokens that is likest to some words, with its likeness, if it is enough."""
    best: tuple[float, int, int, int] | None = None
    for start, stop in _windows(here, words, offset):
        window = here.words[start:stop]
        end = _best_end(words, window)
        begin = end - _best_end(words[::-1], window[:end][::-1])
        if begin < end:
            likeness = _likeness(words, window[begin:end])
            if likeness * (len(words) + end - begin) < len(words):
                continue  # fewer than half of the words are left
            away = abs(here.starts[start + begin] - offset)
            best = max(best or (0.0, 0, 0, 0), (likeness, -away, start + begin, start + end))
    if best is None or best[0] < _LEAST_ALIKE:
        return None
    return best[2], best[3], best[0]


def _windows(here: Tokens, words: Sequence[str], offset: int) -> Iterator[tuple[int, int]]:
    """Yield the few stretches of tokens that hold most of the rare words, where they stood."""
    width = max(len(words) // 4, 4)
    near = here.at(offset)
    clues = sorted(
        ((len(here.where[word]), n) for n, word in enumerate(words) if word in here.where)
    )[:_CLUES]
    votes: dict[int, float] = {}
    for count, n in clues:
        where = here.where[words[n]]
        middle = bisect_left(where, near + n)
        for place in where[max(middle - _TRACES // 2, 0) : middle + _TRACES // 2]:
            begin = (place - n) // width
            votes[begin] = votes.get(begin, 0.0) + 1 / count
    expected = near // width
    for begin in sorted(votes, key=lambda b: (-votes[b], abs(b - expected), b))[:_WINDOWS]:
        yield max((begin - 1) * width, 0), (begin + 2) * width + len(words)


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    counts = list(_common(one, other))
    return 2 * counts[-1] / (len(one) + len(other)) if counts else 0.0


def _best_end(words: Sequence[str], window: Sequence[str]) -> int:
    """Return how many tokens of a window, from its beginning on, are likest to the words."""
    best, end = 0.0, 0
    for length, common in enumerate(_common(words, window), start=1):
        likeness = 2 * common / (len(words) + length)
        if likeness > best:
            best, end = likeness, length
    return end


def _common(words: Sequence[str], window: Sequence[str]) -> Iterator[int]:
    """Yield after each token of the window how many words it has had in common, in order."""
    bits: dict[str, int] = {}
    for n, word in enumerate(words):
        bits[word] = bits.get(word, 0) | 1 << n
    everything = (1 << len(words)) - 1
    left = everything
    for token in window:
        met = left & bits.get(token, 0)
        left = ((left + met) | (left - met)) & everything
        yield len(words) - left.bit_count()


def _rounded(text: str, place: Span, here: Tokens, run: tuple[int, int]) -> Span:
    """Return a place with the signs that its words wear, and its sentence where that ends near."""
    first, last = run
    start, end = place.start, place.end
    ends = list(_SENTENCE.finditer(text, here.starts[max(first - _FURTHER, 0)], start))
    if ends:
        start = ends[-1].end()
    elif first <= _FURTHER:
        start = 0
    last_near = here.ends[min(last + _FURTHER, len(here.ends)) - 1]
    stop = _SENTENCE.search(text, end, min(last_near + _SIGNS, len(text)))
    if stop:
        end = stop.end()
    elif last + _FURTHER >= len(here.ends):
        end = len(text)
    opening = _WORN_BEFORE.search(text[max(start - _SIGNS, 0) : start])
    closing = _WORN_AFTER.match(text, end, min(end + _SIGNS, len(text)))
    start -= len(opening.group()) if opening else 0
    end += len(closing.group()) if closing else 0
    return trimmed(text, start, end) or place

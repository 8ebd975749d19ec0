"""Items that carry their labels within running text: "(1) …, (2) … and (3) …", "First, …"."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.labels import Label, labels_at

_ANY_LABEL = re.compile(
    r"(?:(?<=\s)|(?<=[“‘\"—–:;])|\A)(?:\((?:\d{1,2}|[a-z]|[ivx]{2,5})\)|(?:\d{1,2}|[a-z])\))(?=\s)"
)
_REFERENCE = re.compile(
    r"\b(?:[Pp]aragraph|[Ss]ubparagraph|[Ss]ection|[Ss]ubsection|[Aa]rticle|[Cc]lause|[Ii]tem|"
    r"[Nn]ote|[Pp]oint|[Ff]igure|[Tt]able|[Oo]bjective|[Ss]tep|[Pp]art)s?\s+\Z"
)
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905
)
_ORDINALS = {word: place for place, word in enumerate(_ORDINAL_WORDS, start=1)}
_LAST = ("finally", "lastly")
_WORD_LABEL = re.compile(
    rf"\b(?P<word>(?:{'|'.join(_ORDINAL_WORDS)})(?:ly)?|{'|'.join(_LAST)})(?=,\s)", re.IGNORECASE
)
_BEFORE_WORD = re.compile(r"(?:\A|[.;:,—–]|\band)\s*\Z")
_LOOK_BACK = 24  # characters that hold the word before a label
_CLOSING = re.compile(r"[\s,;]*(?:\b(?:and/or|and|or)|&)?[\s,;]*\Z")
_CLOSING_REACH = 16
_SENTENCE_GOES_ON = re.compile(
    r",\s+(?:and\s+that|which|who|whose|thereby|while|whereas|so\s+that|in\s+order\s+to|"
    r"and\s+(?:has|have|will|is|are|was|were|shall|may|must|can))\b"
)


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """An item in running text: its label and its words, each as start and end."""

    label: tuple[int, int]
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    label: Label


def labelled_items(text: str, ends: Sequence[int]) -> list[tuple[LabelledItem, ...]]:
    """Return the labelled enumerations of `text` in order of their first item, flat.

    `ends` are the offsets where its sentences end, in order. An enumeration has two items at least,
    begins with the first label of a series ("(1)", "(a)", "(i)", "a)", "First,") and leaves none
    out. An item ends where the next label begins, commas and "and" before it dropped, the last one
    where its sentence does or goes on without it. References ("paragraph (a)") are no labels.
    """
    series = sorted(_series(list(_marks(text))), key=lambda marks: marks[0].start)
    opening = {mark.start: marks[0] for marks in series for mark in marks}
    places = sorted(opening)
    found = []
    for marks in series:
        end = ends[min(bisect_right(ends, marks[-1].end), len(ends) - 1)] if ends else len(text)
        items = _items(text, marks, min(end, _next_beside(marks, places, opening)))
        if items:
            found.append(items)
    return found


def _next_beside(
    marks: Sequence[_Mark], places: Sequence[int], opening: Mapping[int, _Mark]
) -> float:
    """Return where the next label stands that is not within the last item of a series.

    `opening` holds the first label of the series of each label, by the offsets `places`.
    """
    for number in range(bisect_right(places, marks[-1].start), len(places)):
        place = places[number]
        first = opening[place]
        if first.start < marks[0].start or first.label.style == marks[0].label.style:
            return place
    return math.inf


def _marks(text: str) -> Iterator[tuple[_Mark, ...]]:
    """Yield the readings of each label in the order of the text."""
    found = []
    for match in _ANY_LABEL.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if not _REFERENCE.search(before):
            labels = labels_at(match.group() + " ")
            found.append(tuple(_Mark(match.start(), match.end(), label) for label in labels))
    for match in _WORD_LABEL.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if not _BEFORE_WORD.search(before):
            continue
        word = match["word"].lower().removesuffix("ly")
        place = _ORDINALS.get(word, 0)  # 0: the last one, whatever its number
        label = Label("word", (place,), len(match.group()))
        found.append((_Mark(match.start(), match.end() + 1, label),))
    yield from sorted((marks for marks in found if marks), key=lambda marks: marks[0].start)


def _series(marks: Sequence[tuple[_Mark, ...]]) -> list[list[_Mark]]:
    """Return the runs of labels that begin with the first of their style and leave none out."""
    series: list[list[_Mark]] = []
    open_series: dict[str, list[_Mark]] = {}
    for readings in marks:
        following = next((mark for mark in readings if _follows(mark, open_series)), None)
        if following is not None:
            open_series[following.label.style].append(following)
            continue
        opening = next((mark for mark in readings if set(mark.label.ordinal) == {1}), None)
        if opening is not None:
            open_series[opening.label.style] = [opening]
            series.append(open_series[opening.label.style])
    return [run for run in series if len(run) > 1]


def _follows(mark: _Mark, open_series: dict[str, list[_Mark]]) -> bool:
    run = open_series.get(mark.label.style)
    if run is None:
        return False
    (place, *_), (last, *_) = mark.label.ordinal, run[-1].label.ordinal
    return place == last + 1 or (place == 0 and last > 0)


def _items(text: str, marks: Sequence[_Mark], end: float) -> tuple[LabelledItem, ...]:
    """Return the items of a series; none if one of them says nothing."""
    stops = [*(mark.start for mark in marks[1:]), int(end)]
    items = []
    for mark, stop in zip(marks, stops, strict=True):
        last = mark is marks[-1]
        goes_on = _SENTENCE_GOES_ON.search(text, mark.end, stop) if last else None
        stop = goes_on.start() if goes_on else stop
        reach = max(mark.end, stop - _CLOSING_REACH)
        closing = _CLOSING.search(text[reach:stop])
        stop = reach + closing.start() if closing else stop
        words = text[mark.end : stop].rstrip(" .\n")
        start = mark.end + len(words) - len(words.lstrip())
        if not any(character.isalpha() for character in words):
            return ()
        items.append(LabelledItem((mark.start, mark.end), (start, mark.end + len(words))))
    return tuple(items)

"""Passages as the reader reads them, and what it finds in each candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.candidates import Candidate, shown
from qa.reading.decoding import PassageReading


@dataclass(frozen=True, slots=True)
class ReadingText:
    """The candidates of a chunk as one text, each after what makes it understandable.

    `starts[i]` is where the shown text of `candidates[i]` begins in `text`.
    """

    text: str
    candidates: tuple[Candidate, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A short answer in a candidate: `candidate.text[start:end]`, with the reader's score."""

    start: int
    end: int
    score: float


def reading_text(heading: str, candidates: Sequence[Candidate]) -> ReadingText:
    """Return candidates of one chunk, in text order, under a heading.

    A lead-in or a table's header stands before the first candidate that needs it, unless it is
    itself a candidate before it.
    """
    text = heading
    starts = []
    said = set()
    for candidate in candidates:
        if candidate.context and candidate.context not in said:
            said.add(candidate.context)
            text += f"\n{shown(candidate.document, candidate.context)}"
        said.add(candidate.parts)
        text += "\n"
        starts.append(len(text))
        text += candidate.text
    return ReadingText(text, tuple(candidates), tuple(starts))


def found_in(read: ReadingText, reading: PassageReading) -> tuple[tuple[Found, ...], ...]:
    """Return the reader's spans that lie in each candidate, best first; a span over two is cut.

    It belongs to the candidate in which it begins; one that begins in none (in a heading or a
    lead-in) is no answer.
    """
    found: list[list[Found]] = [[] for _ in read.candidates]
    for span in reading.spans:
        for each, start, candidate in zip(found, read.starts, read.candidates, strict=True):
            end = start + len(candidate.text)
            if start <= span.start < end:
                each.append(Found(span.start - start, min(span.end, end) - start, span.score))
    return tuple(map(tuple, found))

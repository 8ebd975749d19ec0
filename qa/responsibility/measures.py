"""The measures of a collection, each with the bodies that answer for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.placed import shown_text
from corpus.responsibility.assignments import Assignment
from corpus.span import Span
from corpus.structure import StructuredDocument
from qa.analysis.stems import stem, stems
from qa.specialists import Situation

_BESIDE_FOUND = 0.3  # what a measure in a chunk that was found gains, in shares of agreement


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure in its document, its words and those of the bracket after it, as shown."""

    document: StructuredDocument
    assignment: Assignment
    text: str
    group: str

    @property
    def place(self) -> tuple[Span, ...]:
        """Return where measure and bracket stand."""
        return (*self.assignment.measure, *self.assignment.group)

    def bodies(self) -> tuple[str, ...]:
        """Return the names of the bodies as shown, in the order of the text."""
        text = self.document.document.text
        return tuple(shown_text(text, parts) for parts in self.assignment.bodies)


@dataclass(frozen=True, slots=True)
class Agreeing:
    """A measure and the share of a question's words that it has, rare words counting more.

    `is_found` tells whether it stands in one of the chunks found best.
    """

    measure: Measure
    share: float
    is_found: bool

    @property
    def promise(self) -> float:
        """Return what the measure promises before it is read together with the question."""
        return self.share + _BESIDE_FOUND * self.is_found


def measures(situation: Situation, documents: Iterable[str]) -> Iterator[Measure]:
    """Yield the measures of documents in the order given, then that of the text."""
    for each in documents:
        assignments = situation.index.structures(each).assignments
        if not assignments:
            continue
        document = situation.index.document(each)
        text = document.document.text
        for assignment in assignments:
            yield Measure(
                document,
                assignment,
                shown_text(text, assignment.measure),
                shown_text(text, assignment.group),
            )


def agreeing(
    terms: Sequence[str], found: Sequence[Measure], is_found: Callable[[Measure], bool]
) -> list[Agreeing]:
    """Return measures by promise, best first, ties in the order given; empty for none."""
    held = [frozenset(stems(measure.text)) for measure in found]
    counts = Counter(word for words in held for word in words)
    wanted = {stem(term) for term in terms}
    weights = {word: math.log((len(found) + 1) / (counts[word] + 0.5)) for word in sorted(wanted)}
    total = sum(weights.values())
    scored = [
        Agreeing(
            measure,
            sum(weights[word] for word in weights if word in words) / total if total else 0.0,
            is_found(measure),
        )
        for measure, words in zip(found, held, strict=True)
    ]
    return sorted(scored, key=lambda each: -each.promise)

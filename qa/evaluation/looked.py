"""What was looked at for a question, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.structure import Chunk
from qa.answer import Answer, Reply
from qa.evaluation.citations import supporting_citations
from qa.question import Question
from qa.service import Reasoned


@dataclass(frozen=True, slots=True)
class Stretch:
    """The characters `[start, end)` of the canonical text of a document."""

    document: str
    start: int
    end: int

    def holds(self, other: Stretch) -> bool:
        """Tell whether the two share at least half of the shorter one.

        So a chunk holds a quote that it cuts off late, and a sentence one that it is part of.
        """
        if self.document != other.document:
            return False
        shared = min(self.end, other.end) - max(self.start, other.start)
        return 2 * shared >= min(self.end - self.start, other.end - other.start) > 0


@dataclass(frozen=True, slots=True)
class Looked:
    """The stretches that a question led to, each stage best first.

    `retrieved` are all chunks that were found, those of `ranked` first: the ones that were
    read together with the question. `read` are the candidates of the few best of these that were
    weighed; there are none where the structure answered or nothing was near. `around` are the
    passages around the first chunks, which recall is measured by: they hold neighbouring sentences,
    too, that were not found themselves.
    """

    retrieved: tuple[Stretch, ...]
    ranked: tuple[Stretch, ...]
    read: tuple[Stretch, ...]
    around: tuple[Stretch, ...]


class Observed:
    """Replies through `explain` and keeps what each question looked at; safe from many threads."""

    def __init__(self, explain: Callable[[Question], Reasoned]) -> None:
        self._explain = explain
        self._seen: dict[Question, Looked] = {}

    def reply(self, question: Question) -> Reply:
        """Return the reply to a question; raise what `explain` raises."""
        reasoned = self._explain(question)
        self._seen[question] = looked(reasoned)
        return reasoned.reply

    def seen(self, question: Question) -> Looked:
        """Return what a question looked at; raise KeyError if it was not asked."""
        return self._seen[question]


def looked(reasoned: Reasoned) -> Looked:
    """Return what was looked at for a reply."""
    ranked = _stretches(each.chunk for each in reasoned.ranking.read)
    return Looked(
        retrieved=(*ranked, *_stretches(reasoned.ranking.behind)),
        ranked=ranked,
        read=tuple(
            Stretch(each.candidate.document.document.id, part.start, part.end)
            for each in reasoned.evidence
            for part in each.candidate.parts
        ),
        around=tuple(
            Stretch(each.document, each.start, each.end) for each in reasoned.reply.passages
        ),
    )


def cited(answer: Answer) -> tuple[Stretch, ...]:
    """Return the stretches that an answer cites for what it says, in order."""
    return tuple(
        Stretch(each.document, part.start, part.end)
        for each in supporting_citations(answer)
        for part in each.parts
    )


def first_holding(stretches: Sequence[Stretch], wanted: Sequence[Stretch]) -> int | None:
    """Return the rank, from 1, of the first stretch that holds any wanted one, or None."""
    ranks = (
        rank
        for rank, stretch in enumerate(stretches, start=1)
        if any(stretch.holds(each) for each in wanted)
    )
    return next(ranks, None)


def _stretches(chunks: Iterable[Chunk]) -> tuple[Stretch, ...]:
    return tuple(Stretch(each.document_id, each.start, each.end) for each in chunks)

"""Why an answer won: what was found, read and weighed, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from qa.answer import AnswerKind, Part
from qa.confidence.grounds import Grounds
from qa.evidence import Evidence
from qa.service import Reasoned
from qa.signals import Signals

_SHOWN_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class TracedChunk:
    """A chunk that was read: its place, what speaks for it, and all of that together.

    That is its fused score (0 to 1), the reader's logit that it answers the question, and that of
    the reranker or, where it did not read the chunk, what stands for it.
    """

    document: str
    section: tuple[str, ...]
    start: int
    end: int
    fused: float
    answerable: float
    logit: float
    score: float


@dataclass(frozen=True, slots=True)
class TracedCandidate:
    """A weighed candidate: its place, its short answer, its signals and their weighted sum."""

    document: str
    parts: tuple[Part, ...]
    text: str
    answer: str
    signals: Signals
    score: float


@dataclass(frozen=True, slots=True)
class Trace:
    """What led to an answer.

    `form`, `noun`, `years`, `numbers`, `names` and `terms` are what the question was read to ask
    for. `chunks` are all that were read and `candidates` the best twelve that were weighed,
    both best first; there are none of these where the structure answered or nothing was near.
    `grounds` are those of the confidence in the best answer, given or not. `why` says in a sentence
    what the first candidate has over the second, or why none was given.
    """

    understood_as: str
    form: str
    noun: str
    years: tuple[str, ...]
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    terms: tuple[str, ...]
    chunks: tuple[TracedChunk, ...]
    candidates: tuple[TracedCandidate, ...]
    grounds: Grounds | None
    why: str


def trace(reasoned: Reasoned) -> Trace:
    """Return what led to a reply, numbers rounded to three places."""
    asked = reasoned.asked
    best = reasoned.evidence[:_SHOWN_CANDIDATES]
    return Trace(
        understood_as=reasoned.reply.answer.understood_as,
        form=asked.form,
        noun=asked.noun,
        years=asked.years,
        numbers=asked.numbers,
        names=asked.names,
        terms=asked.terms,
        chunks=tuple(
            TracedChunk(
                each.chunk.document_id,
                each.section_path,
                each.chunk.start,
                each.chunk.end,
                round(each.fused, 3),
                round(each.reading.answerable, 3),
                round(each.logit, 3),
                round(each.score, 3),
            )
            for each in reasoned.ranking.read
        ),
        candidates=tuple(_candidate(each) for each in best),
        grounds=_rounded(reasoned.grounds),
        why=_why(best, reasoned),
    )


def _rounded(grounds: Grounds | None) -> Grounds | None:
    return None if grounds is None else Grounds(*(round(each, 3) for each in astuple(grounds)))


def _candidate(evidence: Evidence) -> TracedCandidate:
    candidate = evidence.candidate
    document = candidate.document.document
    return TracedCandidate(
        document=document.id,
        parts=tuple(Part(p.start, p.end, p.of(document.text)) for p in candidate.parts),
        text=candidate.text,
        answer=evidence.answer,
        signals=Signals(*(round(value, 3) for value in _values(evidence.signals))),
        score=round(evidence.score, 3),
    )


def _values(signals: Signals) -> list[float]:
    return [getattr(signals, field.name) for field in fields(signals)]


def _why(best: Sequence[Evidence], reasoned: Reasoned) -> str:
    """Say which signals put the first candidate before the second, the weightiest first."""
    answer = reasoned.reply.answer
    if answer.kind is AnswerKind.NOT_FOUND and reasoned.grounds is not None:
        return f"the best answer is not sure enough to be given: {answer.confidence:.2f}"
    if not best and answer.kind is not AnswerKind.NOT_FOUND:
        return f"the question is one for a {answer.kind}, read from the structure"
    if not best:
        return "nothing found is near the question"
    if len(best) == 1:
        return "it is the only candidate"
    first, second = best[0], best[1]
    names = [field.name for field in fields(Signals)]
    gains = sorted(
        (
            (weight * (one - other), name)
            for name, weight, one, other in zip(
                names,
                _values(reasoned.weights),
                _values(first.signals),
                _values(second.signals),
                strict=True,
            )
        ),
        reverse=True,
    )
    told = ", ".join(f"{name} {gain:+.2f}" for gain, name in gains if gain)
    return f"it is {first.score - second.score:.2f} ahead of the next: {told or 'by its place'}"

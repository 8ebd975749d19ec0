"""From the evidence to the answer that leaves the system."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.span import Span
from corpus.structure import BlockKind
from corpus.wording import folded
from qa.answer import Answer, AnswerKind, Citation, Context, NearPassage, Part
from qa.candidates import Candidate, shown
from qa.citation import cite
from qa.evidence import Evidence
from qa.excerpt import excerpt


def found(common: Answer, evidence: Sequence[Evidence], agreeing: float, *, cut: bool) -> Answer:
    """Return `common` as the answer of the best evidence, which comes first.

    Other places with the same answer, `agreeing` or less below the best, become further citations,
    best first. With `cut`, a sentence is shown from a later clause on if its answer stands late.
    """
    best = evidence[0]
    candidate = best.candidate
    return replace(
        common,
        kind=_kind(candidate),
        answer=best.answer,
        answer_parts=_parts(candidate, best.start, best.end),
        text=excerpt(candidate.text, best.start, best.end) if cut else candidate.text,
        citations=_citations(evidence, agreeing),
        context=_context(candidate),
    )


def refused(common: Answer, nearest: Iterable[Candidate], limit: int) -> Answer:
    """Return `common` as a refusal that shows the first `limit` different candidates."""
    passages: dict[Citation, NearPassage] = {}
    for candidate in nearest:
        if len(passages) >= limit:
            break
        citation = cite(candidate.document, candidate.parts)
        passages.setdefault(citation, NearPassage(candidate.text, citation))
    return replace(common, kind=AnswerKind.NOT_FOUND, nearest=tuple(passages.values()))


def probability(logit: float) -> float:
    """Return the logistic of a logit, rounded so that it prints the same everywhere."""
    return round(1.0 / (1.0 + math.exp(-max(min(logit, 40.0), -40.0))), 4)


def _kind(candidate: Candidate) -> AnswerKind:
    is_row = candidate.block.kind is BlockKind.TABLE_ROW
    return AnswerKind.TABLE if is_row else AnswerKind.SPAN


def _parts(candidate: Candidate, start: int, end: int) -> tuple[Part, ...]:
    text = candidate.document.document.text
    return tuple(
        Part(span.start, span.end, span.of(text)) for span in candidate.shown.spans(start, end)
    )


def _citations(evidence: Sequence[Evidence], agreeing: float) -> tuple[Citation, ...]:
    best = evidence[0]
    answer = folded(best.answer)
    same = [
        each
        for each in evidence[1:]
        if each.score >= best.score - agreeing and answer and folded(each.answer) == answer
    ]
    cited = {
        (each.candidate.document.document.id, each.candidate.parts): each.candidate
        for each in (best, *same)
    }
    return tuple(cite(each.document, each.parts) for each in cited.values())


def _context(candidate: Candidate) -> tuple[Context, ...]:
    parts: tuple[Span, ...] = candidate.context
    if not parts:
        return ()
    document = candidate.document
    return (Context(shown(document, parts), cite(document, parts)),)

"""From the evidence to the answer that leaves the system."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.span import Span
from corpus.structure import BlockKind, StructuredDocument
from corpus.wording import folded
from qa.answer import Answer, AnswerKind, Citation, Context, NearPassage
from qa.answer import Part as QuotedPart
from qa.candidates import Candidate, shown
from qa.citation import cite
from qa.evidence import Evidence
from qa.quoting import Quote, quote
from qa.settings import AnswerSettings, Part


def found(common: Answer, evidence: Sequence[Evidence], settings: AnswerSettings) -> Answer:
    """Return `common` as the answer of the best evidence, which comes first.

    Other places with the same answer become further citations, best first.
    """
    best = evidence[0]
    candidate = best.candidate
    quoted = (
        Quote(candidate.parts, candidate.text, candidate.context)
        if Part.NEIGHBOURS in settings.without
        else quote(evidence, settings.near)
    )
    return replace(
        common,
        kind=_kind(candidate),
        answer=best.answer,
        answer_parts=_parts(candidate, best.start, best.end),
        text=quoted.text,
        citations=_citations(quoted, evidence, settings.near),
        context=_context(candidate.document, quoted.context),
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


def _parts(candidate: Candidate, start: int, end: int) -> tuple[QuotedPart, ...]:
    text = candidate.document.document.text
    return tuple(
        QuotedPart(span.start, span.end, span.of(text))
        for span in candidate.shown.spans(start, end)
    )


def _citations(quoted: Quote, evidence: Sequence[Evidence], near: float) -> tuple[Citation, ...]:
    best = evidence[0]
    document = best.candidate.document
    cited = {(document.document.id, quoted.parts): cite(document, quoted.parts)}
    answer = folded(best.answer)
    for each in evidence[1:]:
        candidate = each.candidate
        place = (candidate.document.document.id, candidate.parts)
        is_other = place[0] != document.document.id or not _within(candidate.parts, quoted.parts)
        agrees = each.score >= best.score - near and answer and folded(each.answer) == answer
        if agrees and is_other and place not in cited:
            cited[place] = cite(candidate.document, candidate.parts)
    return tuple(cited.values())


def _within(parts: Sequence[Span], others: Sequence[Span]) -> bool:
    return all(any(o.start <= part.start and part.end <= o.end for o in others) for part in parts)


def _context(document: StructuredDocument, parts: tuple[Span, ...]) -> tuple[Context, ...]:
    return (Context(shown(document, parts), cite(document, parts)),) if parts else ()

"""From an answer to what its confidence rests on."""

from __future__ import annotations

from dataclasses import dataclass

from index.stages import Stage, stage
from qa.analysis.figures import ordinals
from qa.analysis.forms import Form
from qa.answer import Answer
from qa.confidence.grounds import Grounds
from qa.evidence import Evidence
from qa.ledger.names import name
from qa.ledger.scan import blocks_with
from qa.reading.verifier import Verifier
from qa.refusing.coverage import around_passage, unsupported
from qa.specialists import Situation

# Forms that a stretch of text shows in its letters: what has no figure is no number, while a place
# may be called by any noun.
_TYPED = frozenset({Form.DATE, Form.NUMBER})
_NO_TYPE = 0.5  # the fit below which an answer is hardly of the type
_MANY_DOCUMENTS = 20
_FIRST = 1  # "first" is an adverb as often as an ordinal


def grounds_of_span(best: Evidence, situation: Situation, verifier: Verifier) -> Grounds:
    """Return the grounds of a short answer that the reader found."""
    with stage(Stage.VERIFYING):
        (verified,) = verifier.verify(situation.understood, [best.marked])
    around = around_passage(best.candidate.document, best.chunk.chunk)
    lacking = _lacking(situation, best.chunk.chunk.document_id, around, best.marked.passage)
    is_typed = situation.asked.form in _TYPED
    return Grounds(
        verified=verified,
        answerable=best.answerable,
        relevance=best.chunk.logit,
        names=float(lacking.names),
        figures=float(lacking.figures),
        miscounted=float(lacking.miscounted),
        misfit=max(0.0, _NO_TYPE - best.signals.form) / _NO_TYPE if is_typed else 0.0,
    )


def grounds_of_structure(answer: Answer, situation: Situation) -> Grounds:
    """Return the grounds of an answer that a specialist made; it has a citation.

    Neither reader nor verifier have a say in it: they know sentences, not lists and tables.
    """
    citation = answer.citations[0]
    about = situation.index.document(citation.document).document.metadata
    told = (about.title, about.issuer, about.date, about.edition, *citation.section)
    shown = (*(each.text for each in answer.context), *(each.text for each in answer.items))
    quotes = (each.quote for each in answer.citations)
    around = "\n".join((*told, *shown, answer.text, *quotes))
    lacking = _lacking(situation, citation.document, around, around)
    reranked = situation.ranking.read
    here = [
        each.logit
        for each in reranked
        if (each.chunk.document_id, each.section_path) == (citation.document, citation.section)
    ]
    return Grounds(
        verified=0.0,
        answerable=0.0,
        relevance=max(here, default=min((each.logit for each in reranked), default=0.0)),
        names=float(lacking.names),
        figures=float(lacking.figures),
        miscounted=float(lacking.miscounted),
        misfit=0.0,
    )


@dataclass(frozen=True, slots=True)
class _Lacking:
    """How many names and figures of a question lack around an answer, and how many are others."""

    names: int
    figures: int
    miscounted: int


def _lacking(situation: Situation, document_id: str, around: str, passage: str) -> _Lacking:
    """Return what of the question the text around an answer lacks.

    A name that most of many documents hold tells none of them apart and may be lacking. An ordinal
    has to stand in the passage itself: the texts around it count on ("the fourth …").
    It lacks, too, where the same is counted there by another alone: "the first fair … the 5th
    council" tells of no fifth fair.
    """
    lacking = unsupported(situation.asked, situation.index, document_id, around)
    counted = ordinals(passage)
    wanted = [each for each in ordinals(situation.understood) if each[0] != _FIRST]
    absent = {rank for rank, _ in wanted} - {rank for rank, _ in counted}
    miscounted = {rank for rank, what in wanted if _is_miscounted(rank, what, counted)}
    telling = [each for each in lacking.names if not _is_everywhere(each, situation)]
    figures = len(lacking.years) + len(lacking.numbers) + len(absent | miscounted)
    return _Lacking(len(telling), figures, len(miscounted))


def _is_everywhere(named: str, situation: Situation) -> bool:
    """Tell whether a name stands in most documents of a collection that has many of them."""
    documents = situation.index.document_ids()
    if len(documents) < _MANY_DOCUMENTS:
        return False
    holding = blocks_with(situation.index, name(named).stems, documents)
    return len(holding) > len(documents) / 2


def _is_miscounted(rank: int, what: str, counted: frozenset[tuple[int, str]]) -> bool:
    """Tell whether the same is counted, and never as this."""
    ranks = {other for other, counts in counted if counts == what}
    return bool(what and ranks) and rank not in ranks

"""A second reading: another place that answers a question as well, with another answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Document
from corpus.structure import BlockKind
from qa.analysis.asked import FUNCTION, Asked
from qa.analysis.fitting import UNKNOWN
from qa.analysis.forms import Form
from qa.analysis.stems import stem, words
from qa.answer import Answer, AnswerKind, Reading
from qa.citation import cite
from qa.confidence.grounding import grounds_of_span
from qa.confidence.grounds import confidence
from qa.conflict.answering import LEAST_SPAN, is_certain, value_reading
from qa.conflict.subject import terms_held
from qa.evidence import Evidence
from qa.quoting import quote
from qa.reading.verifier import Verifier
from qa.specialists import Situation

_FARTHEST = 2.0  # from the best score
_LESS_SURE = 0.15  # than the first answer, or surer
_MOST = 2 / 3  # of the question's words stand at either place


def with_reading(
    answer: Answer, situation: Situation, evidence: Sequence[Evidence], verifier: Verifier
) -> Answer:
    """Return an answer with the other reading of its question, or as it is if there is none.

    `answer` is that of the best evidence, which comes first, with its confidence. The reading is
    that of `rival` if its own confidence reaches the threshold and is within 0.15 of the answer's;
    it is understood as the question with the rival's title in brackets, or with its heading where
    both stand in one document. An answer in conflict has no other reading. The verifier is asked
    only where there is a rival.
    """
    settings = situation.settings
    other = None if answer.kind is AnswerKind.CONFLICT else rival(situation.asked, evidence)
    if other is None:
        return answer
    sure = confidence(grounds_of_span(other, situation, verifier), settings.trust)
    if sure < settings.threshold or abs(sure - answer.confidence) > _LESS_SURE:
        return answer
    quoted = quote((other,), settings.near)
    reading = Reading(
        understood_as=f"{situation.understood} ({_names(evidence[0], other)[1]})",
        answer=other.answer,
        text=quoted.text,
        citations=(cite(other.candidate.document, quoted.parts),),
    )
    return replace(answer, readings=(reading,))


def rival(asked: Asked, evidence: Sequence[Evidence]) -> Evidence | None:
    """Return the best evidence that answers the question otherwise than the first, None for none.

    `evidence` is in order of its score; the rival's is at most 2 lower. Both are running text,
    answers to the reader, and of the type asked for or, in different documents, of none that can be
    told. Both hold the same words of the question, most of them, heading and title included, and
    the same of its names, years and numbers. They stand in documents with different
    titles, or in one under different headings. Their answers differ by value where they are figures
    or dates, by words otherwise. No place at hand of either document, or section, has the other's
    answer, too: it would have both for different things. A question for yes or no has one reading.
    """
    if not evidence or asked.form is Form.YES_NO or not _answers(evidence[0], evidence[0]):
        return None
    best = evidence[0]
    held = terms_held(asked, best)
    if not held or len(held) < _MOST * len(asked.terms):
        return None
    near = [each for each in evidence if each.score >= best.score - _FARTHEST]
    for other in near[1:]:
        if (
            _answers(other, best)
            and all(names := _names(best, other))
            and names[0] != names[1]
            and terms_held(asked, other) == held
            and _supports_alike(best, other)
            and _differs(asked, best, other)
            and not any(_has_both(*pair, near) for pair in ((best, other), (other, best)))
        ):
            return other
    return None


def _names(one: Evidence, other: Evidence) -> tuple[str, str]:
    """Return what two places are called to tell them apart: titles, or headings in one document."""
    document, other_document = _document(one), _document(other)
    if document.id != other_document.id:
        return document.metadata.title, other_document.metadata.title
    path, other_path = one.chunk.section_path, other.chunk.section_path
    return "".join(path[-1:]), "".join(other_path[-1:])


def _answers(evidence: Evidence, best: Evidence) -> bool:
    """Tell whether a place answers; of no type that can be told, only what a document says."""
    if is_certain(evidence):
        return True
    signals = evidence.signals
    return (
        evidence.candidate.block.kind is not BlockKind.TABLE_ROW
        and signals.span >= LEAST_SPAN
        and signals.form == best.signals.form == UNKNOWN
        and (evidence is best or _document(evidence).id != _document(best).id)
    )


def _supports_alike(one: Evidence, other: Evidence) -> bool:
    here, there = one.signals, other.signals
    return (here.names, here.figures) == (there.names, there.figures)


def _differs(asked: Asked, one: Evidence, other: Evidence) -> bool:
    value_of = value_reading(asked)
    if value_of is not None:
        value, found = value_of(one), value_of(other)
        if value is not None and found is not None:
            return value.differs(found)
        if (value is None) != (found is None):
            return False
    first, second = _content(one.answer), _content(other.answer)
    return bool(first - second) and bool(second - first)


def _has_both(one: Evidence, other: Evidence, near: Sequence[Evidence]) -> bool:
    """Tell whether the document or section of one place holds the other's answer, too."""
    answer = _content(other.answer)
    here = _document(one).id == _document(other).id

    def is_with_one(each: Evidence) -> bool:
        if _document(each).id != _document(one).id:
            return False
        return not here or each.candidate.block.section == one.candidate.block.section

    return any(is_with_one(each) and answer <= _content(each.candidate.text) for each in near)


def _document(evidence: Evidence) -> Document:
    return evidence.candidate.document.document


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word.lower() not in FUNCTION)

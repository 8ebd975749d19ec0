"""What is said in place of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.structure import Chunk
from qa.answer import Answer, Gap, Remark
from qa.candidates import Candidate, candidates
from qa.composing import refused
from qa.refusing.contradiction import contradicted
from qa.refusing.coverage import around_passage, uncovered
from qa.refusing.hearing import Heard, heard
from qa.refusing.languages import is_english
from qa.refusing.locating import Located, PartKind, located
from qa.refusing.missing import Missing, missing
from qa.refusing.suggesting import Ask, Trial, openers, suggestions
from qa.specialists import Situation

_NEAREST = 3  # passages that may cover a part of the question, and that suggestions are made from
_ENGLISH = "en"
_CLEAR = 2.0  # logit of a passage that answers, whatever language the question is in
_FAINTEST = -40.0  # logit where nothing was read


@dataclass(frozen=True, slots=True)
class Denied:
    """A part of a question and the candidate that contradicts it."""

    part: str
    by: Candidate


def denied(situation: Situation, best: Candidate, chunk: Chunk) -> Denied | None:
    """Return what the best candidate, of `chunk`, contradicts in a question; None for nothing."""
    part = contradicted(situation.asked, best.text, around_passage(best.document, chunk))
    return Denied(part, best) if part else None


def refusal(
    common: Answer, situation: Situation, remark: Remark, ask: Ask, denied: Denied | None = None
) -> Answer:
    """Return `common` as a refusal: the nearest passages, what is missing, what could be asked.

    A candidate that contradicts the question comes first among the nearest.

    `ask` answers a question as the service does, but suggests nothing. Where `remark` already tells
    that no question was typed, or else the question is far from all documents, only questions about
    the collection are suggested; to a question in another language, too. What is near a question
    that could not be read (another language, no known word) is so by chance, and left out.
    """
    trial = Trial(situation, ask)
    held = heard(situation)
    if remark is Remark.NONE and held is Heard.NOTHING:
        remark = Remark.NO_WORDS
    if remark is not Remark.NONE:
        return replace(common, remark=remark, suggestions=openers(trial))
    ranking = situation.ranking
    chunks = [each.chunk for each in ranking.read[:_NEAREST]]
    parts = located(situation.asked, situation.index, situation.documents)
    remark = _remark(situation, parts)
    lacking = Missing(denied.part, Gap.CONTRADICTED) if denied else Missing()
    if not denied and remark is not Remark.OTHER_LANGUAGE:
        near = [uncovered(parts, situation.index, chunk) for chunk in chunks]
        lacking = missing(situation.understood, situation.asked, near)
    is_near = remark is Remark.NONE
    is_read = held is Heard.WORDS and remark is not Remark.OTHER_LANGUAGE
    names = _names(parts, lacking)
    return replace(
        refused(common, _nearest(situation, denied) if is_read else (), situation.question.limit),
        missing=lacking.text,
        gap=lacking.gap,
        suggestions=suggestions(trial, names, chunks) if is_near else openers(trial),
        remark=remark,
    )


def is_foreign(situation: Situation) -> bool:
    """Tell whether a question in another language has no passage that clearly answers it."""
    best = max((each.logit for each in situation.ranking.read), default=_FAINTEST)
    return best < _CLEAR and is_in_another_language(situation)


def is_in_another_language(situation: Situation) -> bool:
    """Tell whether a question is in another language and the documents near it are in English."""
    return not is_english(situation.question.text) and all(
        situation.index.metadata(each.chunk.document_id).language.lower().startswith(_ENGLISH)
        for each in situation.ranking.read[:_NEAREST]
    )


def _remark(situation: Situation, parts: tuple[Located, ...]) -> Remark:
    if is_in_another_language(situation):
        return Remark.OTHER_LANGUAGE
    names_something = any(part.kind is PartKind.NAME and part.documents for part in parts)
    is_unheard = bool(parts) and not any(part.documents for part in parts)
    is_off = is_unheard or (situation.is_far and not names_something)
    return Remark.OFF_TOPIC if is_off else Remark.NONE


def _names(parts: tuple[Located, ...], lacking: Missing) -> list[str]:
    """Return the names that the documents hold, those first that they hold elsewhere."""
    held = [part.text for part in parts if part.kind is PartKind.NAME and part.documents]
    return sorted(held, key=lambda name: not (lacking.gap is Gap.APART and name in lacking.text))


def _nearest(situation: Situation, denied: Denied | None) -> Iterator[Candidate]:
    if denied is not None:
        yield denied.by
    for each in situation.ranking.read:
        document = situation.index.document(each.chunk.document_id)
        yield candidates(document, each.chunk)[0]

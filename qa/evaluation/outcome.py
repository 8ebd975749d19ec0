"""Outcomes: what became of each gold question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.errors import GoldError
from qa.evaluation.citations import CitationCount, citation_count
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measure import MEASURES, Documents, Measure, contained, matched_items
from qa.evaluation.normalise import word_count
from qa.evaluation.prediction import Prediction
from qa.evaluation.shortanswer import shown

LEAST_ITEM_F1 = 0.5


@dataclass(frozen=True, slots=True)
class Score:
    """The value of one measure for one question; None where the measure does not apply."""

    measure: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a prediction was like, whether or not it was right.

    `error` tells whether an answered question counts as answered wrongly; None where it was
    refused or the gold cannot tell. `words` counts the words of the text shown.
    """

    abstained: bool
    error: bool | None
    confidence: float
    words: int
    citations: CitationCount
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold question with its scores, one per measure in their order, and its reply.

    `reply` is None where the prediction is missing. `by_items` tells that the question is scored
    by its items.
    """

    id: str
    type: str
    question: str
    answerable: bool
    by_items: bool
    scores: tuple[Score, ...]
    reply: Reply | None

    @property
    def answered(self) -> bool:
        """Tell whether there was an answer, right or wrong."""
        return self.reply is not None and not self.reply.abstained

    @property
    def refused(self) -> bool:
        """Tell whether the question was refused; a missing prediction is no refusal."""
        return self.reply is not None and self.reply.abstained

    def score(self, measure: str) -> float | None:
        """Return the value of a measure; None if it does not apply or was not taken."""
        values = (score.value for score in self.scores if score.measure == measure)
        return next(values, None)


def outcomes(
    gold: Sequence[GoldQuestion],
    predictions: Iterable[Prediction],
    documents: Documents,
    measures: Sequence[Measure] = MEASURES,
) -> tuple[Outcome, ...]:
    """Return one outcome per gold question, in the order of the gold.

    `documents` maps ids to canonical texts. A prediction for no gold question is passed over, so
    that part of the gold can be scored by itself. Raises GoldError if two predictions answer one
    question, and ValueError if two measures share a name.
    """
    if len({measure.name for measure in measures}) < len(measures):
        raise ValueError("two measures share a name")
    by_id: dict[str, Prediction] = {}
    for prediction in predictions:
        if prediction.id in by_id:
            raise GoldError(f"{prediction.id!r} is answered twice; keep one of the predictions")
        by_id[prediction.id] = prediction
    return tuple(
        _outcome(question, by_id.get(question.id), documents, measures) for question in gold
    )


def is_error(question: GoldQuestion, prediction: Prediction) -> bool | None:
    """Tell whether an answered question was answered wrongly; None if that cannot be told.

    It was if the question is unanswerable, if the first 50 words lack every accepted answer, or
    if the item F1 is below 0.5. A refusal is no answer, and a question whose gold has neither
    short answers nor items leaves it open.
    """
    if prediction.abstained:
        return None
    if not question.answerable:
        return True
    if question.wants_items:
        return matched_items(question, prediction).f1 < LEAST_ITEM_F1
    if question.wants_short_answer:
        return contained(question, prediction) == 0.0
    return None


def _outcome(
    question: GoldQuestion,
    prediction: Prediction | None,
    documents: Documents,
    measures: Sequence[Measure],
) -> Outcome:
    return Outcome(
        id=question.id,
        type=question.type,
        question=question.question,
        answerable=question.answerable,
        by_items=question.wants_items,
        scores=tuple(_score(measure, question, prediction, documents) for measure in measures),
        reply=None if prediction is None else _reply(question, prediction, documents),
    )


def _score(
    measure: Measure, question: GoldQuestion, prediction: Prediction | None, documents: Documents
) -> Score:
    applies = measure.applies(question)
    return Score(measure.name, measure.value(question, prediction, documents) if applies else None)


def _reply(question: GoldQuestion, prediction: Prediction, documents: Documents) -> Reply:
    answer = prediction.answer
    return Reply(
        abstained=prediction.abstained,
        error=is_error(question, prediction),
        confidence=answer.confidence,
        words=word_count(shown(answer)),
        citations=citation_count(answer, question, documents),
        seconds=prediction.seconds,
    )

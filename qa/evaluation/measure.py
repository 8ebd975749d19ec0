"""Measures: what a prediction is scored by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from qa.evaluation.citations import citation_count
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.items import MAX_RESPONSIBILITY_WORDS, MAX_WORDS, ItemScore, item_score
from qa.evaluation.prediction import Prediction
from qa.evaluation.retrieval import recall_at, reciprocal_rank
from qa.evaluation.shortanswer import containment, exact_match, token_f1

Documents: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """A named score of one prediction; higher is better, and 0 is no answer.

    `applies` chooses the gold questions that the measure is for. `score` gives the value for one
    of them; the documents map ids to canonical texts. It is called only where there is a
    prediction and, for an answerable question, an answer: a missing prediction and a refused
    answerable question score 0 on every measure that applies. A measure of one's own is one line:

        brief = Measure("brief", wants_short_answer, lambda q, p, d: len(p.answer.text) < 300)
    """

    name: str
    applies: Callable[[GoldQuestion], bool]
    score: Callable[[GoldQuestion, Prediction, Documents], float]

    def value(
        self, question: GoldQuestion, prediction: Prediction | None, documents: Documents
    ) -> float:
        """Return the score of a prediction, or 0 where it is missing or refuses an answer."""
        if prediction is None or (question.answerable and prediction.abstained):
            return 0.0
        return self.score(question, prediction, documents)


def is_answerable(question: GoldQuestion) -> bool:
    """Tell whether the documents answer the question."""
    return question.answerable


def is_unanswerable(question: GoldQuestion) -> bool:
    """Tell whether the documents have no answer, so that only refusing is right."""
    return not question.answerable


def wants_short_answer(question: GoldQuestion) -> bool:
    """Tell whether the question is scored by its short answers."""
    return question.wants_short_answer


def wants_items(question: GoldQuestion) -> bool:
    """Tell whether the question is scored by its items."""
    return question.wants_items


def contained(question: GoldQuestion, prediction: Prediction) -> float:
    """Return the containment of a short answer; a table question's cell counts, too."""
    cell_counts = question.type == "table"
    return containment(prediction.answer, question.answers, cell_counts=cell_counts)


def matched_items(question: GoldQuestion, prediction: Prediction) -> ItemScore:
    """Return the items matched to the elements, at the length that the type of question allows."""
    responsibility = question.type == "responsibility"
    max_words = MAX_RESPONSIBILITY_WORDS if responsibility else MAX_WORDS
    texts = [item.text for item in prediction.answer.items]
    return item_score(texts, question.items, max_words=max_words)


def _recall_at(
    k: int, question: GoldQuestion, prediction: Prediction, _documents: Documents
) -> float:
    return recall_at(k, question, prediction.passages)


def _citation_precision(
    question: GoldQuestion, prediction: Prediction, documents: Documents
) -> float:
    count = citation_count(prediction.answer, question, documents)
    return count.right / count.citations


def _supported(question: GoldQuestion, prediction: Prediction, documents: Documents) -> float:
    return float(citation_count(prediction.answer, question, documents).right > 0)


def recall_measure(k: int) -> Measure:
    """Return the measure of how much of the evidence the first `k` passages cover."""
    return Measure(f"recall@{k}", is_answerable, partial(_recall_at, k))


MEASURES: tuple[Measure, ...] = (
    *(recall_measure(k) for k in (1, 5, 10)),
    Measure("mrr@10", is_answerable, lambda q, p, _: reciprocal_rank(q, p.passages)),
    Measure("containment", wants_short_answer, lambda q, p, _: contained(q, p)),
    Measure("token_f1", wants_short_answer, lambda q, p, _: token_f1(p.answer.answer, q.answers)),
    Measure(
        "exact_match", wants_short_answer, lambda q, p, _: exact_match(p.answer.answer, q.answers)
    ),
    Measure("item_recall", wants_items, lambda q, p, _: matched_items(q, p).recall),
    Measure("item_precision", wants_items, lambda q, p, _: matched_items(q, p).precision),
    Measure("item_f1", wants_items, lambda q, p, _: matched_items(q, p).f1),
    Measure("citation_precision", is_answerable, _citation_precision),
    Measure("supported", is_answerable, _supported),
    Measure("answered", is_answerable, lambda _q, _p, _d: 1.0),
    Measure("refused", is_unanswerable, lambda _q, p, _d: float(p.abstained)),
)

"""Runs: the gold questions put to a service, and what came of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

from qa.answer import Reply
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measure import MEASURES, Documents, Measure
from qa.evaluation.outcome import Outcome, outcomes
from qa.evaluation.prediction import MAX_PASSAGES, Prediction
from qa.question import Question

Respond: TypeAlias = Callable[[Question], Reply]
Clock: TypeAlias = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run: a prediction and an outcome per gold question, both in the order of the gold."""

    predictions: tuple[Prediction, ...]
    outcomes: tuple[Outcome, ...]


def evaluate(
    gold: Sequence[GoldQuestion],
    respond: Respond,
    documents: Documents,
    *,
    measures: Sequence[Measure] = MEASURES,
    threads: int = 1,
    clock: Clock = time.perf_counter,
) -> Evaluation:
    """Put each gold question to `respond`, and score what it returns.

    `documents` maps ids to canonical texts; the other arguments are those of `predict`.
    """
    predictions = predict(gold, respond, threads=threads, clock=clock)
    return Evaluation(predictions, outcomes(gold, predictions, documents, measures))


def predict(
    gold: Sequence[GoldQuestion],
    respond: Respond,
    *,
    threads: int = 1,
    clock: Clock = time.perf_counter,
) -> tuple[Prediction, ...]:
    """Return a prediction per gold question, in the order of the gold.

    `respond` gives the answer and the passages that retrieval ranks, best first, of which the first
    10 count; `clock` times it, in seconds. A question comes with its history and, if the gold
    names a `scope_doc`, restricted to that document. With one thread the questions are asked in
    order; with more, `respond` is called from several threads at once. What it raises ends the run.
    """

    def predicted(question: GoldQuestion) -> Prediction:
        asked = question.asked()
        begin = clock()
        reply = respond(asked)
        seconds = clock() - begin
        return Prediction(question.id, reply.answer, reply.passages[:MAX_PASSAGES], seconds)

    if threads == 1:
        return tuple(map(predicted, gold))
    with ThreadPoolExecutor(threads) as pool:
        return tuple(pool.map(predicted, gold))

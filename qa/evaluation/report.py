"""Reports: the figures of a run, over all questions and per type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.abstention import Refusals, refusals
from qa.evaluation.outcome import Outcome
from qa.evaluation.sampling import SEED, Mean, mean_of

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Citations:
    """How the citations of a run did, counted over all of them.

    `right` of `citations` support the answer; `supported` of `answered` answers have a right one.
    All four are of answerable questions that were answered. `exact_parts` of `parts` quoted
    stretches, over every citation of every reply, equal their slice of the document.
    """

    right: int
    citations: int
    supported: int
    answered: int
    exact_parts: int
    parts: int


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of some questions: all of them, or those of one type.

    `means` holds each measure that applies to any of them, in the order of the measures.
    `median_words` is the median length of the text shown, over the answered ones that have an
    answer and are not scored by their items; None where there is none.
    """

    name: str
    questions: int
    means: tuple[Mean, ...]
    refusals: Refusals
    citations: Citations
    median_words: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a run: `groups` has all questions first, then each type as the gold has them.

    `missing` names the questions without a prediction, `inexact` those with a quote that is not in
    its place; both in the order of the gold. The seconds are over all predictions, with linear
    interpolation; None where there is none.
    """

    groups: tuple[Group, ...]
    missing: tuple[str, ...]
    inexact: tuple[str, ...]
    median_seconds: float | None
    p95_seconds: float | None


def report(outcomes: Sequence[Outcome], seed: int = SEED) -> Report:
    """Return the figures of the outcomes; the same outcomes and seed give the same report."""
    kinds = dict.fromkeys(outcome.type for outcome in outcomes)
    by_type = [_group(kind, [o for o in outcomes if o.type == kind], seed) for kind in kinds]
    replies = [outcome.reply for outcome in outcomes if outcome.reply is not None]
    seconds = [reply.seconds for reply in replies]
    return Report(
        groups=(_group(OVERALL, outcomes, seed), *by_type),
        missing=tuple(outcome.id for outcome in outcomes if outcome.reply is None),
        inexact=tuple(outcome.id for outcome in outcomes if _has_inexact_part(outcome)),
        median_seconds=_quantile(seconds, 0.5),
        p95_seconds=_quantile(seconds, 0.95),
    )


def means(outcomes: Iterable[Outcome], seed: int = SEED) -> tuple[Mean, ...]:
    """Return the mean of each measure over the questions that it applies to, in their order.

    A measure that applies to none of them is left out.
    """
    values: dict[str, list[float]] = {}
    for outcome in outcomes:
        for score in outcome.scores:
            of_measure = values.setdefault(score.measure, [])
            if score.value is not None:
                of_measure.append(score.value)
    return tuple(mean_of(measure, each, seed) for measure, each in values.items() if each)


def _group(name: str, outcomes: Sequence[Outcome], seed: int) -> Group:
    lengths = [
        outcome.reply.words
        for outcome in outcomes
        if outcome.reply and outcome.answered and outcome.answerable and not outcome.by_items
    ]
    return Group(
        name=name,
        questions=len(outcomes),
        means=means(outcomes, seed),
        refusals=refusals(outcomes, seed),
        citations=_citations(outcomes),
        median_words=_quantile(lengths, 0.5),
    )


def _citations(outcomes: Sequence[Outcome]) -> Citations:
    every = [outcome.reply.citations for outcome in outcomes if outcome.reply]
    judged = [
        outcome.reply.citations
        for outcome in outcomes
        if outcome.reply and outcome.answered and outcome.answerable
    ]
    return Citations(
        right=sum(count.right for count in judged),
        citations=sum(count.citations for count in judged),
        supported=sum(count.right > 0 for count in judged),
        answered=len(judged),
        exact_parts=sum(count.exact_parts for count in every),
        parts=sum(count.parts for count in every),
    )


def _has_inexact_part(outcome: Outcome) -> bool:
    reply = outcome.reply
    return reply is not None and reply.citations.exact_parts < reply.citations.parts


def _quantile(values: Sequence[float], share: float) -> float | None:
    return float(np.quantile(values, share)) if values else None

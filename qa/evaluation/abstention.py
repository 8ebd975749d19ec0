"""Abstention: which share of the questions was refused, rightly and wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.evaluation.outcome import Outcome
from qa.evaluation.sampling import SEED, Mean, mean_of


@dataclass(frozen=True, slots=True)
class Refusals:
    """The shares of the unanswerable and of the answerable questions that were refused.

    Either is None where there is no such question.
    """

    unanswerable: Mean | None
    answerable: Mean | None


def refusals(outcomes: Iterable[Outcome], seed: int = SEED) -> Refusals:
    """Return the refused shares of the outcomes; a missing prediction is no refusal."""
    refused: dict[bool, list[float]] = {True: [], False: []}
    for outcome in outcomes:
        refused[outcome.answerable].append(float(outcome.refused))
    return Refusals(
        unanswerable=mean_of("unanswerable refused", refused[False], seed)
        if refused[False]
        else None,
        answerable=mean_of("answerable refused", refused[True], seed) if refused[True] else None,
    )

"""What an answer's confidence rests on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import exp

_STEEPEST = 30.0  # beyond it, a probability is 0 or 1 in every digit that is kept
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for an answer and against it.

    `verified` is the verifier's logit that the short answer, where it stands, answers the question,
    and `answerable` the reader's that the passage answers it at all; both are 0 where the structure
    answered. `relevance` is the reranker's logit of the passage. `names` counts the names of the
    question that passage, headings and title do not hold, `figures` its years, numbers and
    ordinals. `miscounted` counts those of its ordinals in whose place the passage counts the same
    by another ("the first fair" for "the fifth"). `misfit` is from 0, the answer may be the
    date or number asked for, to 1, it cannot.
    """

    verified: float
    answerable: float
    relevance: float
    names: float
    figures: float
    miscounted: float
    misfit: float


@dataclass(frozen=True, slots=True)
class Trust:
    """What each of the grounds counts for, in logits a unit, and the logit without any."""

    bias: float
    weights: Grounds


def confidence(grounds: Grounds, trust: Trust) -> float:
    """Return the probability that an answer is right: the logistic of the weighted grounds.

    Rounded, so that it prints the same everywhere.
    """
    logit = trust.bias + sum(
        getattr(grounds, each.name) * getattr(trust.weights, each.name) for each in fields(Grounds)
    )
    return round(1.0 / (1.0 + exp(-max(min(logit, _STEEPEST), -_STEEPEST))), _DIGITS)

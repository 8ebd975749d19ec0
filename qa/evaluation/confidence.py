"""Confidence: whether it ranks right answers first, and whether it means what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.outcome import Outcome

BINS = 5
_ROUNDING = 1e-4  # a coverage may have been written with four digits


@dataclass(frozen=True, slots=True)
class Judged:
    """The confidence of one reply and what became of the question.

    Confidence is that the best answer is right, also where it was not given: a refusal keeps it.
    `right` tells whether it was: false for every unanswerable question, which has no right answer,
    refused or not; None where nobody can tell, as for a refused question that has an answer, since
    a refusal does not say which answer it held back.
    """

    confidence: float
    answerable: bool
    answered: bool
    right: bool | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of similar confidence, from `low` to `high`: how sure and how often right."""

    low: float
    high: float
    n: int
    mean_confidence: float
    share_right: float


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What comes of answering with a confidence of at least `threshold`.

    `coverage` is the share of the questions that are answered, `risk` the share of wrong answers
    among these.
    """

    threshold: float
    coverage: float
    risk: float


def judged(outcomes: Iterable[Outcome]) -> tuple[Judged, ...]:
    """Return the judged replies of outcomes, in their order; one without a prediction has none.

    An answered question is right unless it counts as an error. Where its gold has neither short
    answers nor items, it is right when a citation supports it.
    """
    return tuple(
        Judged(reply.confidence, outcome.answerable, outcome.answered, is_right(outcome))
        for outcome in outcomes
        if (reply := outcome.reply) is not None
    )


def is_right(outcome: Outcome) -> bool | None:
    """Tell whether the best answer is right, as `Judged` has it."""
    if not outcome.answerable:
        return False
    if outcome.reply is None or outcome.reply.abstained:
        return None
    if outcome.reply.error is not None:
        return not outcome.reply.error
    supported = outcome.score("supported")
    return None if supported is None else supported == 1.0


def came_out_right(outcome: Outcome) -> bool:
    """Tell whether a question was answered rightly or, where it has no answer, refused."""
    return bool(is_right(outcome)) if outcome.answerable else outcome.refused


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Return the chance that a positive has more confidence than a negative, ties counting half.

    That is the area under the ROC curve (Hanley and McNeil 1982); None where either class is empty.
    """
    if not positives or not negatives:
        return None
    ordered = np.sort(np.asarray(negatives, dtype=np.float64))
    below = np.searchsorted(ordered, positives, side="left")
    not_above = np.searchsorted(ordered, positives, side="right")
    return float((below + not_above).mean()) / (2 * len(negatives))


def reliability(replies: Iterable[Judged], count: int = BINS) -> tuple[Bin, ...]:
    """Return up to `count` bins of equal mass, by rising confidence, of the replies.

    Those with `right` None are left out. Bins differ in size by one question at most, except that
    equal confidences share a bin: then there may be fewer bins. No reply gives none.
    """
    known = sorted((each.confidence, each.right) for each in replies if each.right is not None)
    bins: list[Bin] = []
    start = 0
    for number in range(1, count + 1):
        end = max(start, len(known) * number // count)
        while 0 < end < len(known) and known[end][0] == known[end - 1][0]:
            end += 1
        if end > start:
            bins.append(_bin(known[start:end]))
        start = end
    return tuple(bins)


def _bin(members: Sequence[tuple[float, bool]]) -> Bin:
    n = len(members)
    return Bin(
        low=members[0][0],
        high=members[-1][0],
        n=n,
        mean_confidence=sum(confidence for confidence, _ in members) / n,
        share_right=sum(right for _, right in members) / n,
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: the mean gap of the bins, weighted by their size.

    The gap is that between mean confidence and share of right answers (Naeini et al. 2015, here
    with bins of equal mass); None without bins.
    """
    n = sum(each.n for each in bins)
    gaps = sum(each.n * abs(each.mean_confidence - each.share_right) for each in bins)
    return gaps / n if n else None


def risk_coverage(replies: Iterable[Judged]) -> tuple[RiskPoint, ...]:
    """Return the risk at every threshold that the confidences allow, by rising coverage.

    Replies with `right` None are left out: the curve is of the others. Equal confidences are
    answered together, so that each has one point (El-Yaniv and Wiener 2010). No reply gives none.
    """
    known = sorted(
        ((each.confidence, each.right) for each in replies if each.right is not None), reverse=True
    )
    points: list[RiskPoint] = []
    wrong = 0
    for at, (confidence, right) in enumerate(known, start=1):
        wrong += not right
        if at == len(known) or known[at][0] != confidence:
            points.append(RiskPoint(confidence, at / len(known), wrong / at))
    return tuple(points)


def at_tenths(curve: Sequence[RiskPoint]) -> tuple[RiskPoint, ...]:
    """Return the points of a curve that first reach each tenth of coverage, each point once."""
    found = {
        next(each for each in curve if each.coverage >= tenth / 10 - _ROUNDING): None
        for tenth in range(1, 11)
        if curve
    }
    return tuple(found)


def area_under_risk(points: Sequence[RiskPoint]) -> float | None:
    """Return the area under a curve of rising coverage: the mean risk over all coverages.

    Each stretch of coverage has the risk of the point at its end (Geifman et al. 2019). 0 would be
    no wrong answer at all; None without points.
    """
    if not points:
        return None
    area, covered = 0.0, 0.0
    for point in points:
        area += (point.coverage - covered) * point.risk
        covered = point.coverage
    return area

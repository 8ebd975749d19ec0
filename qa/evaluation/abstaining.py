"""Abstention in figures: what the confidence of a run is worth for refusing questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.evaluation.confidence import (
    Bin,
    Judged,
    RiskPoint,
    area_under_risk,
    auroc,
    calibration_error,
    reliability,
    risk_coverage,
)
from qa.evaluation.sampling import SEED, Estimate, Mean, estimate_of, mean_of


@dataclass(frozen=True, slots=True)
class Abstaining:
    """The figures of a set of questions.

    `answerable` and `unanswerable` count the questions, `unknown` those of which nobody can tell
    whether their best answer is right: they count in `answerable_ranked` and the refusals alone.
    `right_ranked` is the AUROC of right answers to answerable questions against unanswerable
    questions, `answerable_ranked` that of all answerable questions against these. `refused` has the
    shares refused of both classes. Each figure is None where it has no questions.
    """

    name: str
    answerable: int
    unanswerable: int
    unknown: int
    right_ranked: Estimate | None
    answerable_ranked: Estimate | None
    calibration_error: Estimate | None
    area_under_risk: Estimate | None
    refused_unanswerable: Mean | None
    refused_answerable: Mean | None
    bins: tuple[Bin, ...]
    curve: tuple[RiskPoint, ...]


def abstaining(
    name: str, replies: Sequence[Judged], threshold: float = 0.0, seed: int = SEED
) -> Abstaining:
    """Return the figures of replies; refusals are those of the run and of a threshold, if any.

    Intervals are bootstrap intervals over the questions, the classes each resampled by themselves.
    That of the calibration error lies high, since a resample is less even than its sample. The same
    replies and seed give the same figures.
    """
    right = [each for each in replies if each.answerable and each.right]
    other = [each for each in replies if each.answerable and not each.right]
    trap = [each for each in replies if not each.answerable]
    known = (right, [each for each in other if each.right is False], trap)
    return Abstaining(
        name=name,
        answerable=len(right) + len(other),
        unanswerable=len(trap),
        unknown=sum(each.right is None for each in replies),
        right_ranked=estimate_of("AUROC right : unanswerable", _ranked, (right, trap), seed),
        answerable_ranked=estimate_of(
            "AUROC answerable : unanswerable", _ranked, ([*right, *other], trap), seed
        ),
        calibration_error=estimate_of("calibration error", _miscalibrated, known, seed),
        area_under_risk=estimate_of("area under risk", _risk, known, seed),
        refused_unanswerable=_refused("unanswerable refused", trap, threshold, seed),
        refused_answerable=_refused("answerable refused", [*right, *other], threshold, seed),
        bins=reliability(replies),
        curve=risk_coverage(replies),
    )


def _ranked(classes: Sequence[Sequence[Judged]]) -> float | None:
    positives, negatives = classes
    return auroc([each.confidence for each in positives], [each.confidence for each in negatives])


def _miscalibrated(classes: Sequence[Sequence[Judged]]) -> float | None:
    return calibration_error(reliability([each for members in classes for each in members]))


def _risk(classes: Sequence[Sequence[Judged]]) -> float | None:
    return area_under_risk(risk_coverage([each for members in classes for each in members]))


def _refused(name: str, members: Sequence[Judged], threshold: float, seed: int) -> Mean | None:
    refused = [float(not each.answered or each.confidence < threshold) for each in members]
    return mean_of(name, refused, seed) if refused else None

"""Certified bounds: how often the service errs at most, as questions kept apart show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.evaluation.confidence import Judged

LEVEL = 0.95
GRID = tuple(step / 20 for step in range(20))


@dataclass(frozen=True, slots=True)
class Rate:
    """`errors` of `n`, and what the true rate is at most.

    `bound` holds for this rate at this threshold alone with a confidence of 95 %; `everywhere` for
    all thresholds of a table at once.
    """

    errors: int
    n: int
    bound: float
    everywhere: float

    @property
    def observed(self) -> float | None:
        """Return errors / n, None over nothing."""
        return self.errors / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Certificate:
    """What holds when questions are answered with a confidence of at least `threshold`.

    `wrong` counts the errors among answered answerable questions, `unanswerable` the unanswerable
    questions that were answered. `answered` and `answerable` count the answerable ones. `combined`
    bounds the share of wrong answers among all answered questions, when a share of those asked
    (that of the table) is unanswerable.
    """

    threshold: float
    answered: int
    answerable: int
    wrong: Rate
    unanswerable: Rate
    combined: float


def upper_bound(errors: int, n: int, level: float = LEVEL) -> float:
    """Return the one-sided upper confidence bound of a rate, exact for a binomial count.

    It is the rate at which `errors` or fewer of `n` would come up with a chance of 1 - `level`
    (Clopper and Pearson 1934). 1 where all are errors, or where nothing was seen. Raises ValueError
    unless 0 <= errors <= n and 0 < level < 1.
    """
    if not 0 <= errors <= n:
        raise ValueError(f"{errors} of {n} is no count of errors")
    if not 0 < level < 1:
        raise ValueError(f"{level} is no confidence level between 0 and 1")
    if errors == n:
        return 1.0
    low, high = errors / n, 1.0
    while high - low > _PRECISION:
        middle = (low + high) / 2
        if _chance_of_at_most(errors, n, middle) > 1 - level:
            low = middle
        else:
            high = middle
    return high  # the outer end: never below the true bound


def lower_bound(errors: int, n: int, level: float = LEVEL) -> float:
    """Return the one-sided lower confidence bound of a rate; 0 where nothing was seen."""
    return 1.0 - upper_bound(n - errors, n, level)


_PRECISION = 1e-12


def _chance_of_at_most(errors: int, n: int, rate: float) -> float:
    """Return the chance of at most so many errors of n, each with a rate between 0 and 1."""
    if rate >= 1.0:
        return 0.0
    if rate <= 0.0:
        return 1.0
    return math.fsum(
        math.exp(
            math.lgamma(n + 1)
            - math.lgamma(k + 1)
            - math.lgamma(n - k + 1)
            + k * math.log(rate)
            + (n - k) * math.log1p(-rate)
        )
        for k in range(errors + 1)
    )


def certify(
    replies: Sequence[Judged], share: float, thresholds: Sequence[float] = GRID
) -> tuple[Certificate, ...]:
    """Return what the replies certify at each threshold, in the order of the thresholds.

    A question counts as answered when it was, with a confidence of at least the threshold; a
    threshold below that of the service changes nothing. `share`, from 0 to 1, is the share of
    unanswerable questions for which errors are combined. Answered questions of which nobody can
    tell whether they are right count as errors.

    A bound at 95 % holds for a threshold that was fixed before these replies were looked at. Who
    picks one from the table must read `everywhere`, which divides the 5 % by the number of
    thresholds (Bonferroni), or go down from the highest in a sequence fixed beforehand: see
    `lowest_certified`. The combined bound divides its 5 % among the three rates it is made of.
    Raises ValueError for a share that is none.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share between 0 and 1")
    return tuple(_certificate(replies, share, each, len(thresholds)) for each in thresholds)


def lowest_certified(certificates: Sequence[Certificate], target: float) -> Certificate | None:
    """Return the last certificate of which it and all before have a combined bound within target.

    The thresholds are to fall from the first on. Each is tested at the full 95 %, since testing
    ends at the first failure (fixed sequence: Maurer et al. 1995; for thresholds, Angelopoulos et
    al. 2021), provided that thresholds and target were fixed beforehand. None if the first fails.
    """
    reached: Certificate | None = None
    for each in certificates:
        if each.combined > target:
            break
        reached = each
    return reached


def _certificate(
    replies: Sequence[Judged], share: float, threshold: float, thresholds: int
) -> Certificate:
    given = [each for each in replies if each.answered and each.confidence >= threshold]
    answerable = sum(each.answerable for each in replies)
    unanswerable = len(replies) - answerable
    answered = sum(each.answerable for each in given)
    wrong = sum(each.answerable and not each.right for each in given)
    return Certificate(
        threshold=threshold,
        answered=answered,
        answerable=answerable,
        wrong=_rate(wrong, answered, thresholds),
        unanswerable=_rate(len(given) - answered, unanswerable, thresholds),
        combined=_combined(
            share,
            (wrong, answered),
            (len(given) - answered, unanswerable),
            (answered, answerable),
        ),
    )


def _rate(errors: int, n: int, thresholds: int) -> Rate:
    strict = 1 - (1 - LEVEL) / thresholds
    return Rate(errors, n, upper_bound(errors, n), upper_bound(errors, n, strict))


def _combined(
    share: float, wrong: tuple[int, int], fooled: tuple[int, int], answered: tuple[int, int]
) -> float:
    """Return the bound on wrong / answered over both classes, mixed in the stated share.

    It rises with the rates of wrong answers and of answered unanswerable questions, and falls with
    the share of answerable questions that is answered. With nothing answered it is 1.
    """
    level = 1 - (1 - LEVEL) / 3
    right_kind = (1 - share) * lower_bound(*answered, level)
    wrong_kind = share * upper_bound(*fooled, level)
    if right_kind + wrong_kind == 0:
        return 1.0
    return (right_kind * upper_bound(*wrong, level) + wrong_kind) / (right_kind + wrong_kind)

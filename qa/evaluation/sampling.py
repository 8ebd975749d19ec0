"""Chance: how far a mean may stray, and whether a difference may be one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

RESAMPLES = 2_000
PERMUTATIONS = 10_000
SEED = 20
_TIE = 1e-12

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over `n` questions with its 95 % interval `[low, high]`."""

    name: str
    n: int
    mean: float
    low: float
    high: float


def mean_of(name: str, values: Sequence[float], seed: int = SEED) -> Mean:
    """Return the mean of one or more values with its percentile bootstrap interval.

    The values are resampled 2,000 times; the interval depends on them, their order and the seed
    alone (Efron and Tibshirani 1993, 13.3). Raises ValueError if there are no values.
    """
    if not values:
        raise ValueError(f"{name} has no mean over no questions")
    array = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(seed).integers(len(array), size=(RESAMPLES, len(array)))
    low, high = np.quantile(array[drawn].mean(axis=1), (0.025, 0.975))
    return Mean(name, len(array), float(array.mean()), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure that is no mean, over `n` questions, with its 95 % interval `[low, high]`."""

    name: str
    n: int
    value: float
    low: float
    high: float


def estimate_of(
    name: str,
    statistic: Callable[[Sequence[Sequence[T]]], float | None],
    classes: Sequence[Sequence[T]],
    seed: int = SEED,
) -> Estimate | None:
    """Return a statistic of some classes of questions with its percentile bootstrap interval.

    Each class is resampled by itself, 2,000 times, so that its size stays; resamples for which the
    statistic is None are passed over. None where it is None for the classes as they are.
    """
    value = statistic(classes)
    if value is None:
        return None
    chance = np.random.default_rng(seed)

    def drawn(members: Sequence[T]) -> list[T]:
        count = len(members)
        return [members[at] for at in chance.integers(count, size=count)] if count else []

    found = [statistic([drawn(each) for each in classes]) for _ in range(RESAMPLES)]
    low, high = np.quantile([each for each in found if each is not None], (0.025, 0.975))
    return Estimate(name, sum(map(len, classes)), value, float(low), float(high))


def chance_of(differences: Sequence[float], seed: int = SEED) -> float:
    """Return the two-sided p-value of paired differences under random signs.

    Of 10,000 random assignments of signs, and the one observed, the share whose sum lies at least
    as far from 0: never 0, and 1 when nothing differs (Phipson and Smyth 2010).
    """
    array = np.asarray([each for each in differences if each], dtype=np.float64)
    if not array.size:
        return 1.0
    positive = np.random.default_rng(seed).random((PERMUTATIONS, array.size)) < 0.5
    sums = np.where(positive, array, -array).sum(axis=1)
    as_far = np.abs(sums) >= abs(array.sum()) - _TIE
    return float((as_far.sum() + 1) / (PERMUTATIONS + 1))

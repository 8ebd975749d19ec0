"""Comparisons: what a change did to each measure, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import GoldError
from qa.evaluation.outcome import Outcome
from qa.evaluation.sampling import SEED, chance_of


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose score on a measure differs between two runs."""

    id: str
    question: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How a measure differs between two runs over the same `n` questions.

    `before` and `after` are means; `chance` is the p-value of a paired permutation test. `better`
    and `worse` hold the questions that changed, largest change first, then in the order of the
    gold.
    """

    measure: str
    n: int
    before: float
    after: float
    chance: float
    better: tuple[Change, ...]
    worse: tuple[Change, ...]


def compare(
    before: Sequence[Outcome], after: Sequence[Outcome], seed: int = SEED
) -> tuple[Difference, ...]:
    """Compare two runs over the same gold questions, paired by id, measure by measure.

    The order is that of the measures; one that applies to no question, or that only one of the
    runs took, is left out. The same runs and seed give the same differences. Raises GoldError,
    naming a question, if the runs are not of the same questions.
    """
    pairs = _pairs(before, after)
    measures = [score.measure for score in before[0].scores] if before else []
    differences = (_difference(measure, pairs, seed) for measure in measures)
    return tuple(each for each in differences if each is not None)


def _changes(measure: str, pairs: Sequence[tuple[Outcome, Outcome]]) -> list[Change]:
    scored = ((old.id, old.question, old.score(measure), new.score(measure)) for old, new in pairs)
    return [
        Change(name, question, before, after)
        for name, question, before, after in scored
        if before is not None and after is not None
    ]


def _pairs(before: Sequence[Outcome], after: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
    later = {outcome.id: outcome for outcome in after}
    unpaired = {outcome.id for outcome in before} ^ later.keys()
    if unpaired:
        raise GoldError(
            f"{min(unpaired)!r} is in one of the two runs only; compare runs over the same gold"
        )
    return [(outcome, later[outcome.id]) for outcome in before]


def _difference(
    measure: str, pairs: Sequence[tuple[Outcome, Outcome]], seed: int
) -> Difference | None:
    every = _changes(measure, pairs)
    if not every:
        return None
    steps = [change.after - change.before for change in every]
    ranked = sorted(every, key=lambda change: -abs(change.after - change.before))
    return Difference(
        measure=measure,
        n=len(every),
        before=sum(change.before for change in every) / len(every),
        after=sum(change.after for change in every) / len(every),
        chance=chance_of(steps, seed),
        better=tuple(change for change in ranked if change.after > change.before),
        worse=tuple(change for change in ranked if change.after < change.before),
    )

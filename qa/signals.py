"""What speaks for a candidate."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a candidate; as weights, how much each counts.

    `rank` is the score of its chunk and `span` the reader's score of its answer above the score of
    no answer, in logits. `form` tells how well the answer has the type asked for, `names` and
    `figures` how much of the question's names, years and numbers it and its surroundings support,
    all from 0 to 1. `other_year` is 1 where it names years and none of them is the question's,
    `defines` where it opens with the definition of the very term whose meaning is asked for.
    """

    rank: float
    span: float
    form: float
    names: float
    figures: float
    other_year: float
    defines: float

    def total(self, weights: Signals) -> float:
        """Return the sum of the signals, each times its weight."""
        return float(sum(getattr(self, f.name) * getattr(weights, f.name) for f in fields(self)))

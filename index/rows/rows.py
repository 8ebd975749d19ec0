"""Rows: the numbers of chunks within one generation, and their ranking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]

_SLACK = 8  # rows fetched beyond k, so that a tie at the k-th place is mostly seen whole at once


class RowHit(NamedTuple):
    """The row of a chunk and its score in one list; higher is better."""

    row: int
    score: float


def best_rows(
    fetch: Callable[[int], Sequence[RowHit]], k: int, available: int
) -> tuple[RowHit, ...]:
    """Return the k best rows, score descending and row ascending where scores are equal.

    `fetch(n)` returns n of the best among `available` rows, fewer where no more match, whatever
    their order in a tie. It is called again with a larger n until the tie at the k-th place is
    whole. Returns fewer than k where fewer match.
    """
    wanted = min(k, available)
    asked = min(wanted + _SLACK, available)
    while wanted > 0:
        rows = sorted(fetch(asked), key=lambda hit: (-hit.score, hit.row))
        complete = asked == available or len(rows) < asked
        if complete or rows[-1].score < rows[wanted - 1].score:
            return tuple(rows[:wanted])
        asked = min(2 * asked, available)
    return ()

"""Rows ranked by the sum of their scores in several lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from index.rows.rows import RowHit

_FIRST = 4  # times as many rows are asked for as are wanted: the best sums are rarely all on top


class ScoredList(Protocol):
    """A list of rows with positive scores; a row that is not in it has none."""

    def best(self, n: int) -> Sequence[RowHit]:
        """Return the n best rows, best first, fewer where there are fewer."""

    def of(self, rows: Collection[int]) -> Mapping[int, float]:
        """Return the scores of those of the rows that are in the list."""


def best_sums(lists: Sequence[ScoredList], k: int, available: int) -> tuple[RowHit, ...]:
    """Return the k rows of the largest sums, score descending and row ascending in a tie.

    By the threshold algorithm (Fagin, Lotem and Naor, 2003): what is on top of no list cannot have
    more than the last of all tops together. No list is asked for more than `available` rows; where
    that leaves a doubt, the rows that were seen are ranked. Fewer than k come where fewer match.
    """
    if k < 1 or available < 1:
        return ()
    n = min(_FIRST * k, available)
    while True:
        tops = [each.best(n) for each in lists]
        sums = _sums(lists, tops, n)
        ranked = sorted(sums, key=lambda hit: (-hit.score, hit.row))
        unseen = sum(top[-1].score for top in tops if len(top) >= n)
        is_sure = len(ranked) >= k and ranked[k - 1].score > unseen
        if is_sure or n == available or not unseen:
            return tuple(ranked[:k])
        n = min(_FIRST * n, available)


def _sums(lists: Sequence[ScoredList], tops: Sequence[Sequence[RowHit]], n: int) -> list[RowHit]:
    seen = {hit.row for top in tops for hit in top}
    sums = dict.fromkeys(seen, 0.0)
    for each, top in zip(lists, tops, strict=True):
        scores = {hit.row: hit.score for hit in top}
        if len(top) >= n and len(scores) < len(seen):
            scores |= each.of(seen - scores.keys())
        for row, score in scores.items():
            sums[row] += score
    return [RowHit(row, score) for row, score in sums.items()]

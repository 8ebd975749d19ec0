"""The sum of lists is that of whole lists, however little of them is looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from index.rows.rows import RowHit
from index.rows.summed import best_sums

SCORES = st.dictionaries(st.integers(0, 60), st.integers(1, 8).map(float), max_size=60)


@dataclass
class Kept:
    """A list in memory, which counts what it was asked for."""

    scores: Mapping[int, float]
    deepest: int = field(default=0)

    def best(self, n: int) -> Sequence[RowHit]:
        self.deepest = max(self.deepest, n)
        return [RowHit(*each) for each in sorted(self.scores.items(), key=_order)[:n]]

    def of(self, rows: Collection[int]) -> Mapping[int, float]:
        return {row: self.scores[row] for row in rows if row in self.scores}


def _order(each: tuple[int, float]) -> tuple[float, int]:
    return -each[1], each[0]


@given(SCORES, SCORES, st.integers(1, 12))
def test_the_best_sums_are_those_of_the_whole_lists(
    first: dict[int, float], second: dict[int, float], k: int
) -> None:
    sums = {row: first.get(row, 0) + second.get(row, 0) for row in first.keys() | second.keys()}
    expected = [RowHit(*each) for each in sorted(sums.items(), key=_order)[:k]]
    assert list(best_sums([Kept(first), Kept(second)], k, 61)) == expected


def test_a_row_on_top_of_no_list_is_found() -> None:
    first = dict.fromkeys(range(10), 9.0) | {50: 8.0}
    second = dict.fromkeys(range(10, 20), 9.0) | {50: 8.0}
    assert best_sums([Kept(first), Kept(second)], 1, 61) == (RowHit(50, 16.0),)


def test_lists_are_looked_at_no_deeper_than_is_needed() -> None:
    lists = [Kept({row: 1000.0 - row for row in range(900)}), Kept({3: 500.0})]
    assert best_sums(lists, 2, 1000) == (RowHit(3, 1497.0), RowHit(0, 1000.0))
    assert max(each.deepest for each in lists) < 50


def test_no_list_is_asked_for_more_rows_than_there_may_be() -> None:
    lists = [Kept(dict.fromkeys(range(60), 1.0)), Kept(dict.fromkeys(range(60), 1.0))]
    assert [hit.row for hit in best_sums(lists, 3, 20)] == [0, 1, 2]
    assert max(each.deepest for each in lists) == 20


def test_nothing_is_the_sum_of_nothing() -> None:
    assert best_sums([Kept({}), Kept({})], 5, 10) == ()
    assert best_sums([Kept({1: 1.0})], 0, 10) == best_sums([Kept({1: 1.0})], 3, 0) == ()

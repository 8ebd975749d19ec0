"""Certified bounds, checked against closed forms and the binomial distribution."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from qa.evaluation.bounds import (
    GRID,
    Certificate,
    Rate,
    certify,
    lower_bound,
    lowest_certified,
    upper_bound,
)
from qa.evaluation.confidence import Judged


def right(confidence: float) -> Judged:
    return Judged(confidence, answerable=True, answered=True, right=True)


def wrong(confidence: float) -> Judged:
    return Judged(confidence, answerable=True, answered=True, right=False)


def fooled(confidence: float) -> Judged:
    return Judged(confidence, answerable=False, answered=True, right=False)


def refused(confidence: float, *, answerable: bool) -> Judged:
    return Judged(confidence, answerable, answered=False, right=None if answerable else False)


def test_no_error_of_ten_has_the_closed_form_of_its_bound() -> None:
    assert upper_bound(0, 10) == pytest.approx(1 - 0.05 ** (1 / 10), abs=1e-9)


def test_one_of_twenty_has_the_bound_of_the_tables() -> None:
    # Tables of Clopper-Pearson: one-sided 95 % upper limit for 1 of 20.
    assert upper_bound(1, 20) == pytest.approx(0.21611, abs=1e-5)


@pytest.mark.parametrize(("errors", "n"), [(0, 1), (3, 65), (17, 130), (64, 65), (400, 1000)])
def test_at_the_bound_so_few_errors_come_up_one_time_in_twenty(errors: int, n: int) -> None:
    bound = upper_bound(errors, n)
    chance = sum(math.comb(n, k) * bound**k * (1 - bound) ** (n - k) for k in range(errors + 1))
    assert chance == pytest.approx(0.05, abs=1e-6)


def test_nothing_seen_and_nothing_but_errors_bound_nothing() -> None:
    assert upper_bound(0, 0) == 1.0
    assert upper_bound(7, 7) == 1.0
    assert lower_bound(0, 0) == 0.0


def test_the_lower_bound_mirrors_the_upper_one() -> None:
    assert lower_bound(20, 20) == pytest.approx(0.05 ** (1 / 20), abs=1e-9)


def test_a_stricter_level_and_more_errors_give_a_higher_bound() -> None:
    assert upper_bound(2, 50, 0.99) > upper_bound(2, 50, 0.95)
    bounds = [upper_bound(errors, 50) for errors in range(51)]
    assert all(a < b for a, b in pairwise(bounds))


@pytest.mark.parametrize(("errors", "n", "level"), [(-1, 3, 0.95), (4, 3, 0.95), (1, 3, 1.0)])
def test_what_is_no_count_and_no_level_is_refused(errors: int, n: int, level: float) -> None:
    with pytest.raises(ValueError, match="is no"):
        upper_bound(errors, n, level)


def test_the_two_rates_are_counted_over_their_own_questions() -> None:
    replies = [
        right(0.9), right(0.8), wrong(0.7), right(0.3), refused(0.9, answerable=True),
        fooled(0.6), fooled(0.4), refused(0.95, answerable=False),
    ]  # fmt: skip
    (at_half,) = certify(replies, 0.5, (0.5,))
    assert (at_half.wrong.errors, at_half.wrong.n) == (1, 3)
    assert (at_half.unanswerable.errors, at_half.unanswerable.n) == (1, 3)
    assert (at_half.answered, at_half.answerable) == (3, 5)
    assert at_half.wrong.bound == upper_bound(1, 3)


def test_a_confidence_equal_to_the_threshold_is_answered() -> None:
    (exactly,) = certify([right(0.5)], 0.0, (0.5,))
    assert exactly.answered == 1


def test_an_answer_that_nobody_can_judge_counts_as_wrong() -> None:
    (only,) = certify([Judged(0.9, answerable=True, answered=True, right=None)], 0.0, (0.5,))
    assert only.wrong.errors == 1


def test_one_threshold_needs_no_correction_and_twenty_do() -> None:
    replies = [right(0.9)] * 30 + [fooled(0.1)] * 3
    (alone,) = certify(replies, 0.5, (0.5,))
    assert alone.wrong.everywhere == pytest.approx(alone.wrong.bound)
    among = certify(replies, 0.5, GRID)[10]
    assert among.wrong.everywhere == upper_bound(0, 30, 1 - 0.05 / 20)


def test_without_unanswerable_questions_in_use_the_combined_bound_is_that_of_the_errors() -> None:
    replies = [right(0.9)] * 20 + [fooled(0.9)] * 20
    (only,) = certify(replies, 0.0, (0.5,))
    assert only.combined == upper_bound(0, 20, 1 - 0.05 / 3)


def test_the_combined_bound_mixes_both_rates_in_the_stated_share() -> None:
    replies = [right(0.9)] * 40 + [fooled(0.9)] + [refused(0.1, answerable=False)] * 39
    (only,) = certify(replies, 0.25, (0.5,))
    level = 1 - 0.05 / 3
    asked, unasked = 0.75 * lower_bound(40, 40, level), 0.25 * upper_bound(1, 40, level)
    expected = (asked * upper_bound(0, 40, level) + unasked) / (asked + unasked)
    assert only.combined == pytest.approx(expected)


def test_where_nothing_is_answered_nothing_is_certified() -> None:
    (only,) = certify([refused(0.1, answerable=True)], 0.0, (0.5,))
    assert only.combined == 1.0
    assert only.wrong.observed is None


def test_a_share_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        certify([], 1.5)


def _combined(threshold: float, bound: float) -> Certificate:
    none = Rate(0, 1, bound, bound)
    return Certificate(threshold, 1, 1, none, none, bound)


def test_the_sequence_ends_at_its_first_failure() -> None:
    falling = [_combined(0.9, 0.05), _combined(0.8, 0.09), _combined(0.7, 0.2), _combined(0.6, 0.1)]
    reached = lowest_certified(falling, 0.1)
    assert reached is not None
    assert reached.threshold == 0.8


def test_a_sequence_that_fails_at_once_certifies_nothing() -> None:
    assert lowest_certified([_combined(0.9, 0.3)], 0.1) is None

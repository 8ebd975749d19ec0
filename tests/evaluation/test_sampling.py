import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.sampling import Mean, chance_of, mean_of


def test_the_interval_of_equal_values_is_the_value() -> None:
    assert mean_of("m", [0.5] * 4) == Mean("m", 4, 0.5, 0.5, 0.5)


def test_one_value_is_its_own_interval() -> None:
    assert mean_of("m", [0.25]) == Mean("m", 1, 0.25, 0.25, 0.25)


def test_the_interval_of_a_fair_coin_is_that_of_the_binomial_distribution() -> None:
    # 100 tosses: 0.5 ± 1.96 * sqrt(0.25 / 100) = 0.5 ± 0.098
    mean = mean_of("m", [0.0, 1.0] * 50)
    assert (mean.low, mean.high) == pytest.approx((0.402, 0.598), abs=0.02)


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.0, 0.3, 1.0, 0.9]
    assert mean_of("m", values) == mean_of("m", values)


def test_another_seed_draws_other_samples() -> None:
    values = [number / 97 for number in range(97)]
    assert mean_of("m", values, seed=1) != mean_of("m", values, seed=2)


def test_no_values_have_no_mean() -> None:
    with pytest.raises(ValueError, match="m has no mean over no questions"):
        mean_of("m", [])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_an_interval_lies_between_the_least_and_the_largest_value(values: list[float]) -> None:
    mean = mean_of("m", values)
    tiny = 1e-12
    assert min(values) - tiny <= mean.low <= mean.high <= max(values) + tiny


def test_nothing_that_differs_is_certainly_chance() -> None:
    assert chance_of([0.0, 0.0]) == 1.0
    assert chance_of([]) == 1.0


def test_one_difference_may_always_be_chance() -> None:
    assert chance_of([1.0]) == 1.0


def test_five_gains_and_no_loss_are_as_likely_as_five_equal_tosses() -> None:
    # 2 of 2 ** 5 = 32 assignments of signs lie as far from 0
    assert chance_of([1.0] * 5) == pytest.approx(2 / 32, abs=0.01)


def test_gains_and_losses_that_cancel_are_chance() -> None:
    assert chance_of([1.0, -1.0, 0.5, -0.5]) == 1.0


def test_ties_that_rounding_parts_still_count_as_ties() -> None:
    assert chance_of([0.1, 0.2, -0.3]) == 1.0


def test_many_gains_and_no_loss_are_hardly_chance() -> None:
    assert chance_of([0.1] * 40) == pytest.approx(1 / 10_001)

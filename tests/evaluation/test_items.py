import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.items import ItemScore, item_score, largest_matching

POLICE = ["National Police Agency", "NPA"]
FINANCE = ["Ministry of Finance"]


def test_every_element_listed_once_is_a_perfect_score() -> None:
    score = item_score(["the NPA", "Ministry of Finance"], [POLICE, FINANCE])
    assert score == ItemScore(matched=2, items=2, elements=2)
    assert (score.recall, score.precision, score.f1) == (1.0, 1.0, 1.0)


def test_the_figures_by_hand() -> None:
    score = item_score(["NPA", "Coast Guard", "Cabinet"], [POLICE, FINANCE])
    assert (score.recall, score.precision) == (1 / 2, 1 / 3)
    assert score.f1 == pytest.approx(2 * (1 / 2) * (1 / 3) / (1 / 2 + 1 / 3))


def test_an_item_that_names_two_elements_accounts_for_one() -> None:
    score = item_score(["National Police Agency and Ministry of Finance"], [POLICE, FINANCE])
    assert score == ItemScore(matched=1, items=1, elements=2)


def test_an_element_listed_twice_is_matched_once() -> None:
    assert item_score(["NPA", "National Police Agency"], [POLICE]).precision == 0.5


def test_an_item_gives_way_to_one_that_fits_nowhere_else() -> None:
    both, police_only = "NPA and Ministry of Finance", "NPA"
    assert item_score([both, police_only], [POLICE, FINANCE]).matched == 2


def test_an_item_must_hold_the_whole_wording() -> None:
    assert item_score(["Ministry of"], [FINANCE]).matched == 0


def test_an_item_of_90_words_matches() -> None:
    assert item_score(["x " * 87 + "Ministry of Finance"], [FINANCE]).matched == 1


def test_an_item_of_91_words_matches_nothing() -> None:
    assert item_score(["x " * 88 + "Ministry of Finance"], [FINANCE]).matched == 0


def test_a_long_item_still_counts_as_an_item() -> None:
    score = item_score(["x " * 91, "Ministry of Finance"], [FINANCE])
    assert score.precision == 0.5


def test_the_length_allowed_can_be_smaller() -> None:
    assert item_score(["x " * 12 + "Ministry of Finance"], [FINANCE], max_words=15).matched == 1
    assert item_score(["x " * 13 + "Ministry of Finance"], [FINANCE], max_words=15).matched == 0


def test_no_items_score_nothing() -> None:
    score = item_score([], [FINANCE])
    assert (score.recall, score.precision, score.f1) == (0.0, 0.0, 0.0)


def test_no_elements_score_nothing() -> None:
    score = item_score(["NPA"], [])
    assert (score.recall, score.precision, score.f1) == (0.0, 0.0, 0.0)


def test_a_chain_of_moves_finds_the_largest_matching() -> None:
    assert largest_matching([[0, 1], [1, 2], [2, 3], [0], [1]]) == 4


candidates = st.lists(st.lists(st.integers(0, 4), max_size=4, unique=True), max_size=5)


@given(candidates)
def test_no_assignment_is_larger_than_the_largest_matching(choices: list[list[int]]) -> None:
    every = itertools.product(*([None, *each] for each in choices))
    taken = ([partner for partner in each if partner is not None] for each in every)
    best = max(len(each) for each in taken if len(set(each)) == len(each))
    assert largest_matching(choices) == best

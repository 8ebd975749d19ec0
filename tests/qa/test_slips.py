import pytest

from qa.correcting.slips import one_slip_away, unlikeliness


@pytest.mark.parametrize("slip", ["tax", "axi", "taxii", "taxo", "txai", "rtaxi"])
def test_one_slip_leaves_out_puts_in_replaces_or_swaps(slip: str) -> None:
    assert slip in one_slip_away("taxi")


@pytest.mark.parametrize("other", ["taxi", "ta", "atix", "taxied"])
def test_a_word_itself_and_two_slips_are_not_one(other: str) -> None:
    assert other not in one_slip_away("taxi")


def test_equal_words_cost_nothing() -> None:
    assert unlikeliness("harbour", "harbour") == 0
    assert unlikeliness("", "") == 0


@pytest.mark.parametrize("typed", ["habour", "harrbour", "hrabour", "hatbour"])
def test_what_fingers_do_is_likelier_than_another_letter(typed: str) -> None:
    assert unlikeliness(typed, "harbour") < unlikeliness("haxbour", "harbour")


def test_the_first_letter_is_rarely_wrong() -> None:
    assert unlikeliness("jarbour", "harbour") > unlikeliness("harboir", "harbour")


def test_two_slips_cost_more_than_one() -> None:
    assert unlikeliness("hrabuor", "harbour") == 2 * unlikeliness("hrabour", "harbour")

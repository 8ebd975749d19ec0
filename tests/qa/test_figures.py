import pytest

from qa.analysis.figures import number_words, numbers, ordinals, years, years_covered


@pytest.mark.parametrize(
    "text", ["12,1998", "1998.5", "$1998", "1998%", "A1998", "19985", "998", "2100", "1990s"]
)
def test_what_is_no_year_is_not_taken_for_one(text: str) -> None:
    assert years(text) == ()


def test_years_come_in_order_without_repeats() -> None:
    assert years("In 2004, as in 1998 (and in 2004)") == ("2004", "1998")


def test_a_range_covers_its_years() -> None:
    assert years_covered("2014-16") == {"2014", "2015", "2016"}


def test_a_range_that_runs_backwards_covers_what_it_names() -> None:
    assert years_covered("from 2016 to 2014") == {"2014", "2016"}


def test_a_range_of_centuries_covers_what_it_names() -> None:
    assert years_covered("from 1000 to 2000") == {"1000", "2000"}


def test_a_decade_covers_ten_years() -> None:
    assert years_covered("the 1990s") == {str(year) for year in range(1990, 2000)}


def test_numbers_lose_their_commas_and_ordinal_endings() -> None:
    assert numbers("2,370.5 and 4th of 12, or 1,2") == ("2370.5", "4", "12")


def test_a_number_within_a_word_is_none() -> None:
    assert numbers("G20 3x 5G") == ()


def test_number_words_are_read_in_either_case() -> None:
    assert number_words("Third of Twelve") == ("3", "12")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The fourth and the 13th council", {(4, ""), (13, "council")}),
        ("the Twentieth year of the 21st century", {(20, "year"), (21, "centuri")}),
        ("four councils of 13 members", set()),
        ("4ths and xth, 1,234th", set()),
        ("It was the fifth.", {(5, "")}),
    ],
)
def test_ordinals_are_read_with_what_they_count(text: str, found: set[tuple[int, str]]) -> None:
    assert ordinals(text) == found

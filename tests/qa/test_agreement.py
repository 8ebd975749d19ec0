import time

import pytest

from qa.analysis.agreement import Shares, agreement
from qa.analysis.asked import asked

WEIR = "The weir was built in 1921 by Ana Reyes."


def test_a_passage_supports_the_words_that_it_holds_by_stem() -> None:
    found = agreement(asked("who organised building the weirs"), "The build was organized.", "")
    assert found.text.terms == pytest.approx(2 / 3)


def test_surroundings_add_their_support() -> None:
    question = asked("Was the weir on the Orla built in 1921?")
    found = agreement(question, WEIR, "Works on the Orla")
    assert (found.text.names, found.around.names) == (0.0, 1.0)


def test_surroundings_never_take_support_away() -> None:
    question = asked("Was the weir built in 1921?")
    found = agreement(question, WEIR, "Nets of 1999")
    assert found.around.years == 1.0


def test_a_question_without_years_numbers_and_names_has_nothing_unsupported() -> None:
    found = agreement(asked("is it deep"), WEIR, "")
    assert found.text == Shares(years=1.0, numbers=1.0, names=1.0, terms=0.0)


def test_an_empty_question_agrees_with_everything() -> None:
    assert agreement(asked(""), "", "").text == Shares(1.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize("text", ["From 2,370 nets", "from 2370 nets"])
def test_numbers_agree_with_and_without_commas(text: str) -> None:
    assert agreement(asked("Who owned 2,370 nets?"), text, "").text.numbers == 1.0


def test_an_ordinal_in_digits_agrees_with_its_word() -> None:
    assert agreement(asked("Was the 4th charter signed?"), "the fourth one", "").text.numbers == 1.0


def test_another_number_gives_no_support() -> None:
    question = asked("When was the Fourth Charter signed?")
    assert agreement(question, "The Fifth Charter was signed.", "").text.numbers == 0.0


def test_part_of_a_number_gives_no_support() -> None:
    assert (
        agreement(asked("Who owned 37 nets?"), "2,370 nets and 3.37 lines", "").text.numbers == 0.0
    )


def test_a_name_needs_all_its_words_in_any_order() -> None:
    question = asked("What did Ana Reyes build?")
    assert agreement(question, "Reyes, Ana", "").text.names == 1.0
    assert agreement(question, "Ana Silva", "").text.names == 0.0


def test_initials_agree_with_the_words_they_stand_for() -> None:
    question = asked("When did the BFC meet?")
    assert agreement(question, "the Bureau of Fisheries and Coasts met", "").text.names == 1.0
    assert agreement(question, "the bureau of fisheries and coasts met", "").text.names == 0.0


def test_a_passage_that_names_other_years_alone_is_of_another_year() -> None:
    question = asked("How deep was the weir in 1998?")
    assert agreement(question, "In 1921 it was shallow.", "1998").other_year
    assert not agreement(question, "From 1921 to 1998 it was shallow.", "").other_year
    assert not agreement(question, "It was shallow.", "1921").other_year


@pytest.mark.parametrize("text", ["1995-2001", "1997–99", "from 1995 to 2001", "the 1990s"])
def test_a_range_or_decade_covers_the_years_within(text: str) -> None:
    found = agreement(asked("How deep was it in 1998?"), f"In {text} it was shallow.", "")
    assert (found.text.years, found.other_year) == (1.0, False)


def test_a_question_without_a_year_has_no_other_year() -> None:
    assert not agreement(asked("How deep was the weir?"), WEIR, "").other_year


def test_weights_decide_what_a_term_counts_for() -> None:
    found = agreement(
        asked("is the weir deep"), WEIR, "", weight={"weir": 3.0, "deep": 1.0}.__getitem__
    )
    assert found.text.terms == 0.75


def test_terms_without_weight_leave_nothing_unsupported() -> None:
    assert agreement(asked("is it deep"), WEIR, "", weight=lambda _: 0.0).text.terms == 1.0


@pytest.mark.parametrize("piece", ["A", "A ", "1,", "1995-", "a'", "a1"])
def test_a_hostile_passage_is_compared_in_little_time(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    begin = time.process_time()
    agreement(asked("Was the weir on the Orla built in 1921?"), text, text)
    assert time.process_time() - begin < 1.0

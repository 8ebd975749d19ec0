import string

from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.normalise import contains, first_words, normalised, word_count, words


def test_case_punctuation_and_articles_make_no_difference() -> None:
    assert normalised("The  Coast-Guard's (a) *ship*,\nan OLD one.") == "coast guard s ship old one"


def test_a_comma_or_point_between_digits_vanishes() -> None:
    assert normalised("2,370 and 1.234.567") == normalised("2370 and 1234567")


def test_a_comma_that_is_not_between_digits_parts_words() -> None:
    assert words("in 1995, 1996,x") == ["in", "1995", "1996", "x"]


def test_a_currency_sign_and_a_backslash_are_dropped() -> None:
    assert normalised(r"\$15.1 million") == "151 million"


def test_an_underscore_and_a_typographic_quote_are_punctuation() -> None:
    assert words("snake_case “quoted”") == ["snake", "case", "quoted"]


def test_a_combining_accent_stays_within_its_word() -> None:
    assert words("cafe\u0301 ouvert") == ["cafe\u0301", "ouvert"]


def test_a_text_of_punctuation_has_no_words() -> None:
    assert normalised(" -- *** $ ") == ""


def test_an_empty_text_has_no_words() -> None:
    assert words("") == []


def test_a_number_is_not_found_within_a_longer_one() -> None:
    assert not contains("all 64 of them", "6")


def test_a_wording_is_found_across_case_and_punctuation() -> None:
    assert contains("set up on September 19, 1995.", "september 19 1995")


def test_the_words_of_a_wording_must_follow_one_another() -> None:
    assert not contains("Ministry of Health and Finance", "Ministry of Finance")


def test_an_article_within_a_wording_may_be_left_out() -> None:
    assert contains("chaired by Prime Minister", "by the Prime Minister")


def test_a_wording_without_words_is_found_nowhere() -> None:
    assert not contains("anything", "***")


def test_nothing_is_found_in_an_empty_text() -> None:
    assert not contains("", "word")


def test_the_first_words_are_kept_as_they_are() -> None:
    assert first_words(" One,\ntwo  (three) four", 3) == "One, two (three)"


def test_a_short_text_has_all_its_words_among_the_first() -> None:
    assert first_words("one two", 5) == "one two"


def test_words_are_counted_between_white_space() -> None:
    assert word_count(" a-b  c\n— d ") == 4


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once


@given(st.text(), st.text(alphabet=string.ascii_letters, min_size=4), st.text())
def test_a_word_set_between_spaces_is_found(before: str, word: str, after: str) -> None:
    assert contains(f"{before} {word} {after}", word)

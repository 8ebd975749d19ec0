import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Answer, AnswerKind
from qa.evaluation.shortanswer import containment, exact_match, shown, token_f1
from tests.evaluation_helpers import answered, citation, listed


def test_a_text_that_holds_one_variant_contains_the_answer() -> None:
    variants = ["19 September 1995", "September 1995"]
    assert containment(answered("Established in September, 1995."), variants) == 1.0


def test_a_text_that_holds_no_variant_does_not_contain_the_answer() -> None:
    assert containment(answered("All 64 items."), ["6", "4"]) == 0.0


def test_the_fiftieth_word_is_the_last_that_counts() -> None:
    assert containment(answered("x " * 49 + "1995"), ["1995"]) == 1.0
    assert containment(answered("x " * 50 + "1995"), ["1995"]) == 0.0


def test_an_answer_that_runs_past_the_fiftieth_word_is_not_contained() -> None:
    assert containment(answered("x " * 49 + "September 1995"), ["September 1995"]) == 0.0


def test_the_short_answer_does_not_stand_in_for_the_text() -> None:
    assert containment(answered("A row.", short="2,370"), ["2370"]) == 0.0


def test_the_cell_of_a_table_may_hold_the_answer() -> None:
    answer = answered("A row.", short="2,370")
    assert containment(answer, ["2370"], cell_counts=True) == 1.0


def test_the_row_of_a_table_may_hold_the_answer() -> None:
    answer = answered("Passengers 2,159 1,915 2,370", short="1,915")
    assert containment(answer, ["2,370"], cell_counts=True) == 1.0


def test_a_cell_counts_with_its_first_50_words() -> None:
    answer = answered("A row.", short="x " * 50 + "2,370")
    assert containment(answer, ["2,370"], cell_counts=True) == 0.0


def test_a_refusal_contains_nothing() -> None:
    assert containment(Answer(AnswerKind.NOT_FOUND), ["1995"]) == 0.0


def test_the_items_are_shown_where_there_is_no_text() -> None:
    assert shown(listed("First item.", "Second item.")) == "First item. Second item."


def test_the_text_is_shown_where_there_is_one() -> None:
    assert shown(answered("The text.")) == "The text."


def test_token_f1_by_hand() -> None:
    # given: set up in september 1995 (5), wanted: september 1995 (2), common 2: P 2/5, R 1
    assert token_f1("set up in September 1995", ["September 1995"]) == pytest.approx(4 / 7)


def test_token_f1_takes_the_variant_that_does_best() -> None:
    assert token_f1("September 1995", ["in the year 1995", "September 1995"]) == 1.0


def test_token_f1_counts_a_repeated_word_as_often_as_it_occurs() -> None:
    # given: no no (2), wanted: no (1), common 1: P 1/2, R 1
    assert token_f1("no no", ["no"]) == pytest.approx(2 / 3)


def test_token_f1_drops_articles_and_punctuation() -> None:
    assert token_f1(r"the \$15.1 million", ["$15.1 million"]) == 1.0


@pytest.mark.parametrize("given_answer", ["", "the", "***"])
def test_an_answer_without_words_scores_nothing(given_answer: str) -> None:
    assert token_f1(given_answer, ["1995"]) == 0.0
    assert exact_match(given_answer, ["1995", "the"]) == 0.0


def test_an_answer_without_a_common_word_scores_nothing() -> None:
    assert token_f1("1996", ["1995"]) == 0.0


def test_an_exact_match_ignores_case_articles_and_digit_grouping() -> None:
    assert exact_match("The 2,370 Passengers.", ["1", "2370 passengers"]) == 1.0


def test_an_answer_with_one_word_more_is_no_exact_match() -> None:
    assert exact_match("in September 1995", ["September 1995"]) == 0.0


texts = st.lists(st.sampled_from(["one", "two", "three", "the", "-", "6", "64"])).map(" ".join)


@given(texts, texts)
def test_token_f1_is_symmetric_and_between_0_and_1(left: str, right: str) -> None:
    assert token_f1(left, [right]) == token_f1(right, [left])
    assert 0.0 <= token_f1(left, [right]) <= 1.0


@given(texts, st.lists(texts))
def test_an_exact_match_has_a_token_f1_of_1(given_answer: str, variants: list[str]) -> None:
    assert exact_match(given_answer, variants) <= token_f1(given_answer, variants)


@given(texts.map(lambda text: f"w {text}"))
def test_a_short_text_contains_itself(text: str) -> None:
    answer = answered(text, cited=[citation("w")])
    assert containment(answer, [text]) == float(len(text.split()) <= 50)

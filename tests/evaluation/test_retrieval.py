import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.gold import Evidence
from qa.evaluation.retrieval import covering_rank, recall_at, reciprocal_rank
from tests.evaluation_helpers import gold_question, passage

TEN = "one two three four five six seven eight nine ten"


def rank_of(quote: str, *texts: str) -> int | None:
    return covering_rank(Evidence("doc", quote, ""), [passage(text) for text in texts])


def test_a_passage_that_holds_the_quote_covers_it() -> None:
    assert rank_of(TEN, "something else", f"Before {TEN}, after.") == 2


def test_eight_words_of_ten_cover_a_quote() -> None:
    assert rank_of(TEN, "one two three four five six seven eight no no") == 1


def test_seven_words_of_ten_do_not_cover_a_quote() -> None:
    assert rank_of(TEN, "one two three four five six seven no no no") is None


def test_a_run_of_four_words_counts_for_nothing() -> None:
    assert rank_of(TEN, "one two three four x five six seven eight x nine ten") is None


def test_two_runs_of_five_words_cover_a_quote_of_ten() -> None:
    assert rank_of(TEN, "six seven eight nine ten. And one two three four five.") == 1


def test_different_passages_cover_different_words() -> None:
    assert rank_of(TEN, "one two three four five", "six seven eight nine ten") == 2


def test_a_run_does_not_continue_from_one_passage_to_the_next() -> None:
    assert rank_of("one two three four five", "one two three", "four five") is None


def test_words_in_another_order_cover_nothing() -> None:
    assert rank_of("one two three four five", "five four three two one") is None


def test_a_short_quote_must_stand_whole() -> None:
    assert rank_of("9 December 2004", "On 9 December 2004.") == 1
    assert rank_of("9 December 2004", "On 9 December.") is None


def test_a_short_quote_is_not_found_within_a_longer_number() -> None:
    assert rank_of("2004", "in 12004") is None


def test_a_repeated_word_of_the_quote_counts_each_time() -> None:
    quote = "no no no no no yes"
    assert rank_of(quote, "no no no no no") == 1
    assert rank_of("no no no no no yes yes", "no no no no no") is None


def test_a_passage_of_another_document_covers_nothing() -> None:
    evidence = Evidence("doc", TEN, "")
    assert covering_rank(evidence, [passage(TEN, document="other")]) is None


def test_only_the_first_200_words_of_a_passage_count() -> None:
    assert rank_of(TEN, "x " * 190 + TEN) == 1
    assert rank_of(TEN, "x " * 195 + TEN) is None
    assert rank_of(TEN, "x " * 290 + TEN) is None


def test_nothing_is_covered_without_passages() -> None:
    assert rank_of(TEN) is None


def test_recall_counts_any_one_quote_where_each_is_enough() -> None:
    question = gold_question(evidence=[("doc", TEN), ("doc", "nowhere to be found")])
    assert recall_at(1, question, [passage(TEN)]) == 1.0


@pytest.mark.parametrize("type", ["list", "aggregate", "crossdoc"])
def test_recall_is_the_share_of_the_quotes_where_all_are_wanted(type: str) -> None:
    question = gold_question(type=type, evidence=[("doc", TEN), ("other", "somewhere else")])
    passages = [passage(TEN), passage("x"), passage("Somewhere else.", document="other")]
    assert [recall_at(k, question, passages) for k in (1, 2, 3)] == [0.5, 0.5, 1.0]


def test_recall_looks_no_further_than_k() -> None:
    passages = [passage("x"), passage(TEN)]
    question = gold_question(evidence=[("doc", TEN)])
    assert (recall_at(1, question, passages), recall_at(2, question, passages)) == (0.0, 1.0)


def test_the_reciprocal_rank_is_of_the_first_quote_covered() -> None:
    question = gold_question(type="list", evidence=[("doc", TEN), ("doc", "somewhere else")])
    passages = [passage("x"), passage("somewhere else"), passage(TEN)]
    assert reciprocal_rank(question, passages) == 0.5


def test_the_reciprocal_rank_is_0_when_nothing_is_covered() -> None:
    assert reciprocal_rank(gold_question(), [passage("x")]) == 0.0


def test_the_reciprocal_rank_ends_at_the_tenth_passage() -> None:
    question = gold_question(evidence=[("doc", TEN)])
    others = [passage("x")] * 9
    assert reciprocal_rank(question, [*others, passage(TEN)]) == 0.1
    assert reciprocal_rank(question, [*others, passage("x"), passage(TEN)]) == 0.0


sentences = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=30).map(" ".join)


@given(st.lists(sentences.map(lambda text: f"w {text}"), min_size=1), st.lists(sentences))
def test_recall_never_falls_as_k_grows(quotes: list[str], texts: list[str]) -> None:
    question = gold_question(type="list", evidence=[("doc", quote) for quote in quotes])
    passages = [passage(text) for text in texts]
    recalls = [recall_at(k, question, passages) for k in range(len(texts) + 1)]
    assert recalls == sorted(recalls)
    assert 0.0 <= recalls[0] <= recalls[-1] <= 1.0


@given(sentences.map(lambda text: f"w {text}"), sentences, sentences)
def test_a_passage_around_the_quote_always_covers_it(quote: str, left: str, right: str) -> None:
    assert rank_of(quote, f"{left} {quote} {right}") == 1

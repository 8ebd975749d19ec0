from dataclasses import replace

import pytest

from qa.answer import Context, NearPassage, Reading
from qa.cited import shown_citations
from qa.evaluation.citations import (
    CitationCount,
    citation_count,
    is_right,
    supporting_citations,
)
from tests.evaluation_helpers import (
    REFUSAL,
    answered,
    citation,
    gold_question,
    listed,
    unanswerable,
)

QUOTE = "The Headquarters was established in September 1995, with a chief."
QUESTION = gold_question(answers=["September 1995"], evidence=[("doc", QUOTE)])


def test_a_quote_that_contains_the_gold_quote_is_right() -> None:
    assert is_right(citation(f"Before. {QUOTE} After."), QUESTION)


def test_a_quote_within_the_gold_quote_that_holds_the_answer_is_right() -> None:
    assert is_right(citation("established in September 1995"), QUESTION)


def test_a_quote_within_the_gold_quote_without_the_answer_is_wrong() -> None:
    assert not is_right(citation("The Headquarters was established"), QUESTION)


def test_a_quote_elsewhere_that_holds_the_answer_is_wrong() -> None:
    assert not is_right(citation("They met in September 1995."), QUESTION)


def test_a_quote_that_only_overlaps_the_gold_quote_is_wrong() -> None:
    assert not is_right(citation("the new one established in September 1995"), QUESTION)


def test_the_right_quote_from_another_document_is_wrong() -> None:
    assert not is_right(citation(QUOTE, document="other"), QUESTION)


def test_a_quote_of_120_words_can_be_right() -> None:
    filling = "x " * (120 - len(QUOTE.split()))
    assert is_right(citation(filling + QUOTE), QUESTION)


def test_a_quote_of_121_words_is_wrong() -> None:
    filling = "x " * (121 - len(QUOTE.split()))
    assert not is_right(citation(filling + QUOTE), QUESTION)


def test_a_quote_of_punctuation_is_wrong() -> None:
    assert not is_right(citation(", "), gold_question(evidence=[("doc", QUOTE)]))


def test_the_parts_of_a_citation_are_compared_as_one_quote() -> None:
    halves = ("The Headquarters was established", "in September 1995, with a chief.")
    assert is_right(citation(*halves), QUESTION)


def test_any_gold_quote_of_the_document_makes_a_citation_right() -> None:
    question = gold_question(answers=["1995"], evidence=[("other", "In 1995."), ("doc", QUOTE)])
    assert is_right(citation(QUOTE), question)


def test_a_wording_of_any_item_makes_a_quote_within_the_gold_quote_right() -> None:
    question = gold_question(
        type="list", items=[["police"], ["customs"]], evidence=[("doc", "police and customs")]
    )
    assert is_right(citation("customs"), question)
    assert not is_right(citation("and"), question)


def test_lying_within_the_gold_quote_is_enough_where_no_wording_is_known() -> None:
    assert is_right(citation("was established"), gold_question(evidence=[("doc", QUOTE)]))


def test_no_citation_is_right_for_an_unanswerable_question() -> None:
    assert not is_right(citation(QUOTE), unanswerable())


def test_right_citations_are_counted_among_all() -> None:
    answer = answered(cited=[citation(QUOTE), citation("Elsewhere.", start=500)])
    count = citation_count(answer, QUESTION, {})
    assert (count.right, count.citations) == (1, 2)


def test_a_place_cited_by_the_answer_and_by_an_item_counts_once() -> None:
    answer = listed("police", "customs")
    assert supporting_citations(answer) == answer.citations


def test_an_item_cited_elsewhere_than_the_answer_counts() -> None:
    answer = replace(listed("police"), citations=(citation("All items.", start=50),))
    assert len(supporting_citations(answer)) == 2


def test_context_claims_no_support_but_is_shown() -> None:
    heading = citation("Heading", start=900)
    answer = replace(answered(), context=(Context("Heading", heading),))
    assert heading not in supporting_citations(answer)
    assert heading in shown_citations(answer)


def test_every_kind_of_citation_is_shown() -> None:
    first, second = citation("Near", start=1), citation("Other", start=2)
    answer = replace(
        listed("police"),
        nearest=(NearPassage("Near", first),),
        readings=(Reading("", "", "Other", (second,)),),
    )
    item = answer.items[0].citation
    assert shown_citations(answer) == (item, item, first, second)


@pytest.mark.parametrize(
    ("text", "exact"), [("ab cd ef", 2), ("ab cd eg", 1), (" ab cd ef", 0), ("", 0)]
)
def test_every_part_is_held_against_its_slice(text: str, exact: int) -> None:
    answer = answered("ab ef", cited=[replace(citation("ab", "cd"), document="doc")])
    parts = (answer.citations[0].parts[0], citation("ef", start=6).parts[0])
    answer = replace(answer, citations=(replace(answer.citations[0], parts=parts),))
    count = citation_count(answer, QUESTION, {"doc": text})
    assert (count.parts, count.exact_parts) == (2, exact)


def test_a_part_in_an_unknown_document_is_not_exact() -> None:
    assert citation_count(answered("ab"), QUESTION, {"other": "ab"}).exact_parts == 0


def test_a_refusal_has_no_supporting_citations() -> None:
    near = replace(REFUSAL, nearest=(NearPassage("ab", citation("ab")),))
    assert citation_count(near, QUESTION, {"doc": "ab"}) == CitationCount(0, 0, 1, 1)

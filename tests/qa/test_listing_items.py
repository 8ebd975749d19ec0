"""Questions about the items of a list: one of them, their number, what is among them."""

import time

import pytest

from qa.answer import Answer, AnswerKind
from qa.listing.item_questions import ItemQuestionKind, item_question, plural
from qa.question import Question
from qa.service import AnswerService
from tests.qa_helpers import BY_OVERLAP, Marks, SharedWords, Shelf, citations_in, parsed

TOLL = """\
# Toll Bridge Charter

## Objectives

The objectives of the toll bridge charter are:

- (a) to keep the bridge open in winter;
- (b) to lower the toll of carts, that is
  - (i) of hay carts, and
  - (ii) of salt carts; and
- (c) to pay the bridge wardens.

## Crossings

The toll bridge carries forty carts a day. Its wardens are elected by the parish.
"""
PARSED = parsed(TOLL)


def ask(question: str, marks: dict[str, float] | None = None) -> Answer:
    reader = Marks(marks or {"to lower the toll": 5.0})
    return AnswerService(Shelf(PARSED), SharedWords(), reader, BY_OVERLAP).ask(Question(question))


def items(answer: Answer) -> list[str]:
    return [item.text for item in answer.items]


OBJECTIVES = [
    "to keep the bridge open in winter",
    "to lower the toll of carts, that is",
    "to pay the bridge wardens",
]


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ("first", OBJECTIVES[0]),
        ("1st", OBJECTIVES[0]),
        ("third", OBJECTIVES[2]),
        ("last", OBJECTIVES[2]),
        ("final", OBJECTIVES[2]),
    ],
)
def test_an_item_is_answered_by_its_place(place: str, answer: str) -> None:
    found = ask(f"What is the {place} objective of the toll bridge charter?")
    assert (found.kind, found.answer, found.items) == (AnswerKind.SPAN, answer, ())


def test_an_item_comes_with_its_label_and_what_is_nested_in_it() -> None:
    found = ask("What is the second objective of the toll bridge charter?")
    assert found.text == (
        "(b) to lower the toll of carts, that is (i) of hay carts, and (ii) of salt carts; and"
    )


def test_an_item_is_led_in_as_in_its_list_and_cited_alone() -> None:
    found = ask("What does the third objective of the toll bridge charter say?")
    assert [each.text for each in found.context] == [
        "The objectives of the toll bridge charter are:"
    ]
    assert [each.quote for each in found.citations] == ["(c) to pay the bridge wardens."]


def test_the_short_answer_of_an_item_stands_where_it_says() -> None:
    found = ask("What is the third objective of the toll bridge charter?")
    assert [TOLL[part.start : part.end] for part in found.answer_parts] == [found.answer]


def test_a_place_beyond_the_last_item_is_missing_and_all_items_are_shown() -> None:
    found = ask("What is the fifth objective of the toll bridge charter?")
    assert (found.kind, found.missing) == (AnswerKind.LIST, "fifth objective")
    assert items(found) == OBJECTIVES


def test_a_count_is_answered_by_all_items_with_the_lead_in_cited_first() -> None:
    found = ask("How many objectives does the toll bridge charter have?")
    assert items(found) == OBJECTIVES
    assert found.citations[0].quote == "The objectives of the toll bridge charter are:"


def test_a_number_that_the_text_tells_answers_a_count() -> None:
    found = ask("How many carts does the toll bridge carry a day?", {"forty": 5.0})
    assert (found.kind, found.answer) == (AnswerKind.SPAN, "forty")


def test_a_number_of_something_else_answers_no_count() -> None:
    found = ask("How many objectives does the toll bridge charter have?", {"forty": 5.0})
    assert items(found) == OBJECTIVES


def test_an_item_of_a_list_that_is_not_announced_by_its_noun_is_not_told_by_place() -> None:
    found = ask("What is the second winter of the toll bridge charter?")
    assert found.answer == "to lower the toll"


def test_what_no_list_announces_is_not_counted() -> None:
    found = ask("How many wardens does the toll bridge have in winter?", {"elected": 5.0})
    assert found.kind is AnswerKind.SPAN


@pytest.mark.parametrize(
    "question",
    [
        "Is paying the wardens one of the objectives of the toll bridge charter?",
        "Do the objectives of the toll bridge charter include paying the wardens?",
    ],
)
def test_what_is_among_the_items_is_shown(question: str) -> None:
    assert ask(question).answer == "to pay the bridge wardens"


def test_what_is_not_among_the_items_is_missing_and_all_items_are_shown() -> None:
    found = ask("Is dredging the river one of the objectives of the toll bridge charter?")
    assert (found.kind, found.missing) == (AnswerKind.LIST, "dredging the river")
    assert items(found) == OBJECTIVES


def test_every_quote_about_an_item_stands_in_its_place() -> None:
    for question in (
        "What is the second objective of the toll bridge charter?",
        "How many objectives does the toll bridge charter have?",
    ):
        parts = [part for each in citations_in(ask(question)) for part in each.parts]
        assert parts
        assert all(TOLL[part.start : part.end] == part.quote for part in parts)


AND_LOCAL = "What are the local policies?"
MEMBERS = "What are the members of the league?"


@pytest.mark.parametrize(
    ("question", "kind", "place", "whole"),
    [
        ("What is the second aim of Brem?", ItemQuestionKind.ITEM, 2, "What are the aims of Brem?"),
        ("And what is the 3rd local policy?", ItemQuestionKind.ITEM, 3, AND_LOCAL),
        ("Name the last criterion.", ItemQuestionKind.ITEM, -1, "What are the criteria?"),
        ("How many aims are there?", ItemQuestionKind.COUNT, 0, "Which aims are there?"),
        ("Was Brem one of the members of the league?", ItemQuestionKind.MEMBER, 0, MEMBERS),
        ("Is Brem a member of the league?", ItemQuestionKind.MEMBER, 0, MEMBERS),
    ],
)
def test_a_question_about_items_asks_for_a_whole_list(
    question: str, kind: ItemQuestionKind, place: int, whole: str
) -> None:
    found = item_question(question)
    assert found is not None
    assert (found.kind, found.place, found.whole) == (kind, place, whole)


@pytest.mark.parametrize(
    "question",
    [
        "What is the Second Protocol of the treaty?",
        "What was the first country to sign?",
        "What are the first results of the plan?",
        "How much does it cost?",
        "How many times a year does it meet?",
        "Is the league a success?",
        "",
    ],
)
def test_other_questions_are_about_no_item(question: str) -> None:
    assert item_question(question) is None


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("aim", "aims"),
        ("duty", "duties"),
        ("day", "days"),
        ("box", "boxes"),
        ("criterion", "criteria"),
        ("aims", "aims"),
    ],
)
def test_nouns_have_plurals(noun: str, several: str) -> None:
    assert plural(noun) == several


@pytest.mark.parametrize("piece", ["how many ", "is the ", "what is the first a ", " one of the "])
def test_a_hostile_question_about_items_is_read_at_once(piece: str) -> None:
    start = time.process_time()
    for length in (300, 100_000):
        item_question((piece * length)[:length])
    assert time.process_time() - start < 1.0

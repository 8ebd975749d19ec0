from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer import Answer, AnswerKind, Context, Item, Part, Reading
from tests.web_helpers import citation
from web.answers.emphasis import Stretch
from web.answers.presenting import count_worded, shown

FIRST = citation("Bees are kept.", 10)
SECOND = citation("Hives cost ten crowns.", 50)
ELSEWHERE = citation("Wardens are paid.", 90, section="Pay")


def span(text: str, answer: str = "") -> Answer:
    return Answer(AnswerKind.SPAN, answer=answer, text=text, citations=(FIRST,))


def test_citations_are_numbered_in_the_order_they_are_read_in() -> None:
    answer = Answer(
        AnswerKind.LIST,
        items=(Item("Hives cost ten crowns.", SECOND), Item("Wardens are paid.", ELSEWHERE)),
        citations=(FIRST,),
    )
    numbers = shown("What?", (), answer).numbers
    assert numbers == {FIRST.link: 1, SECOND.link: 2, ELSEWHERE.link: 3}


def test_a_citation_that_comes_twice_has_one_number() -> None:
    answer = Answer(
        AnswerKind.LIST, items=(Item("Bees are kept.", FIRST),), citations=(FIRST, SECOND)
    )
    assert shown("What?", (), answer).numbers == {FIRST.link: 1, SECOND.link: 2}


def test_citations_of_one_section_share_a_source() -> None:
    answer = replace(span("Bees are kept."), citations=(FIRST, ELSEWHERE, SECOND))
    sources = shown("What?", (), answer).sources
    assert [(s[0].citation.section, [each.number for each in s]) for s in sources] == [
        (("Scope",), [1, 3]),
        (("Pay",), [2]),
    ]


def test_contexts_and_other_readings_are_among_the_sources() -> None:
    answer = replace(
        span("Bees are kept."),
        context=(Context("Hives cost ten crowns.", SECOND),),
        readings=(Reading("Pay?", "", "Wardens are paid.", (ELSEWHERE,)),),
    )
    assert len(shown("What?", (), answer).numbers) == 3


def test_a_short_answer_without_a_place_leads_where_the_text_says_more() -> None:
    assert shown("What?", (), span("Bees are kept.", answer="Bees")).lead == "Bees"


def test_a_short_answer_that_is_the_text_is_not_said_twice() -> None:
    assert shown("What?", (), span("Bees are kept.", answer="Bees are kept.")).lead == ""


def test_the_understanding_is_shown_only_where_it_differs_from_the_question() -> None:
    answer = replace(span("Bees are kept."), understood_as="What is kept?")
    assert shown("What  is\nkept?", (), answer).understood_as == ""
    assert shown("And that?", (), answer).understood_as == "What is kept?"


def test_a_short_answer_is_told_apart_inside_its_sentence() -> None:
    answer = replace(span("Bees are kept.", answer="Bees"), answer_parts=(Part(10, 14, "Bees"),))
    found = shown("What?", (), answer)
    assert found.stretches == (Stretch("Bees", answers=True), Stretch(" are kept."))
    assert found.lead == ""


def test_a_text_without_a_short_answer_is_one_stretch() -> None:
    assert shown("What?", (), span("Bees are kept.")).stretches == (Stretch("Bees are kept."),)


def test_the_short_answer_of_another_reading_is_told_apart() -> None:
    reading = Reading("Pay?", "Wardens", "Wardens are paid.", (ELSEWHERE,))
    (found,) = shown("What?", (), replace(span("Bees are kept."), readings=(reading,))).readings
    assert found.stretches == (Stretch("Wardens", answers=True), Stretch(" are paid."))


@pytest.mark.parametrize(
    ("expected", "words"), [(2, "2 of 2"), (7, "2 found, the text announces 7"), (None, "")]
)
def test_a_list_says_how_many_items_of_how_many(expected: int | None, words: str) -> None:
    items = (Item("Bees are kept.", FIRST), Item("Hives cost ten crowns.", SECOND))
    answer = Answer(AnswerKind.LIST, items=items, expected=expected, citations=(FIRST,))
    assert count_worded(answer) == words


def test_the_short_answer_of_a_conflict_does_not_lead() -> None:
    items = (Item("Ten bees.", FIRST), Item("Nine bees.", SECOND))
    answer = replace(span("Ten bees.", answer="Ten"), kind=AnswerKind.CONFLICT, items=items)
    assert shown("How many?", (), answer).lead == ""

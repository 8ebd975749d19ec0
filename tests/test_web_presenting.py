from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer import Answer, AnswerKind, Context, Item, Part, Reading
from tests.web_helpers import citation
from web.presenting import Shown, shown

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


def test_a_short_answer_leads_where_the_text_says_more() -> None:
    assert shown("What?", (), span("Bees are kept.", answer="Bees")).lead == "Bees"


def test_a_short_answer_that_is_the_text_is_not_said_twice() -> None:
    assert shown("What?", (), span("Bees are kept.", answer="Bees are kept.")).lead == ""


def test_the_understanding_is_shown_only_where_it_differs_from_the_question() -> None:
    answer = replace(span("Bees are kept."), understood_as="What is kept?")
    assert shown("What  is\nkept?", (), answer).understood_as == ""
    assert shown("And that?", (), answer).understood_as == "What is kept?"


def test_a_row_under_a_header_of_as_many_cells_is_a_table() -> None:
    header, row = citation("Permit\tFee", 0), citation("Rooftop hive\t12 crowns", 20)
    answer = Answer(
        AnswerKind.TABLE,
        text="Rooftop hive 12 crowns",
        citations=(row,),
        context=(Context("Permit Fee", header),),
    )
    found = shown("What?", (), answer)
    assert (found.header, found.rows) == (("Permit", "Fee"), (("Rooftop hive", "12 crowns"),))


def test_a_row_that_does_not_match_its_header_is_no_table() -> None:
    header, row = citation("Permit\tFee\tTerm", 0), citation("Rooftop hive\t12 crowns", 20)
    answer = Answer(
        AnswerKind.TABLE,
        text="Rooftop hive 12 crowns",
        citations=(row,),
        context=(Context("Permit Fee Term", header),),
    )
    assert shown("What?", (), answer).rows == ()


def table(header: str, row: str) -> Shown:
    answer = Answer(
        AnswerKind.TABLE,
        text="A row.",
        citations=(citation(row, 100),),
        context=(Context("A header.", citation(header)),),
    )
    return shown("What?", (), answer)


def test_every_line_of_a_row_is_a_row_of_the_table() -> None:
    found = table("Permit\tFee", "Rooftop hive\t12 crowns\n(a year)\t(90.0)")
    assert found.rows == (("Rooftop hive", "12 crowns"), ("(a year)", "(90.0)"))


def test_a_row_of_two_parts_is_shown_whole() -> None:
    row = replace(
        citation("Roof\t12", 100), parts=(Part(100, 107, "Roof\t12"), Part(110, 118, "(old)\t10"))
    )
    context = (Context("Permit Fee", citation("Permit\tFee")),)
    answer = Answer(AnswerKind.TABLE, text="Roof 12", citations=(row,), context=context)
    assert shown("What?", (), answer).rows == (("Roof", "12"), ("(old)", "10"))


@pytest.mark.parametrize("label", ["Permits of the city", "(a year)\t(90.0)\t(5)"])
def test_a_row_with_a_line_of_other_cells_is_no_table(label: str) -> None:
    found = table("Permit\tFee", f"{label}\nRooftop hive\t12 crowns")
    assert (found.header, found.rows) == ((), ())


def test_a_header_of_two_lines_is_no_table() -> None:
    assert table("Permit\tFee\n(kind)\t(crowns)", "Roof\t12").rows == ()


def test_cells_are_shown_without_marks() -> None:
    found = table("| **Permit** | Fee |", r"| *Roof* | \$12 |")
    assert (found.header, found.rows) == (("Permit", "Fee"), (("Roof", "$12"),))


def test_the_short_answer_of_a_conflict_does_not_lead() -> None:
    items = (Item("Ten bees.", FIRST), Item("Nine bees.", SECOND))
    answer = replace(span("Ten bees.", answer="Ten"), kind=AnswerKind.CONFLICT, items=items)
    assert shown("How many?", (), answer).lead == ""

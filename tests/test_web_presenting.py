from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from qa.answer import Answer, AnswerKind, Context, Item, Reading
from tests.web_helpers import citation
from web.presenting import kept_link, shown, source_path, source_title

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
    assert [(s.path, [each.number for each in s.cited]) for s in sources] == [
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
    assert (found.header, found.row) == (("Permit", "Fee"), ("Rooftop hive", "12 crowns"))


def test_a_row_that_does_not_match_its_header_is_no_table() -> None:
    header, row = citation("Permit\tFee\tTerm", 0), citation("Rooftop hive\t12 crowns", 20)
    answer = Answer(
        AnswerKind.TABLE,
        text="Rooftop hive 12 crowns",
        citations=(row,),
        context=(Context("Permit Fee Term", header),),
    )
    assert shown("What?", (), answer).row == ()


def test_a_source_is_named_by_title_and_edition() -> None:
    assert source_title(FIRST) == "The Act (2nd)"
    assert source_title(citation("x", edition="")) == "The Act"
    assert source_title(citation("x", title="", edition="")) == "doc"


def test_a_heading_that_repeats_the_title_is_left_out_of_the_path() -> None:
    path = ("The Act", "Scope")
    assert source_path(replace(FIRST, section=path)) == ("Scope",)
    assert source_path(replace(FIRST, title="Another", section=path)) == path


def test_a_link_into_a_document_keeps_its_place_and_the_last_questions() -> None:
    link = kept_link("/documents/a?cite=1-2#cited", "Why & how?", ["1", "2", "3", "4"])
    parts = urlsplit(link)
    assert (parts.path, parts.fragment) == ("/documents/a", "cited")
    kept = {"cite": ["1-2"], "q": ["Why & how?"], "earlier": ["2", "3", "4"]}
    assert parse_qs(parts.query) == kept

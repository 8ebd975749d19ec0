import time

import pytest

from qa.answer import Answer, AnswerKind
from qa.comparing import compared
from qa.question import Question
from qa.service import AnswerService
from qa.two_documents import two_parts
from tests.qa_helpers import BY_OVERLAP, Marks, SharedWords, Shelf, parsed

MILL = """\
# Water Mill Order

## Sluice

The sluice of the mill was opened in 1871 by the mayor. It is painted green.

## Wheel

The wheel of the mill has forty paddles. The miller greases it each month.
"""
FERRY = """\
# Ferry Report

## Boats

The ferry carries salt and flour to the southern bank. Its first captain was Greta Holm.
"""


def ask(question: str, marks: dict[str, float], *, documents: tuple[str, ...] = ()) -> Answer:
    shelf = Shelf(parsed(MILL, "mill"), parsed(FERRY, "ferry"))
    service = AnswerService(shelf, SharedWords(), Marks(marks), BY_OVERLAP)
    return service.ask(Question(question, documents=documents))


BOTH = "When was the sluice of the mill opened, and who was the first captain of the ferry?"
MARKS = {"1871": 5.0, "Greta Holm": 5.0}


def test_each_part_is_answered_from_its_own_document() -> None:
    answer = ask(BOTH, MARKS)
    assert answer.kind is AnswerKind.TWO_DOCUMENTS
    assert [item.text for item in answer.items] == [
        "The sluice of the mill was opened in 1871 by the mayor.",
        "Its first captain was Greta Holm.",
    ]
    assert [item.citation.document for item in answer.items] == ["mill", "ferry"]


def test_the_text_holds_both_sentences_and_the_citations_both_places() -> None:
    answer = ask(BOTH, MARKS)
    assert answer.text.split("\n") == [item.text for item in answer.items]
    assert answer.citations == tuple(item.citation for item in answer.items)


def test_two_parts_that_one_document_answers_are_read_as_one_question() -> None:
    question = "When was the sluice of the mill opened, and who greases the wheel of the mill?"
    answer = ask(question, {"1871": 5.0, "The miller": 5.0})
    assert answer.kind is not AnswerKind.TWO_DOCUMENTS


def test_a_part_that_nothing_answers_leaves_the_question_to_others() -> None:
    question = "When was the sluice of the mill opened, and which breads rise overnight there?"
    assert ask(question, MARKS).kind is not AnswerKind.TWO_DOCUMENTS


def test_one_document_in_scope_gives_no_answer_from_two() -> None:
    assert ask(BOTH, MARKS, documents=("mill",)).kind is not AnswerKind.TWO_DOCUMENTS


TITLES = {"mill": "Water Mill Order", "ferry": "Ferry Report 1871"}


def sides(question: str) -> list[tuple[str, str]]:
    found = compared(question, lambda: TITLES)
    return [(side.question, side.document) for side in found] if found else []


@pytest.mark.parametrize(
    "question",
    [
        "Compare the seat of the Water Mill and that of the Ferry Report.",
        "What is the difference between the seat of the Water Mill and the Ferry Report?",
        "How do the Water Mill and the Ferry Report differ in seat?",
    ],
)
def test_what_two_titles_share_is_asked_of_each(question: str) -> None:
    first, second = sides(question)
    assert first[0].startswith("What is the seat of the Water Mill")
    assert second[0].startswith("What is the seat of")
    assert second[0].endswith("Ferry Report?")
    assert (first[1], second[1]) == ("mill", "ferry")


def test_a_plain_question_that_two_titles_share_is_asked_of_each() -> None:
    assert sides("Where are the seats of the Water Mill and the Ferry Report?") == [
        ("Where are the seats of the Water Mill?", "mill"),
        ("Where are the seats of the Ferry Report?", "ferry"),
    ]


def test_sides_that_say_what_they_are_are_asked_apart() -> None:
    assert sides("What is the difference between a sluice and a weir?") == [
        ("What is a sluice?", ""),
        ("What is a weir?", ""),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Where is the Water Mill?",
        "When were the mill and the ferry built?",
        "Compare prices.",
        "What is the difference between salt, flour and hay and the like and others?",
        "",
    ],
)
def test_other_questions_compare_nothing(question: str) -> None:
    assert sides(question) == []


def test_words_that_two_titles_hold_name_neither() -> None:
    titles = {"a": "Water Mill Order", "b": "Water Mill Report", "c": "Ferry Boat Rules"}
    assert compared("Where are the Water Mill and the Ferry Boat?", lambda: titles) is None


def test_the_title_with_most_words_in_a_place_names_its_document() -> None:
    titles = {**TITLES, "wheel": "Mill Order Wheel"}
    found = compared("Where are the Water Mill Order and the Ferry Report?", lambda: titles)
    assert found is not None
    assert [side.document for side in found] == ["mill", "ferry"]


def test_each_side_of_a_comparison_is_answered_and_cited() -> None:
    answer = ask(
        "What is the difference between the wheel of the mill and the ferry boats?",
        {"forty paddles": 5.0, "salt and flour": 5.0},
    )
    assert answer.kind is AnswerKind.TWO_DOCUMENTS
    assert [item.text for item in answer.items] == [
        "The wheel of the mill has forty paddles.",
        "The ferry carries salt and flour to the southern bank.",
    ]
    assert [each.document for each in answer.citations] == ["mill", "ferry"]


def test_two_sides_in_one_document_are_a_list() -> None:
    marks = {"1871": 5.0, "forty paddles": 4.0}
    answer = ask("Compare the sluice of the mill with the wheel paddles.", marks)
    assert answer.kind is AnswerKind.LIST
    assert len(answer.items) == 2


def test_a_side_that_nothing_answers_leaves_the_comparison_to_others() -> None:
    answer = ask("Compare the sluice of the mill with breads overnight.", MARKS)
    assert answer.kind is AnswerKind.SPAN


@pytest.mark.parametrize("piece", ["compare ", " and ", "how do ", " differ in "])
def test_comparisons_are_read_at_once(piece: str) -> None:
    start = time.process_time()
    for length in (300, 100_000):
        compared((piece * length)[:length], lambda: TITLES)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Where did it begin and when did the fire end?",
            ("Where did it begin?", "When did the fire end?"),
        ),
        (
            "Who made the bell, and in which town was it cast?",
            ("Who made the bell?", "In which town was it cast?"),
        ),
        (
            "Which old charter does the plan name, and which one does the report name?",
            ("Which old charter does the plan name?", "Which old charter does the report name?"),
        ),
        ("Why narrow down whom and what they inspect at the gate?", None),
        ("Who knows where and when?", None),
        ("The mill stands by the river, and which mill is it then?", None),
        ("Who owns the mill and the ferry?", None),
        ("", None),
    ],
)
def test_a_question_is_parted_where_and_joins_two(
    question: str, parts: tuple[str, str] | None
) -> None:
    assert two_parts(question) == parts


@pytest.mark.parametrize("piece", [" and which", ", and ", " ", "and who is ", " and also"])
def test_questions_are_parted_in_linear_time(piece: str) -> None:
    long = piece * (100_000 // len(piece))
    start = time.perf_counter()
    two_parts(long)
    assert time.perf_counter() - start < 1.0

import time

import pytest

from qa.answer import Answer, AnswerKind
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

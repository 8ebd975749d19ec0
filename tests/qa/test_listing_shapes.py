"""Lists of every shape: other numbering, cut by a page, continued, shorter than announced."""

import pytest

from qa.answer import Answer, AnswerKind
from qa.question import Question
from qa.service import AnswerService
from tests.qa_helpers import BY_OVERLAP, Marks, SharedWords, Shelf, parsed

QUESTION = "What are the duties of the dyke reeve?"


def ask(text: str) -> Answer:
    service = AnswerService(Shelf(parsed(text)), SharedWords(), Marks({"walk": 5.0}), BY_OVERLAP)
    return service.ask(Question(QUESTION))


def items(answer: Answer) -> list[str]:
    return [item.text for item in answer.items]


@pytest.mark.parametrize(
    "labels",
    [
        ("1.", "2.", "3."),
        ("(1)", "(2)", "(3)"),
        ("a)", "b)", "c)"),
        ("(i)", "(ii)", "(iii)"),
        ("A.", "B.", "C."),
        ("-", "-", "-"),
        ("■", "■", "■"),
    ],
)
def test_a_list_is_complete_whatever_numbers_it(labels: tuple[str, ...]) -> None:
    duties = ["to walk the dyke;", "to mend the sluice;", "to ring the bell."]
    lines = "\n".join(f"{label} {duty}" for label, duty in zip(labels, duties, strict=True))
    answer = ask(f"Dyke Order\n\nThe dyke reeve has the following duties:\n\n{lines}\n")
    assert items(answer) == ["to walk the dyke", "to mend the sluice", "to ring the bell"]


def test_a_list_that_tells_more_items_than_it_has_says_so() -> None:
    text = (
        "Dyke Order\n\nThe dyke reeve has the following five duties:\n\n"
        "- to walk the dyke;\n- to mend the sluice;\n- to ring the bell;\n- to pay the diggers.\n"
    )
    answer = ask(text)
    assert (len(answer.items), answer.expected) == (4, 5)


def test_an_item_cut_by_a_page_break_is_whole() -> None:
    text = (
        "Dyke Order\n\nThe dyke reeve has the following duties:\n\n"
        "- to walk the dyke and all the ditches that\n\f\nrun into it;\n- to ring the bell.\n"
    )
    answer = ask(text)
    assert items(answer) == [
        "to walk the dyke and all the ditches that run into it",
        "to ring the bell",
    ]
    assert answer.items[0].citation.quote == items(answer)[0]


def test_a_list_that_goes_on_in_the_next_section_tells_where_each_item_stands() -> None:
    text = (
        "# Dyke Order\n\n## Summer\n\nThe dyke reeve has the following duties:\n\n"
        "(1) to walk the dyke;\n(2) to mend the sluice;\n\n## Winter\n\nIn frost also:\n\n"
        "(3) to ring the bell.\n"
    )
    answer = ask(text)
    assert answer.kind is AnswerKind.LIST
    sections = [item.citation.section[-1].strip("# ") for item in answer.items]
    assert sections == ["Summer", "Summer", "Winter"]


ROSTER = """\
Ferry Order

1. Ferry Panel

The Ferry Panel was set up in spring.

Chief: Harbour Master

Members: Head of the Tide Office

Clerk of the Rope Bureau

Warden of the Lamp Agency
"""


@pytest.mark.parametrize(
    "question",
    [
        "Which agencies are members of the Ferry Panel?",
        "Which offices are the members of the Ferry Panel?",
    ],
)
def test_which_bodies_are_members_is_answered_by_the_list_of_members(question: str) -> None:
    reader = Marks({"Warden of the Lamp Agency": 5.0})
    service = AnswerService(Shelf(parsed(ROSTER)), SharedWords(), reader, BY_OVERLAP)
    answer = service.ask(Question(question))
    assert items(answer) == [
        "Head of the Tide Office",
        "Clerk of the Rope Bureau",
        "Warden of the Lamp Agency",
    ]


def test_how_many_is_answered_by_the_items_below_not_by_the_words_that_lead_them_in() -> None:
    text = (
        "Dyke Order\n\nThe order has the following aims for harmony between reeves under the "
        "Board and steps taken towards each aim.\n\n- dry feet;\n- calm seas;\n- full nets.\n"
    )
    service = AnswerService(Shelf(parsed(text)), SharedWords(), Marks({"harmony": 5.0}), BY_OVERLAP)
    answer = service.ask(Question("How many aims does the dyke order have?"))
    assert items(answer) == ["dry feet", "calm seas", "full nets"]

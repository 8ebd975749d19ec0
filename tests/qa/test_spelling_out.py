"""What an abbreviation stands for, on texts written for the test."""

from __future__ import annotations

import pytest

from qa.answer import Answer, AnswerKind
from qa.question import Question
from qa.service import AnswerService
from tests.qa_helpers import BY_OVERLAP, Marks, SharedWords, Shelf, parsed

RIVER = parsed(
    "# River Plan\n\n## Bodies\n\nThe plan is new. The Weir Keepers Office (WKO) opens the weirs. "
    "The Lock and Dyke Board (LDB) pays.\n\n## Duties\n\nThe WKO stands for the mill owners.\n",
    "river",
)
LAKE = parsed("# Lake Plan\n\nThe Lake Diving Brigade (LDB) dives.\n", "lake")


def ask(question: str, *documents: str) -> Answer:
    marks = Marks({"the mill owners": 9.0})
    service = AnswerService(Shelf(RIVER, LAKE), SharedWords(), marks, BY_OVERLAP)
    return service.ask(Question(question, documents=documents))


@pytest.mark.parametrize(
    "question",
    [
        "What does WKO stand for?",
        "what is the WKO short for",
        "What is the full name of the WKO?",
        "What does the abbreviation WKO mean?",
    ],
)
def test_the_long_form_answers_from_where_it_is_introduced(question: str) -> None:
    answer = ask(question)
    assert answer.answer == "Weir Keepers Office"
    assert answer.text == "The Weir Keepers Office (WKO) opens the weirs."


def test_the_short_answer_stands_where_it_says() -> None:
    (part,) = ask("What does WKO stand for?").answer_parts
    assert RIVER.document.text[part.start : part.end] == "Weir Keepers Office"


def test_a_long_sentence_is_shown_from_where_the_long_form_is_near() -> None:
    before = "boats go up and down the river with hay and wood all the year, " * 8
    plan = parsed(f"# Plan\n\nThe {before}, and the Weir Keepers Office (WKO) opens the weirs.\n")
    service = AnswerService(Shelf(plan), SharedWords(), Marks({}), BY_OVERLAP)
    text = service.ask(Question("What does WKO stand for?")).text
    assert text.startswith("…")
    assert "Weir Keepers Office" in " ".join(text.split()[:50])


def test_what_two_documents_spell_out_unlike_is_told_in_the_one_asked() -> None:
    assert ask("What does LDB stand for?", "lake").answer == "Lake Diving Brigade"
    assert ask("What does LDB stand for?", "river").answer == "Lock and Dyke Board"


def test_an_abbreviation_that_no_document_has_is_refused() -> None:
    assert ask("What does XKO stand for?").kind is AnswerKind.NOT_FOUND

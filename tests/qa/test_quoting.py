"""What is quoted along with the sentence that answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qa.answer import Answer
from qa.question import Question
from qa.service import AnswerService
from qa.settings import AnswerSettings
from tests.qa_helpers import Marks, SharedWords, Shelf, parsed

LONG = " ".join(f"word{number}" for number in range(60))


def ask(question: str, text: str, scores: Mapping[str, float]) -> Answer:
    settings = replace(AnswerSettings(), least_logit=-99.0, prior=0.0)
    service = AnswerService(Shelf(parsed(text)), SharedWords(), Marks(scores), settings)
    return service.ask(Question(question))


def test_a_sentence_that_points_back_comes_with_the_one_before_it() -> None:
    text = "It rains. The wardens inspect hives. They report swarms to the brigade.\n"
    answer = ask("To whom are swarms reported?", text, {"the brigade": 9.0})
    assert answer.text == "The wardens inspect hives. They report swarms to the brigade."
    (cited,) = answer.citations
    assert [part.quote for part in cited.parts] == [answer.text]


def test_a_sentence_before_it_that_is_too_long_is_context() -> None:
    text = f"The wardens {LONG}. They report swarms to the brigade.\n"
    answer = ask("To whom are swarms reported?", text, {"the brigade": 9.0})
    assert answer.text == "They report swarms to the brigade."
    assert [context.text for context in answer.context] == [f"The wardens {LONG}."]


def test_a_sentence_that_stands_alone_comes_alone() -> None:
    text = "It rains. The wardens report swarms to the brigade. Dogs stay out.\n"
    answer = ask("To whom are swarms reported?", text, {"the brigade": 9.0})
    assert answer.text == "The wardens report swarms to the brigade."
    assert answer.context == ()


def test_a_neighbour_that_answers_almost_as_well_is_quoted_along() -> None:
    text = "The old weir was built in 1921. The new weir was built in 1950. Dogs stay out.\n"
    answer = ask("When was the weir built?", text, {"1921": 6.0, "1950": 5.0})
    assert answer.answer == "1921"
    assert answer.text == "The old weir was built in 1921. The new weir was built in 1950."


def test_a_neighbour_in_another_paragraph_is_not_quoted_along() -> None:
    text = "The old weir was built in 1921.\n\nThe new weir was built in 1950.\n"
    answer = ask("When was the weir built?", text, {"1921": 6.0, "1950": 5.0})
    assert answer.text == "The old weir was built in 1921."


def test_sentences_on_two_pages_are_cited_in_two_parts() -> None:
    text = (
        "The wardens inspect the hives on the roofs of the town twice in every month and\n\f\n"
        "write it down. They report swarms to the brigade.\n"
    )
    answer = ask("To whom are swarms reported?", text, {"the brigade": 9.0})
    (cited,) = answer.citations
    assert [text[part.start : part.end] for part in cited.parts] == [
        "The wardens inspect the hives on the roofs of the town twice in every month and",
        "write it down. They report swarms to the brigade.",
    ]


def test_sentences_that_no_space_parts_are_shown_without_one() -> None:
    text = "The old weir is of 1921。The new weir is of 1950。\n"
    answer = ask("When was the weir built?", text, {"1921": 6.0, "1950": 5.0})
    assert answer.text == answer.citations[0].quote == text.strip()

"""Questions that hold nothing to look for, over a document written for these tests."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.answer import Answer, AnswerKind, Gap, Remark
from qa.question import Question, Turn
from qa.service import AnswerService
from qa.settings import AnswerSettings
from tests.qa_helpers import Marks, Shelf, parsed

ORCHARD = """\
Orchard Order

1. Ladders

The Zwetschger Guild lends 250 ladders to the US pickers. Ladders were first lent in 1931, and the
guild met in the barn on April 2, 1932.
"""


class Anything:
    """A reranker to which every passage is near."""

    def score(self, query: str, passages: Sequence[str]) -> tuple[float, ...]:
        assert query
        return tuple(9.0 for _ in passages)


def answer(text: str, history: tuple[Turn, ...] = ()) -> Answer:
    """Answer with models that take any passage for near and as an answer."""
    settings = AnswerSettings(depth=100, near=0.0)
    reader = Marks({"250 ladders": 9.0}, answerable=9.0)
    shelf = Shelf(parsed(ORCHARD, "Orchard Order"))
    return AnswerService(shelf, Anything(), reader, settings).ask(Question(text, history))


@pytest.mark.parametrize("text", ["of the and", "a", "x", "?? 7", "What is it?", "what is the"])
def test_function_words_and_single_signs_are_no_question(text: str) -> None:
    found = answer(text)
    assert (found.kind, found.remark) == (AnswerKind.NOT_FOUND, Remark.NO_WORDS)
    assert found.suggestions


@pytest.mark.parametrize(
    "text",
    ["xxxxxxxxxxxx", "asdf qwer zxcv", "Who is Blorgh Mxyz?", "87654", "What does MXYZ stand for?"],
)
def test_words_that_neither_english_nor_the_documents_know_are_not_answered(text: str) -> None:
    found = answer(text)
    assert (found.kind, found.remark) == (AnswerKind.NOT_FOUND, Remark.OFF_TOPIC)
    assert found.gap is Gap.NOWHERE


def test_what_is_near_letters_typed_at_random_is_left_out() -> None:
    assert answer("asdf qwer zxcv").nearest == ()


@pytest.mark.parametrize("text", ["ladders", "zwetschger", "250", "1931", "the US", "staircases"])
def test_a_bare_word_that_the_documents_or_english_know_is_answered(text: str) -> None:
    assert answer(text).citations


def test_one_known_word_is_enough() -> None:
    assert answer("asdf ladders qwer").citations


def test_a_question_of_small_words_is_answered_after_one_that_tells_what_is_meant() -> None:
    history = (Turn("How many ladders does the guild lend?", "250 ladders"),)
    assert answer("And to whom?", history).citations

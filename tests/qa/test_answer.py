import math
from collections.abc import Callable

import pytest

from qa.answer import Answer, AnswerKind, Item, NearPassage, Part
from tests.evaluation_helpers import answered, citation

CITED = (citation("The bell rings."),)


def test_a_part_is_as_long_as_its_quote() -> None:
    assert Part(4, 8, "bell").quote == "bell"


@pytest.mark.parametrize(("start", "end", "quote"), [(4, 9, "bell"), (4, 7, "bell"), (4, 4, "")])
def test_a_part_of_another_length_is_refused(start: int, end: int, quote: str) -> None:
    with pytest.raises(ValueError, match="the quote at 4 is not"):
        Part(start, end, quote)


def test_a_citation_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="a citation quotes something"):
        citation()


def test_a_quote_is_the_parts_with_white_space_folded() -> None:
    assert citation("The bell\n  rings", "at six.").quote == "The bell rings at six."


@pytest.mark.parametrize("kind", [kind for kind in AnswerKind if kind is not AnswerKind.NOT_FOUND])
def test_an_answer_has_a_text_and_a_citation(kind: AnswerKind) -> None:
    assert Answer(kind, text="The bell rings.", citations=CITED).kind is kind


@pytest.mark.parametrize(
    "make",
    [
        lambda: Answer(AnswerKind.SPAN, text="The bell rings."),
        lambda: Answer(AnswerKind.SPAN, citations=CITED),
        lambda: Answer(AnswerKind.LIST, items=(Item("a bell", CITED[0]),)),
        lambda: Answer(AnswerKind.NOT_FOUND, text="The bell rings."),
        lambda: Answer(AnswerKind.NOT_FOUND, citations=CITED),
        lambda: Answer(AnswerKind.NOT_FOUND, text="The bell rings.", citations=CITED),
    ],
)
def test_text_and_citations_without_each_other_are_refused(make: Callable[[], Answer]) -> None:
    with pytest.raises(ValueError, match="an answer has text and a citation"):
        make()


def test_a_list_is_shown_by_its_items() -> None:
    items = (Item("a bell", CITED[0]),)
    assert Answer(AnswerKind.LIST, items=items, citations=CITED).text == ""


def test_a_refusal_may_name_what_came_near() -> None:
    near = (NearPassage("The bell rings.", CITED[0]),)
    assert Answer(AnswerKind.NOT_FOUND, nearest=near).nearest == near


@pytest.mark.parametrize("confidence", [0.0, 0.5, 1.0])
def test_a_confidence_is_between_0_and_1(confidence: float) -> None:
    assert answered(confidence=confidence).confidence == confidence


@pytest.mark.parametrize("confidence", [-0.01, 1.01, math.nan, math.inf])
def test_another_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="is not between 0 and 1"):
        answered(confidence=confidence)

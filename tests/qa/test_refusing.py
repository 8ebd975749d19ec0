"""What is said in place of an answer, over documents written for these tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from qa.answer import Answer, AnswerKind, Gap, Remark
from qa.question import Question, Turn
from qa.service import AnswerService
from qa.settings import AnswerSettings
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords, Shelf, parsed

PIERS = """\
Pier Safety Order

1. Lifeguards

The Board of Pier Watch Services (BPWS) appoints the lifeguards. A lifeguard wears a red cap, and
what the flags stand for is posted.

2. Duties of lifeguards

Every lifeguard has the following duties:

- watch the bathers;
- close the pier in storms.

3. Partners

A rescue pact with Portugal was signed in 1998.
"""
GARDENS = """\
Garden Watering Plan

1. Wells

The wells of the gardens are closed in winter.
"""
# Refuses whatever shares fewer than three longer words with a passage.
STRICT = replace(BY_OVERLAP, least_logit=3.0)


def service(settings: AnswerSettings = STRICT) -> AnswerService:
    texts = (PIERS, GARDENS)
    shelf = Shelf(*(parsed(text, text.split("\n")[0]) for text in texts))
    return AnswerService(shelf, SharedWords(), SharedLines(), settings)


def refused(text: str, history: tuple[Turn, ...] = (), documents: tuple[str, ...] = ()) -> Answer:
    answer = service().ask(Question(text, history, documents))
    assert answer.kind is AnswerKind.NOT_FOUND
    return answer


NEAR_MISSES = [
    "How many storms were there in Portugal?",
    "Who pays BPWS?",
    "How many crowns does a rescue in Portugal cost?",
]


def test_a_refusal_names_what_is_missing_beside_the_nearest_passages() -> None:
    answer = refused("When did the rescue in Brazil end?")
    assert (answer.missing, answer.gap) == ("Brazil", Gap.NOWHERE)
    assert answer.nearest


def test_a_name_that_is_mentioned_elsewhere_is_offered_to_be_looked_up() -> None:
    assert "Where is “Portugal” mentioned?" in refused(NEAR_MISSES[0]).suggestions


def test_what_the_section_of_the_nearest_passage_covers_is_offered() -> None:
    found = refused("Who pays BPWS?").suggestions
    assert "What does section 1 of “Pier Safety Order” cover?" in found


@pytest.mark.parametrize("question", NEAR_MISSES)
def test_every_suggestion_is_answered_with_a_citation(question: str) -> None:
    offered = refused(question).suggestions
    assert 0 < len(offered) <= 3
    assert all(service().ask(Question(each)).citations for each in offered)


def test_what_a_passage_explains_is_offered() -> None:
    assert "What does BPWS stand for?" in refused("Who pays BPWS?").suggestions


def test_a_suggestion_that_would_be_understood_otherwise_is_not_offered() -> None:
    history = (Turn("Who closes the pier in storms?", "Every lifeguard."),)
    for each in refused(NEAR_MISSES[1], history=history).suggestions:
        asked_next = Question(each, history=(*history, Turn(NEAR_MISSES[1], "")))
        assert service().ask(asked_next).understood_as == each


def test_suggestions_keep_to_the_documents_that_were_asked() -> None:
    only = ("Garden Watering Plan",)
    answer = refused(NEAR_MISSES[1], documents=only)
    assert not any("Pier" in each for each in answer.suggestions)


@pytest.mark.parametrize(
    ("text", "remark"),
    [("Hello!", Remark.GREETING), ("thanks", Remark.THANKS), ("???", Remark.NO_WORDS)],
)
def test_what_is_no_question_gets_its_remark_and_questions_to_ask(
    text: str, remark: Remark
) -> None:
    answer = refused(text)
    assert (answer.remark, answer.missing, answer.nearest) == (remark, "", ())
    assert answer.suggestions == (
        "What is the document “Garden Watering Plan” about?",
        "What is the document “Pier Safety Order” about?",
        "Which documents are in the collection?",
    )


def test_a_greeting_before_a_question_does_not_keep_it_from_being_answered() -> None:
    lenient = service(replace(STRICT, least_logit=1.0))
    plain = lenient.ask(Question("when are the wells of the gardens closed?"))
    assert plain.citations
    assert lenient.ask(Question("Hello, when are the wells of the gardens closed?")) == plain


def test_a_question_far_from_all_documents_is_off_topic() -> None:
    answer = refused("How do I bake bread?")
    assert answer.remark is Remark.OFF_TOPIC
    assert "Which documents are in the collection?" in answer.suggestions


def test_a_question_in_another_language_is_told_so_and_nothing_of_it_is_missing() -> None:
    answer = refused("Wann wird der Pier geschlossen?")
    assert (answer.remark, answer.missing) == (Remark.OTHER_LANGUAGE, "")


def test_a_question_in_another_language_has_no_slips_and_nothing_near() -> None:
    text = "Wann wird der Gardin geschlossen?"
    answer = refused(text)
    assert (answer.nearest, answer.corrections, answer.understood_as) == ((), (), text)


def test_a_question_in_another_language_is_answered_where_a_passage_clearly_answers_it() -> None:
    text = "Qui est Portugal pact rescue signed with ?"
    answer = service().ask(Question(text))
    assert "Portugal" in answer.text


def test_the_same_refusal_is_the_same_twice() -> None:
    assert refused(NEAR_MISSES[0]) == refused(NEAR_MISSES[0])


class Counting:
    """A reranker that keeps the questions it was asked to score for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def score(self, query: str, passages: object) -> tuple[float, ...]:
        self.asked.append(query)
        assert isinstance(passages, (list, tuple))
        return tuple(0.0 for _ in passages)


def readings(text: str) -> Iterator[str]:
    counting = Counting()
    shelf = Shelf(parsed(PIERS, "piers"))
    AnswerService(shelf, counting, SharedLines(), STRICT).ask(Question(text))
    yield from dict.fromkeys(counting.asked)


def test_a_greeting_costs_no_model_call_and_a_refusal_at_most_one_further_question() -> None:
    assert list(readings("Good morning!")) == []
    assert len(list(readings("Who pays BPWS?"))) <= 2


def test_suggestions_are_whole_questions() -> None:
    offered = [each for text in NEAR_MISSES for each in refused(text).suggestions]
    assert all(re.fullmatch(r"[A-Z][^?]+\?", each) for each in offered)

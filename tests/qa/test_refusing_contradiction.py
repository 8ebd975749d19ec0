"""A question that takes for granted what the passage denies."""

from __future__ import annotations

import pytest

from qa.analysis.asked import asked
from qa.answer import AnswerKind, Gap
from qa.question import Question
from qa.refusing.contradiction import contradicted
from qa.service import AnswerService
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords, Shelf, parsed

JOINED = "Norway joined the herring pact in 2009 because its fleet had shrunk."


def denied(question: str, sentence: str = JOINED, around: str = "") -> str:
    return contradicted(asked(question), sentence, around)


def test_a_verb_of_the_opposite_meaning_contradicts() -> None:
    assert denied("Why did Norway leave the herring pact in 2009?") == "leave"


def test_another_year_contradicts() -> None:
    assert denied("Why had Norway joined the herring pact in 2007?") == "2007"


@pytest.mark.parametrize(
    "question",
    [
        "Why did Norway join the herring pact in 2009?",
        "Why did Norway sign the herring pact in 2009?",
        "Why did Sweden leave the herring pact in 2009?",
        "Why did Norway leave the cod pact in 2009?",
        "Did Norway leave the herring pact in 2009?",
        "How many ships had Norway in the herring pact in 2007?",
        "Why?",
    ],
)
def test_what_is_not_plainly_otherwise_contradicts_nothing(question: str) -> None:
    assert not denied(question)


def test_a_year_that_stands_nearby_is_not_contradicted() -> None:
    question = "Why had Norway joined the herring pact in 2007?"
    assert not denied(question, around="It had been asked in 2007.")


def test_a_sentence_that_says_both_contradicts_nothing() -> None:
    both = "Norway joined the herring pact in 2008 and left it in 2009."
    assert not denied("Why did Norway leave the herring pact in 2009?", both)


def test_a_false_presupposition_is_refused_with_the_passage_that_denies_it() -> None:
    shelf = Shelf(parsed(f"Herring Report\n\n1. Pacts\n\n{JOINED} Cod is another matter.\n"))
    service = AnswerService(shelf, SharedWords(), SharedLines(), BY_OVERLAP)
    answer = service.ask(Question("Why did Norway leave the herring pact in 2009?"))
    assert (answer.kind, answer.missing) == (AnswerKind.NOT_FOUND, "leave")
    assert answer.gap is Gap.CONTRADICTED
    assert answer.nearest[0].text == JOINED

"""Questions for the meaning of a term, and the places that define it."""

import time
from dataclasses import replace

import pytest

from qa.analysis.asked import asked
from qa.analysis.meaning import is_meant, meant
from qa.answer import Answer
from qa.question import Question
from qa.service import AnswerService
from qa.settings import AnswerSettings, Part
from tests.qa_helpers import Marks, SharedWords, Shelf, parsed

ALL = replace(AnswerSettings(), least_logit=-99.0, prior=0.0)
BAY_ACT = """\
# Bay Act

## Definitions

**pilotage** means the art of leading ships through the bay. (**pilotage**)

**pilot** means a person who leads ships, and includes an apprentice. (**pilote**)

## Fees

Pilots of the Bay Act are paid by the ship.
"""


def ask(question: str, scores: dict[str, float], *without: Part) -> Answer:
    settings = replace(ALL, without=frozenset(without))
    service = AnswerService(Shelf(parsed(BAY_ACT)), SharedWords(), Marks(scores), settings)
    return service.ask(Question(question))


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What does the Bay Act mean by pilot?", "pilot"),
        ("What does “the pilot” mean?", "pilot"),
        ("What is meant by a small net?", "small net"),
        ("What is a small net in the Bay Act?", "small net"),
        ("What are small nets?", "small net"),
        ("Who counts as a pilot under the Bay Act?", "pilot"),
        ("How is Small Net defined?", "small net"),
        ("What is the definition of a pilot?", "Pilot"),
        ("definition of pilot", "**pilot**"),
        ("define pilot", "pilots"),
        ("What does the term pilot mean?", "pilot"),
        ("What does BPO stand for in the Bay Act?", "BPO"),
        ("What is BPO short for?", "BPO"),
        ("What is the full name of the BPO?", "BPO"),
    ],
)
def test_a_question_for_a_meaning_names_its_term(question: str, term: str) -> None:
    assert is_meant(asked(question).meant, term)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What does the Bay Act mean by pilot?", "bay act"),
        ("What is a small net?", "net"),
        ("What is a small net?", "small"),
        ("What is a pilot of the bay?", "pilot"),
        ("What is sustainable fishing?", "sustainability"),
        ("What is a pilot?", ""),
        ("Who leads a pilot?", "pilot"),
        ("", "pilot"),
    ],
)
def test_other_terms_are_not_meant(question: str, term: str) -> None:
    assert not is_meant(asked(question).meant, term)


@pytest.mark.parametrize("piece", ["what is ", "meaning of ", "what does mean by ", "a" * 50 + " "])
def test_a_hostile_question_is_read_in_little_time(piece: str) -> None:
    began = time.perf_counter()
    meant(piece * (100_000 // len(piece)))
    assert time.perf_counter() - began < 1.0


def test_the_definition_of_the_very_term_beats_what_the_reader_likes_better() -> None:
    scores = {"the art of leading ships through the bay": 9.0, "a person who leads ships": 5.0}
    answer = ask("What does the Bay Act mean by pilot?", scores)
    assert answer.text.startswith("pilot means")


def test_the_short_answer_is_the_whole_meaning() -> None:
    answer = ask("What is a pilot?", {"a person": 5.0})
    assert answer.answer == "a person who leads ships, and includes an apprentice"
    (part,) = answer.answer_parts
    assert BAY_ACT[part.start : part.end] == answer.answer


def test_without_the_form_a_definition_counts_for_no_more() -> None:
    scores = {"the art of leading ships through the bay": 9.0, "a person who leads ships": 5.0}
    answer = ask("What does the Bay Act mean by pilot?", scores, Part.FORM)
    assert answer.text.startswith("pilotage means")

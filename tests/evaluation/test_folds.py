"""Folds by section, over a document written for the test."""

from __future__ import annotations

import pytest

from qa.evaluation.folds import fold_of, folds
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.places import places
from qa.evaluation.unanswerable.holdings import Holdings
from tests.corpus_helpers import structured_markdown
from tests.evaluation_helpers import gold_question

TEXT = (
    "# Harbour plan\n\n"
    "## Pilots\n\nPilots board each tanker off the mole. A pilot needs a licence.\n\n"
    "## Dredging\n\nThe channel is dredged every spring.\n\n"
    "## Ferries\n\nFerries leave at seven.\n\n"
    "## Cranes\n\nFour cranes unload\nthe container ships.\n"
)
DOCUMENT = structured_markdown(TEXT)
HOLDINGS = Holdings.of([DOCUMENT])


def asked(id: str, *quotes: str, type: str = "list") -> GoldQuestion:
    return gold_question(id, type=type, evidence=[("plan", quote) for quote in quotes])


PILOTS = asked("q-1", "Pilots board each tanker off the mole.")
LICENCE = asked("q-2", "A pilot needs a licence.")
DREDGING = asked("q-3", "The channel is dredged every spring.")
FERRIES = asked("q-4", "Ferries leave at seven.")


def unanswerable(id: str, question: str, notes: str = "") -> GoldQuestion:
    return GoldQuestion(id, "unanswerable", question, (), (), (), (), answerable=False, notes=notes)


def test_a_quote_is_placed_in_its_innermost_section_across_a_line_break() -> None:
    cranes = asked("q-5", "Four cranes unload the container ships.")
    (place,) = places(cranes, HOLDINGS.documents)
    assert DOCUMENT.sections[place[1]].path[-1] == "Cranes"


def test_a_quote_that_is_not_there_has_no_place() -> None:
    assert places(asked("q-6", "No such sentence."), HOLDINGS.documents) == ()


def test_questions_about_one_section_are_in_one_fold() -> None:
    dealt = folds([PILOTS, DREDGING, LICENCE, FERRIES], HOLDINGS, 2)
    assert dealt["q-1"] == dealt["q-2"]
    assert {dealt["q-3"], dealt["q-4"]} == {1 - dealt["q-1"]}


def test_a_question_over_two_sections_joins_them() -> None:
    both = asked("q-7", "The channel is dredged every spring.", "Ferries leave at seven.")
    dealt = folds([DREDGING, PILOTS, FERRIES, both], HOLDINGS, 3)
    assert dealt["q-3"] == dealt["q-4"] == dealt["q-7"] != dealt["q-1"]


def test_an_unanswerable_question_goes_with_the_section_nearest_to_it() -> None:
    near = unanswerable("q-8", "How much is a pilot paid for boarding a tanker?")
    dealt = folds([PILOTS, DREDGING, FERRIES, near], HOLDINGS, 3)
    assert dealt["q-8"] == dealt["q-1"]


def test_a_question_near_nothing_is_a_group_by_itself() -> None:
    far = unanswerable("q-9", "Who composed the symphony?")
    dealt = folds([PILOTS, far], HOLDINGS, 2)
    assert dealt["q-9"] != dealt["q-1"]


def test_the_same_questions_are_dealt_the_same_way() -> None:
    questions = [PILOTS, DREDGING, LICENCE, FERRIES]
    assert folds(questions, HOLDINGS) == folds(questions, HOLDINGS)


def test_a_made_question_is_in_the_fold_of_its_original() -> None:
    dealt = {"q-1": 0, "q-11": 1}
    assert fold_of("q-11-wrong-year-1", dealt) == 1
    assert fold_of("q-1-left-out", dealt) == 0
    with pytest.raises(KeyError):
        fold_of("p-1", dealt)

"""The part of a question that is not covered, in its own words."""

from __future__ import annotations

import pytest

from qa.analysis.asked import asked
from qa.answer import Gap
from qa.refusing.coverage import coverage
from qa.refusing.missing import Missing, asking_phrase, missing
from tests.qa_helpers import Shelf, chunks_of, parsed

HARBOUR = """\
# Harbour Report

## Treaties

A salvage treaty with Norway has been in force since 1998. The pilots keep it.

## Tides

The pilots counted 2,370 tides in 2005. Two boats were lost near Cape Horn.
"""
SHELF = Shelf(parsed(HARBOUR, "harbour"))


def told(question: str, passage: str = "treaty") -> Missing:
    """Return what is missing, seen from the chunk that holds the words `passage`."""
    chunks = chunks_of(SHELF.document("harbour"), 20)
    chunk = next(chunk for chunk in chunks if passage in chunk.text)
    wants = asked(question)
    return missing(question, wants, [coverage(wants, SHELF, ["harbour"], chunk)])


def test_a_name_that_is_nowhere_is_missing() -> None:
    assert told("When did the salvage treaty with Brazil begin?") == Missing("Brazil", Gap.NOWHERE)


def test_an_attribute_that_is_nowhere_is_missing() -> None:
    assert told("What is the budget of the salvage treaty?") == Missing("budget", Gap.NOWHERE)


def test_words_side_by_side_are_missing_together_and_others_after_a_comma() -> None:
    found = told("Which dry dock keeps pilots' umbrellas?")
    assert found == Missing("dry dock, umbrellas", Gap.NOWHERE)


def test_a_verb_that_is_nowhere_is_not_missing() -> None:
    assert told("When did Norway ratify the salvage treaty?") == Missing("When", Gap.UNSAID)


def test_of_a_name_whose_other_words_are_known_only_the_unknown_ones_are_missing() -> None:
    assert told("What does the Norway Whale Treaty say?").text == "Whale"


def test_a_name_held_elsewhere_is_apart() -> None:
    assert told("When did the salvage treaty with Cape Horn begin?") == Missing(
        "Cape Horn", Gap.APART
    )


def test_a_year_held_elsewhere_is_apart() -> None:
    assert told("Who kept the salvage treaty in 2005?") == Missing("2005", Gap.APART)


def test_a_number_is_named_as_the_question_writes_it() -> None:
    assert told("Which seven treaties are in force?") == Missing("seven", Gap.NOWHERE)


def test_the_words_that_ask_are_missing_where_the_rest_is_there() -> None:
    found = told("How many pilots keep the salvage treaty with Norway?")
    assert found == Missing("How many pilots", Gap.UNSAID)


def test_nothing_is_known_to_be_missing_where_little_of_the_question_is_near() -> None:
    assert told("Where were boats lost in tides?") == Missing()


def test_nothing_is_missing_without_a_passage() -> None:
    assert missing("Who rings?", asked("Who rings?"), []) == Missing()


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("In which city did the council meet?", "In which city"),
        ("What is the price of a lamp?", "the price"),
        ("How much does a lamp cost?", "How much"),
        ("Who trims the lamp?", "Who"),
        ("What does the keeper do?", ""),
        ("lamp oil", ""),
    ],
)
def test_the_words_that_ask(question: str, phrase: str) -> None:
    assert asking_phrase(question, asked(question)) == phrase

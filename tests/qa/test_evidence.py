"""Which candidate wins, with a reader and a reranker whose scores are set by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from qa.answer import Answer
from qa.question import Question
from qa.service import AnswerService
from qa.settings import AnswerSettings, Part
from tests.qa_helpers import Marks, SharedWords, Shelf, parsed

ALL = replace(AnswerSettings(), least_logit=-99.0, prior=0.0)


def ask(question: str, text: str, scores: Mapping[str, float], *without: Part) -> Answer:
    settings = replace(ALL, without=frozenset(without))
    service = AnswerService(Shelf(parsed(text)), SharedWords(), Marks(scores), settings)
    return service.ask(Question(question))


def test_the_reader_s_span_is_the_short_answer_inside_its_sentence() -> None:
    text = "The harbour office was opened in May 1931 by the mayor.\n"
    answer = ask("When was the harbour office opened?", text, {"May 1931": 6.0})
    assert answer.answer == "May 1931"
    assert answer.text == "The harbour office was opened in May 1931 by the mayor."
    assert [part.quote for part in answer.answer_parts] == ["May 1931"]
    assert text[answer.answer_parts[0].start : answer.answer_parts[0].end] == "May 1931"


def test_a_short_answer_over_a_page_break_has_two_parts() -> None:
    text = "The log is kept by the old\n\f\nharbour office of Ferring and read at noon.\n"
    answer = ask("Who keeps the log?", text, {"the old harbour office": 6.0})
    assert [part.quote for part in answer.answer_parts] == ["the old", "harbour office"]
    assert answer.answer == "the old harbour office"


def test_a_span_of_the_type_asked_for_beats_a_slightly_better_one() -> None:
    text = "The bridge was opened by the mayor in 1931 after a feast.\n"
    scores = {"the mayor": 6.0, "1931": 5.5}
    assert ask("When was the bridge opened?", text, scores).answer == "1931"
    assert ask("Who opened the bridge?", text, scores).answer == "the mayor"


@pytest.mark.parametrize("label", ["3.", "(3)", "3)"])
def test_the_number_of_a_line_is_no_answer(label: str) -> None:
    text = f"{label} Numbers of ships are kept by the 2 clerks of the harbour office.\n"
    scores = {label.strip("()."): 9.0, label: 9.0, "2": 4.0}
    assert ask("What number of ships is kept?", text, scores).answer == "2"


def test_a_span_from_the_wrong_year_loses() -> None:
    text = (
        "In 1999 the ferry carried 400 passengers to the island. "
        "In 2004 the ferry carried 900 passengers to the island.\n"
    )
    scores = {"400": 6.0, "900": 6.5}
    assert ask("How many passengers did the ferry carry in 1999?", text, scores).answer == "400"
    assert ask("How many passengers did the ferry carry in 2004?", text, scores).answer == "900"


def test_a_span_of_the_wrong_body_loses() -> None:
    text = (
        "The Harbour Office employs 40 pilots in the summer. "
        "The Forest Office employs 70 pilots in the summer.\n"
    )
    scores = {"40": 6.5, "70": 6.0}
    assert ask("How many pilots does the Forest Office employ?", text, scores).answer == "70"


def test_a_fact_in_two_places_is_quoted_once_and_cited_twice() -> None:
    text = (
        "# Opening\n\nThe old bridge over the Ferrow was opened in 1931 by the mayor.\n\n"
        "# Dates\n\nThe old bridge opened in 1931.\n"
    )
    answer = ask("When was the old bridge opened?", text, {"1931": 6.0})
    assert answer.text == "The old bridge over the Ferrow was opened in 1931 by the mayor."
    assert [citation.quote for citation in answer.citations] == [
        "The old bridge over the Ferrow was opened in 1931 by the mayor.",
        "The old bridge opened in 1931.",
    ]


def test_another_answer_is_not_cited_with_the_best() -> None:
    text = "The old bridge was opened in 1931. The old bridge was mended in 1950.\n"
    answer = ask("When was the old bridge opened?", text, {"1931": 6.0, "1950": 6.0})
    assert len(answer.citations) == 1


def test_what_the_reader_does_not_mark_is_answered_with_the_whole_sentence() -> None:
    answer = ask("When does the bell ring?", "The bell rings at six.\n", {})
    assert answer.answer == answer.text == "The bell rings at six."


def test_signs_alone_are_no_short_answer() -> None:
    answer = ask("When does the bell ring?", "The bell rings at six.\n", {".": 9.0})
    assert answer.answer == "The bell rings at six."


def test_a_question_for_yes_or_no_is_answered_with_the_sentence_that_decides_it() -> None:
    text = "Dogs may enter the harbour in winter.\n"
    answer = ask("May dogs enter the harbour?", text, {"in winter": 6.0})
    assert answer.answer == answer.text == "Dogs may enter the harbour in winter."


@pytest.mark.parametrize(
    "text", ["4 81 2207 9 33 1 77\n", "巣箱は毎月二回調べる。\n", "Der Imker prüft im März.\n"]
)
def test_any_text_can_be_weighed(text: str) -> None:
    answer = ask("When does the keeper look in?", text, {})
    assert answer.citations[0].parts[0].quote in text


def test_a_late_answer_in_a_long_sentence_is_shown_from_its_clause_and_cited_whole() -> None:
    early = " ".join(f"item{number}" for number in range(60))
    text = f"The order names {early}, and the bell rings at six.\n"
    answer = ask("When does the bell ring?", text, {"six": 9.0})
    assert answer.text == "… and the bell rings at six."
    assert answer.citations[0].quote == text.strip()
    assert ask("When does the bell ring?", text, {"six": 9.0}, Part.NEIGHBOURS).text == text.strip()


# What is left out


def test_without_the_reader_the_sentence_answers() -> None:
    text = "The old bridge was opened in 1931. The market is held on Fridays.\n"
    answer = ask("When was the old bridge opened?", text, {"Fridays": 9.0}, Part.READER)
    assert answer.answer == "The old bridge was opened in 1931."


def test_without_the_form_the_reader_alone_chooses_the_span() -> None:
    text = "The bridge was opened by the mayor in 1931 after a feast.\n"
    scores = {"the mayor": 6.0, "1931": 5.5}
    assert ask("When was the bridge opened?", text, scores, Part.FORM).answer == "the mayor"

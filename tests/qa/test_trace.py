from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qa.question import Question
from qa.serialise import answer_bytes, explained_bytes
from qa.service import AnswerService
from qa.settings import AnswerSettings
from qa.trace import trace
from tests.qa_helpers import Marks, SharedWords, Shelf, parsed

TEXT = "The old bridge was opened in 1931. The market opens in 1950.\n"
QUESTION = Question("When was the old bridge opened?")


def service(least_logit: float = -99.0) -> AnswerService:
    settings = replace(AnswerSettings(), least_logit=least_logit, least_cosine=2.0)
    marks = Marks({"1931": 6.0, "1950": 5.0})
    return AnswerService(Shelf(parsed(TEXT)), SharedWords(), marks, settings)


def test_a_trace_tells_what_was_asked_for() -> None:
    told = trace(service().explain(Question("When did the Ferry Office open in 1950?")))
    assert (told.form, told.years, told.names) == ("date", ("1950",), ("Ferry Office",))


def test_the_candidates_come_best_first_with_their_places_and_answers() -> None:
    told = trace(service().explain(QUESTION))
    assert [each.answer for each in told.candidates] == ["1931", "1950"]
    assert told.candidates[0].score > told.candidates[1].score
    for candidate in told.candidates:
        assert all(TEXT[part.start : part.end] == part.quote for part in candidate.parts)


def test_a_score_is_the_weighted_sum_of_the_signals() -> None:
    reasoned = service().explain(QUESTION)
    for candidate in trace(reasoned).candidates:
        total = candidate.signals.total(reasoned.weights)
        assert candidate.score == pytest.approx(total, abs=0.02)


def test_the_reason_names_what_put_the_winner_ahead() -> None:
    why = trace(service().explain(QUESTION)).why
    assert "ahead of the next: " in why
    assert "span +0.30" in why


def test_a_refusal_was_weighed_by_nothing() -> None:
    told = trace(service(least_logit=99.0).explain(QUESTION))
    assert told.candidates == ()
    assert told.why == "nothing found is near the question"
    assert [each.document for each in told.chunks] == ["doc"]


def test_an_explanation_is_json_with_the_answer_as_every_door_gives_it() -> None:
    reasoned = service().explain(QUESTION)
    answer = reasoned.reply.answer
    explained = json.loads(explained_bytes(answer, trace(reasoned)))
    assert explained["answer"] == json.loads(answer_bytes(answer))
    assert set(explained) == {"answer", "trace"}

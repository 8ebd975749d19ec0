"""The comparison of systems, and the page that tells it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from index.stages import Stage
from qa.answer import Reply
from qa.question import Question
from tests.evaluation_helpers import REFUSAL, answered, gold_question, passage, unanswerable
from web.bench.comparing import Comparison, Floor, Run, compare
from web.bench.contest import Contest, Needs
from web.bench.floor import Recorder
from web.bench.machine import Machine
from web.bench.mentions import Mentions
from web.bench.report import Measured, report
from web.bench.serving import Served
from web.bench.timing import Taken, spread

SET_UP = "It was set up in September 1995."
GOLD = (
    gold_question("a", answers=["September 1995"]),
    gold_question("b", answers=["1996"]),
    unanswerable("c"),
)


@dataclass(frozen=True)
class Parrot:
    """A system that always says the same, and writes down who was asked what."""

    name: str
    asked: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, question: Question) -> tuple[Reply, Taken]:
        self.asked.append((self.name, question.text))
        found = tuple(passage(SET_UP, start=100 * n) for n in range(12))
        return Reply(answered(SET_UP, short="September 1995"), found), Taken(0.2, 0.1)


def run(name: str, seconds: float) -> Run:
    predictions = compare(GOLD, [Parrot(name)], Recorder(), []).runs[0].predictions
    return Run(name, predictions, (Taken(seconds, 2 * seconds),) * len(GOLD))


def test_every_question_goes_to_all_systems_each_time_beginning_with_another() -> None:
    asked: list[tuple[str, str]] = []
    compare(GOLD[:2], [Parrot("x", asked), Parrot("y", asked)], Recorder(), [])
    assert [name for name, _ in asked] == ["x", "y", "y", "x"]
    assert [text for _, text in asked] == [each.question for each in GOLD[:2] for _ in "xy"]


def test_the_warm_up_is_asked_and_not_counted() -> None:
    asked: list[tuple[str, str]] = []
    comparison = compare(GOLD[:1], [Parrot("x", asked)], Recorder(), [Question("Warm?")])
    assert [text for _, text in asked] == ["Warm?", GOLD[0].question]
    assert len(comparison.runs[0].predictions) == len(comparison.floor.taken) == 1


def test_a_run_is_scored_as_an_evaluation_is() -> None:
    scores = {each.name: each.mean for each in run("x", 1).scores(GOLD, {})}
    assert scores == {
        "recall@1": 1.0,  # of both that have evidence
        "recall@5": 1.0,
        "containment": 0.5,
        "token_f1": pytest.approx(0.5),
    }


def test_refusals_and_answers_are_told_apart() -> None:
    whole = run("x", 1)
    refused = replace(whole.predictions[1], answer=REFUSAL)
    mixed = replace(whole, predictions=(whole.predictions[0], refused, whole.predictions[2]))
    answers, refusals = mixed.only(refused=False), mixed.only(refused=True)
    assert answers is not None and refusals is not None
    assert [each.id for each in answers.predictions] == ["a", "c"]
    assert [each.id for each in refusals.predictions] == ["b"]
    assert whole.only(refused=True) is None


def test_times_are_told_by_median_95th_percentile_and_mean() -> None:
    found = spread([1.0, 2.0, 3.0, 4.0, 100.0])
    assert (found.p50, found.mean, found.count) == (3.0, 22.0, 5)
    assert found.p95 == pytest.approx(80.8)


def measured() -> Measured:
    comparison = Comparison(
        (run("Pincite", 0.2), run("other", 0.9)),
        Floor((Taken(0.16, 0.25),) * 3, (10, 20, 30)),
    )
    return Measured(
        before=Machine("Abacus", 2, "Linux x86_64", "3.11.2", 0.5),
        load=1.25,
        gold=GOLD,
        contest=Contest(comparison, {"other": Needs(21.0, 30.0, 900.0)}, {}),
        r20=Taken(0.1, 0.08),
        built=Taken(7.0, 9.0),
        cold_ask=Taken(1.5, 1.2),
        served=Served(
            ready=2.5,
            alone=spread([0.2]),
            added=0.003,
            crowd=spread([1.0, 3.0]),
            rate=15.5,
            work=0.12,
            memory=512.0,
            paint=None,
            stages={Stage.DENSE: 0.2, Stage.LEXICAL: 0.0, Stage.RERANKING: 0.6},
        ),
        mentions=Mentions(0.5, 0.2, 476, 9996),
    )


def rows(page: str) -> dict[str, list[list[str]]]:
    """Return the rows of all tables of a page by their first cell."""
    found: dict[str, list[list[str]]] = {}
    for line in page.splitlines():
        if line.startswith("|"):
            first, *others = (cell.strip() for cell in line.strip("|").split("|"))
            found.setdefault(first, []).append(others)
    return found


def test_times_are_told_as_multiples_of_the_first_systems() -> None:
    page = rows(report(measured(), date(2031, 4, 5)))
    assert page["Pincite"][0] == ["200", "200", "200", "400", "400", "1.00", "1.00"]
    assert page["other"][0] == ["900", "900", "900", "1800", "1800", "4.50", "4.50"]


def test_overhead_is_what_an_answer_takes_over_its_model_calls() -> None:
    page = rows(report(measured(), date(2031, 4, 5)))
    assert page["clock"] == [["1.25", "1.25", "1.25"]]
    assert page["processors"] == [["1.60", "1.60", "1.60"]]


def test_what_each_system_needs_is_told() -> None:
    page = rows(report(measured(), date(2031, 4, 5)))
    assert page["Pincite"][2] == ["7.0 s", "2.5 s", "512 MB"]
    assert page["other"][2] == ["21.0 s", "30.0 s", "900 MB"]


def test_where_the_time_of_an_answer_goes_is_told_by_shares_the_most_first() -> None:
    page = rows(report(measured(), date(2031, 4, 5)))
    assert page["where the time of an answer goes"] == [["reranking 75 %, dense 25 %", ""]]


def test_the_page_names_the_day_and_the_machine() -> None:
    page = report(measured(), date(2031, 4, 5))
    assert (
        "2031-04-05, 2 processors (Abacus), Linux x86_64, Python 3.11.2; "
        "load 0.5 at the beginning, 1.2 at the end." in page
    )


def test_systems_that_are_not_there_are_named() -> None:
    assert "Not there to be measured: haystack, txtai." in report(measured(), date(2031, 4, 5))

from dataclasses import replace

from qa.evaluation.abstention import refusals
from qa.evaluation.outcome import Outcome, outcomes
from qa.evaluation.render import render
from qa.evaluation.report import Citations, report
from tests.evaluation_helpers import (
    REFUSAL,
    answered,
    citation,
    gold_question,
    listed,
    prediction,
    unanswerable,
)

TEXT = "It was set up in September 1995."
DATE = gold_question("d", answers=["September 1995"], evidence=[("doc", TEXT)])
WHY = replace(DATE, id="w", type="why")
LIST = gold_question("l", type="list", items=[["police"]])
NONE = unanswerable("u")

WRONG = answered("Nobody knows when.", cited=[citation("Nobody knows when.", start=40)])
REPLIES = [
    prediction("u", REFUSAL, seconds=1.0),
    prediction("d", answered(TEXT), seconds=2.0),
    prediction("w", WRONG, seconds=3.0),
]


def run() -> tuple[Outcome, ...]:
    """Return outcomes: one refused rightly, one answered, one answered wrongly, one missing."""
    return outcomes([NONE, DATE, WHY, LIST], REPLIES, {"doc": TEXT})


def test_all_questions_come_first_then_the_types_as_the_gold_has_them() -> None:
    groups = [(group.name, group.questions) for group in report(run()).groups]
    assert groups == [("overall", 4), ("unanswerable", 1), ("date", 1), ("why", 1), ("list", 1)]


def test_a_mean_counts_the_questions_that_its_measure_applies_to() -> None:
    means = {mean.name: (mean.n, mean.mean) for mean in report(run()).groups[0].means}
    assert means["containment"] == (2, 0.5)
    assert means["item_f1"] == (1, 0.0)
    assert means["answered"] == (3, 2 / 3)
    assert means["refused"] == (1, 1.0)


def test_a_type_has_the_means_of_its_own_questions() -> None:
    why = report(run()).groups[3]
    assert [(mean.n, mean.mean) for mean in why.means if mean.name == "containment"] == [(1, 0.0)]


def test_means_keep_the_order_of_the_measures() -> None:
    names = [mean.name for mean in report(run()).groups[0].means]
    assert names == [score.measure for score in run()[0].scores]


def test_a_measure_that_applies_to_no_question_of_a_type_is_left_out() -> None:
    assert [mean.name for mean in report(run()).groups[1].means] == ["refused"]


def test_refused_shares_are_of_unanswerable_and_of_answerable_questions() -> None:
    gold = [NONE, DATE, WHY]
    found = outcomes(gold, [prediction("u"), prediction("d", REFUSAL), prediction("w")], {})
    shares = refusals(found)
    assert shares.unanswerable is not None
    assert shares.answerable is not None
    assert (shares.unanswerable.mean, shares.unanswerable.n) == (0.0, 1)
    assert (shares.answerable.mean, shares.answerable.n) == (0.5, 2)


def test_a_missing_prediction_is_no_refusal() -> None:
    shares = refusals(outcomes([DATE], [], {}))
    assert shares.answerable is not None
    assert shares.answerable.mean == 0.0


def test_there_is_no_refused_share_of_no_questions() -> None:
    assert refusals([]).answerable is None


def test_citations_are_counted_over_the_answered_answerable_questions() -> None:
    gold = [NONE, DATE, WHY, LIST]
    answers = [prediction("u", WRONG), *REPLIES[1:], prediction("l", REFUSAL)]
    group = report(outcomes(gold, answers, {"doc": TEXT})).groups[0]
    assert group.citations == Citations(
        right=1, citations=2, supported=1, answered=2, exact_parts=1, parts=3
    )


def test_the_median_length_leaves_lists_and_unanswerable_questions_out() -> None:
    gold = [NONE, DATE, WHY, LIST]
    answers = [
        prediction("u", answered("One.")),
        prediction("d", answered("One two three.")),
        prediction("w", answered("One two three four.")),
        prediction("l", listed("police")),
    ]
    assert report(outcomes(gold, answers, {})).groups[0].median_words == 3.5


def test_there_is_no_median_length_of_no_text() -> None:
    assert report(run()).groups[1].median_words is None


def test_seconds_are_over_all_predictions() -> None:
    found = report(run())
    assert (found.median_seconds, found.p95_seconds) == (2.0, 2.9)


def test_missing_predictions_and_misquotes_are_named() -> None:
    found = report(run())
    assert (found.missing, found.inexact) == (("l",), ("w",))


def test_the_same_outcomes_give_the_same_report() -> None:
    assert report(run()) == report(run())


def test_no_outcomes_give_a_report_without_figures() -> None:
    found = report(())
    assert [group.name for group in found.groups] == ["overall"]
    assert (found.groups[0].means, found.median_seconds) == ((), None)
    assert render(found) == "overall, 0 questions\n\n"


def test_a_rendered_report_shows_each_mean_with_its_n_and_its_interval() -> None:
    found = [line.split() for line in render(report(run())).splitlines()]
    assert ["containment", "n", "2", "0.500", "[0.000,", "1.000]"] in found


def test_a_rendered_report_by_hand() -> None:
    found = report(outcomes([NONE, DATE], [prediction("u", WRONG)], {"doc": TEXT}))
    unanswerable_group, last = render(found).split("\n\n")[1:4:2]
    assert unanswerable_group.splitlines() == [
        "unanswerable, 1 questions",
        "  refused  n    1  0.000  [0.000, 0.000]",
        "  unanswerable refused: 0.000 of 1",
    ]
    assert last.splitlines() == [
        "quotes in their place: 0 / 1 = 0.000",
        "seconds: median 0.500, p95 0.500",
        "without prediction: 1 (d)",
        "misquoted: 1 (u)",
    ]


def test_a_rendered_report_shows_citations_and_length_beside_the_means() -> None:
    lines = [line.strip() for line in render(report(run())).split("\n\n")[0].splitlines()]
    assert lines[-5:] == [
        "unanswerable refused: 1.000 of 1",
        "answerable refused: 0.000 of 3",
        "right citations / citations: 1 / 2 = 0.500",
        "supported / answered: 1 / 2 = 0.500",
        "median words of the text: 5",
    ]


def test_a_long_list_of_missing_questions_is_cut() -> None:
    gold = [replace(DATE, id=f"d{number:02}") for number in range(12)]
    text = render(report(outcomes(gold, [], {})))
    assert "without prediction: 12 (d00, d01, " in text
    assert text.endswith("d09, ...)\n")

"""What confidence is worth: figures that a reader can compute by hand."""

from __future__ import annotations

import pytest

from qa.answer import Answer, AnswerKind
from qa.evaluation.confidence import (
    Judged,
    RiskPoint,
    area_under_risk,
    auroc,
    calibration_error,
    judged,
    reliability,
    risk_coverage,
)
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.outcome import outcomes
from tests.evaluation_helpers import answered, citation, gold_question, prediction, unanswerable

TEXT = "It was set up in September 1995."


def reply(confidence: float, *, right: bool | None) -> Judged:
    return Judged(confidence, answerable=True, answered=right is not None, right=right)


def judge(question: GoldQuestion, answer: Answer) -> Judged:
    found = outcomes([question], [prediction(question.id, answer)], {"doc": TEXT})
    (only,) = judged(found)
    return only


def test_an_answer_that_holds_what_is_wanted_is_right() -> None:
    question = gold_question(answers=["September 1995"])
    assert judge(question, answered(TEXT, confidence=0.7)) == Judged(
        0.7, answerable=True, answered=True, right=True
    )


def test_an_answer_that_lacks_what_is_wanted_is_wrong() -> None:
    question = gold_question(answers=["May 2001"])
    assert judge(question, answered(TEXT)).right is False


def test_what_is_said_to_an_unanswerable_question_is_wrong_and_so_is_what_is_held_back() -> None:
    refusal = Answer(AnswerKind.NOT_FOUND, confidence=0.2)
    assert judge(unanswerable(), answered()).right is False
    assert judge(unanswerable(), refusal) == Judged(
        0.2, answerable=False, answered=False, right=False
    )


def test_nobody_knows_what_a_refused_question_would_have_been_answered() -> None:
    question = gold_question(answers=["September 1995"])
    refusal = Answer(AnswerKind.NOT_FOUND, confidence=0.4)
    assert judge(question, refusal) == Judged(0.4, answerable=True, answered=False, right=None)


def test_where_only_a_passage_is_gold_a_citation_of_it_is_right() -> None:
    question = gold_question(evidence=[("doc", TEXT)])
    assert judge(question, answered(TEXT)).right is True
    elsewhere = answered("Nothing else.", cited=[citation("Nothing else.")])
    assert judge(question, elsewhere).right is False


def test_a_question_without_prediction_is_not_judged() -> None:
    assert judged(outcomes([unanswerable()], [], {})) == ()


def test_auroc_counts_the_pairs_in_order_and_half_the_ties() -> None:
    # 0.9 beats both, 0.5 beats 0.1 and ties with 0.5: 3.5 of 4.
    assert auroc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)


def test_auroc_of_confidences_that_are_all_the_same_is_one_half() -> None:
    assert auroc([0.3] * 4, [0.3] * 7) == pytest.approx(0.5)


def test_auroc_needs_both_classes() -> None:
    assert auroc([], [0.5]) is None
    assert auroc([0.5], []) is None


def test_bins_have_equal_mass() -> None:
    bins = reliability([reply(step / 10, right=step > 4) for step in range(10)], count=5)
    assert [each.n for each in bins] == [2, 2, 2, 2, 2]
    assert (bins[0].low, bins[0].high) == (0.0, 0.1)
    assert [each.share_right for each in bins] == [0.0, 0.0, 0.5, 1.0, 1.0]


def test_equal_confidences_share_a_bin() -> None:
    bins = reliability([reply(0.5, right=True)] * 9 + [reply(0.9, right=True)], count=5)
    assert [(each.low, each.n) for each in bins] == [(0.5, 9), (0.9, 1)]


def test_what_nobody_can_judge_is_in_no_bin_and_on_no_curve() -> None:
    replies = [reply(0.5, right=None)]
    assert reliability(replies) == ()
    assert risk_coverage(replies) == ()


def test_fewer_questions_than_bins_give_a_bin_each() -> None:
    assert [each.n for each in reliability([reply(0.2, right=True), reply(0.4, right=False)])] == [
        1,
        1,
    ]


def test_the_calibration_error_weighs_the_gaps_by_size() -> None:
    # Three at 0.6 of which two are right, one at 1.0 that is wrong.
    replies = [
        reply(0.6, right=True),
        reply(0.6, right=True),
        reply(0.6, right=False),
        reply(1.0, right=False),
    ]
    expected = (3 * abs(0.6 - 2 / 3) + 1 * 1.0) / 4
    assert calibration_error(reliability(replies, count=2)) == pytest.approx(expected)


def test_without_questions_there_is_no_calibration_error() -> None:
    assert calibration_error(()) is None


def test_the_risk_rises_as_less_sure_answers_are_given() -> None:
    curve = risk_coverage([reply(0.2, right=False), reply(0.9, right=True), reply(0.6, right=True)])
    assert curve == (
        RiskPoint(0.9, 1 / 3, 0.0),
        RiskPoint(0.6, 2 / 3, 0.0),
        RiskPoint(0.2, 1.0, 1 / 3),
    )


def test_equal_confidences_are_answered_together() -> None:
    curve = risk_coverage([reply(0.5, right=True), reply(0.5, right=False)])
    assert curve == (RiskPoint(0.5, 1.0, 0.5),)


def test_the_area_is_the_mean_risk_over_the_coverages() -> None:
    points = (RiskPoint(0.9, 0.25, 0.0), RiskPoint(0.5, 1.0, 0.4))
    assert area_under_risk(points) == pytest.approx(0.75 * 0.4)
    assert area_under_risk(()) is None

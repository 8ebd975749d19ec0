"""The figures of a set of questions, and how they are shown."""

from __future__ import annotations

import pytest

from qa.evaluation.abstaining import abstaining
from qa.evaluation.bounds import certify
from qa.evaluation.confidence import Judged
from qa.evaluation.render_confidence import render_abstaining, render_certificates
from qa.evaluation.sampling import estimate_of

RIGHT = [Judged(0.5 + step / 50, answerable=True, answered=True, right=True) for step in range(20)]
WRONG = [Judged(0.3, answerable=True, answered=True, right=False)] * 5
HELD_BACK = [Judged(0.1, answerable=True, answered=False, right=None)] * 5
TRAPS = [Judged(step / 50, answerable=False, answered=step > 5, right=False) for step in range(30)]


def test_right_answers_are_ranked_apart_from_the_other_answerable_questions() -> None:
    found = abstaining("set", [*RIGHT, *WRONG, *TRAPS])
    assert found.right_ranked is not None
    assert found.answerable_ranked is not None
    assert found.right_ranked.n == 50
    assert found.answerable_ranked.n == 55
    assert found.right_ranked.value > found.answerable_ranked.value


def test_a_question_held_back_counts_as_unknown_and_as_refused() -> None:
    found = abstaining("set", [*RIGHT, *HELD_BACK])
    assert found.unknown == 5
    assert found.refused_answerable is not None
    assert found.refused_answerable.mean == pytest.approx(5 / 25)


def test_a_threshold_refuses_what_is_less_confident() -> None:
    found = abstaining("set", TRAPS, threshold=0.4)
    assert found.refused_unanswerable is not None
    assert found.refused_unanswerable.mean == pytest.approx(20 / 30)


def test_a_set_of_one_class_has_no_ranking_and_no_refusals_of_the_other() -> None:
    found = abstaining("set", TRAPS)
    assert found.right_ranked is None
    assert found.answerable_ranked is None
    assert found.refused_answerable is None
    assert found.area_under_risk is not None
    assert found.area_under_risk.value == 1.0


def test_no_question_gives_no_figure() -> None:
    found = abstaining("set", [])
    assert (found.answerable, found.unanswerable) == (0, 0)
    assert found.calibration_error is None
    assert found.bins == ()
    assert render_abstaining([found]).count("\n") == 1


def test_the_same_questions_give_the_same_figures() -> None:
    replies = [*RIGHT, *WRONG, *TRAPS]
    assert abstaining("set", replies) == abstaining("set", replies)


def test_an_interval_holds_its_figure_and_keeps_the_sizes_of_the_classes() -> None:
    sizes = set()

    def share(classes: object) -> float:
        assert isinstance(classes, list | tuple)
        first, second = classes
        sizes.add((len(first), len(second)))
        return sum(first) / len(first)

    found = estimate_of("share", share, ([0.0] * 10 + [1.0] * 10, [1.0] * 3))
    assert found is not None
    assert found.low < found.value == 0.5 < found.high
    assert sizes == {(20, 3)}


def test_every_figure_is_shown_with_its_interval() -> None:
    shown = render_abstaining([abstaining("own questions", [*RIGHT, *WRONG, *TRAPS])])
    lines = shown.splitlines()
    assert lines[0].startswith("own questions: 25 answerable, 30 unanswerable questions")
    assert sum("AUROC" in line for line in lines) == 2
    assert any(line.startswith("  calibration error") for line in lines)
    assert lines[-1].split() == ["1.000", "0.636", "0.000"]


def test_the_threshold_fixed_beforehand_is_marked() -> None:
    shown = render_certificates(certify([*RIGHT, *TRAPS], 0.2, (0.6, 0.5)), 0.2, 0.5)
    rows = shown.splitlines()[-2:]
    assert [row.startswith("*") for row in rows] == [False, True]
    assert "0 /  20" in rows[1]

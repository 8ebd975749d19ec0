import json
from pathlib import Path

import pytest

from corpus.errors import GoldError
from qa.evaluation.compare import Change
from qa.evaluation.measure import Measure, is_answerable
from qa.evaluation.outcome import Outcome, outcomes
from qa.evaluation.reference import (
    Drop,
    drops,
    read_reference,
    reference_of,
    write_reference,
)
from qa.evaluation.render import render_drops
from tests.evaluation_helpers import answered, gold_question, prediction, unanswerable

LENGTH = Measure("length", is_answerable, lambda _q, p, _d: len(p.answer.text) / 10)


def run(**lengths: int) -> tuple[Outcome, ...]:
    """Return outcomes whose only score is a tenth of the length of the text."""
    gold = [gold_question(name, question=f"{name}?") for name in lengths]
    answers = [prediction(name, answered("x" * length)) for name, length in lengths.items()]
    return outcomes([*gold, unanswerable("u")], answers, {}, [LENGTH])


def test_the_run_that_gave_the_reference_drops_nothing() -> None:
    assert drops(reference_of(run(a=3, b=7, c=1)), run(a=3, b=7, c=1)) == ()


def test_a_rise_is_no_drop() -> None:
    assert drops(reference_of(run(a=3)), run(a=9)) == ()


def test_a_drop_names_the_questions_that_fell_largest_first() -> None:
    reference = reference_of(run(a=3, b=9, c=2))
    (drop,) = drops(reference, run(a=2, b=4, c=5))
    assert drop == Drop(
        measure="length",
        reference=reference.figures[0].mean,
        now=drop.now,
        tolerance=0.02,
        questions=(Change("b", "b?", 0.9, 0.4), Change("a", "a?", 0.3, 0.2)),
    )
    assert (drop.reference, drop.now) == pytest.approx((14 / 30, 11 / 30))


def test_a_fall_within_the_tolerance_is_no_drop() -> None:
    reference = reference_of(run(a=5, b=5), {"length": 0.05})
    assert drops(reference, run(a=4, b=5)) == ()
    assert len(drops(reference, run(a=3, b=5))) == 1


def test_a_missing_prediction_is_a_drop() -> None:
    gold = [gold_question("a"), unanswerable("u")]
    (drop,) = drops(reference_of(run(a=5)), outcomes(gold, [], {}, [LENGTH]))
    assert drop.now == 0.0


def test_a_question_more_than_the_reference_has_is_refused() -> None:
    with pytest.raises(GoldError, match="'b' is not in both the reference and the run"):
        drops(reference_of(run(a=5)), run(a=5, b=5))


def test_a_question_less_than_the_reference_has_is_refused() -> None:
    with pytest.raises(GoldError, match="'b' is not in both the reference and the run"):
        drops(reference_of(run(a=5, b=5)), run(a=5))


def test_a_run_without_a_measure_of_the_reference_is_refused() -> None:
    gold = [gold_question("a"), unanswerable("u")]
    with pytest.raises(GoldError, match="'a' has no 'length' in this run"):
        drops(reference_of(run(a=5)), outcomes(gold, [], {}))


def test_a_reference_is_read_back_equal(tmp_path: Path) -> None:
    reference = reference_of(run(a=3, b=7, c=1), {"length": 0.02})
    write_reference(tmp_path / "reference.jsonl", reference)
    assert read_reference(tmp_path / "reference.jsonl") == reference


def test_a_reference_file_has_the_figures_first_and_one_question_a_line(tmp_path: Path) -> None:
    path = tmp_path / "reference.jsonl"
    write_reference(path, reference_of(run(a=3, b=7)))
    first, *others = [json.loads(line) for line in path.read_text().splitlines()]
    assert first == {"measure": "length", "n": 2, "mean": 0.5, "tolerance": 0.02}
    assert others == [
        {"id": "a", "scores": [{"measure": "length", "value": 0.3}]},
        {"id": "b", "scores": [{"measure": "length", "value": 0.7}]},
        {"id": "u", "scores": []},
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"measure": "length", "n": 2, "mean": 0.5}', "line 1: figure has no field 'tolerance'"),
        (
            '{"measure": "length", "n": 2, "mean": 0.5, "tolerance": -1}',
            "line 1: figure: a figure is over some question and its tolerance is not negative",
        ),
        (
            '{"measure": "length", "n": 2, "mean": 0.5, "tolerance": 0}',
            "the figures are not over the scores of the questions",
        ),
        ('{"id": "a"}', "line 1: question has no field 'scores'"),
    ],
)
def test_a_malformed_reference_is_refused(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "reference.jsonl"
    path.write_text(line)
    with pytest.raises(GoldError, match=message):
        read_reference(path)


def test_rendered_drops_by_hand() -> None:
    found = drops(reference_of(run(a=3, b=9)), run(a=3, b=4))
    assert render_drops(found).splitlines() == [
        "length fell from 0.600 to 0.350, more than 0.020:",
        "  b  0.900 -> 0.400  b?",
    ]


def test_rendered_drops_say_so_when_there_is_none() -> None:
    assert render_drops(()) == "No figure fell below its reference.\n"

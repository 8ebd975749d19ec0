import pytest

from corpus.errors import GoldError
from qa.evaluation.compare import Change, Difference, compare
from qa.evaluation.measure import MEASURES, Measure, is_answerable
from qa.evaluation.outcome import Outcome, outcomes
from qa.evaluation.render import render_comparison
from tests.evaluation_helpers import answered, gold_question, prediction, unanswerable

LENGTH = Measure("length", is_answerable, lambda _q, p, _d: len(p.answer.text) / 10)


def run(**lengths: int) -> tuple[Outcome, ...]:
    """Return outcomes whose only score is a tenth of the length of the text."""
    gold = [gold_question(name, question=f"{name}?") for name in lengths]
    answers = [prediction(name, answered("x" * length)) for name, length in lengths.items()]
    return outcomes(gold, answers, {}, [LENGTH])


def test_a_difference_has_both_means_and_the_questions_that_changed() -> None:
    (difference,) = compare(run(a=1, b=5, c=4, d=2), run(a=2, b=2, c=4, d=7))
    # means (1 + 5 + 4 + 2) / 40 and (2 + 2 + 4 + 7) / 40; 0.3 itself has other last bits
    assert difference == Difference(
        measure="length",
        n=4,
        before=(0.1 + 0.5 + 0.4 + 0.2) / 4,
        after=(0.2 + 0.2 + 0.4 + 0.7) / 4,
        chance=difference.chance,
        better=(Change("d", "d?", 0.2, 0.7), Change("a", "a?", 0.1, 0.2)),
        worse=(Change("b", "b?", 0.5, 0.2),),
    )


def test_equal_changes_come_in_the_order_of_the_gold() -> None:
    (difference,) = compare(run(b=1, c=1, a=1), run(b=2, c=2, a=2))
    assert [change.id for change in difference.better] == ["b", "c", "a"]


def test_equal_runs_differ_by_chance_only() -> None:
    (difference,) = compare(run(a=1, b=2), run(a=1, b=2))
    assert (difference.chance, difference.better, difference.worse) == (1.0, (), ())


def test_a_gain_everywhere_is_hardly_chance() -> None:
    names = [f"q{number}" for number in range(20)]
    before = run(**dict.fromkeys(names, 1))
    (difference,) = compare(before, run(**dict.fromkeys(names, 2)))
    assert difference.chance < 0.001


def test_the_order_of_a_run_makes_no_difference() -> None:
    after = run(a=2, b=2)
    assert compare(run(a=1, b=2), after) == compare(run(a=1, b=2), after[::-1])


def test_the_measures_keep_their_order() -> None:
    found = outcomes([gold_question(answers=["1995"]), unanswerable()], [], {})
    names = [difference.measure for difference in compare(found, found)]
    applied = [each.name for each in MEASURES if not each.name.startswith("item")]
    assert names == applied


def test_a_measure_that_only_one_run_took_is_left_out() -> None:
    gold = [gold_question("a")]
    assert compare(run(a=1), outcomes(gold, [prediction("a")], {})) == ()


def test_runs_over_other_questions_are_refused() -> None:
    with pytest.raises(GoldError, match="'b' is in one of the two runs only"):
        compare(run(a=1, b=1), run(a=1))


def test_two_empty_runs_have_no_differences() -> None:
    assert compare((), ()) == ()


def test_a_rendered_comparison_by_hand() -> None:
    text = render_comparison(compare(run(a=1, b=5, c=4), run(a=2, b=2, c=4)))
    assert text.splitlines() == [
        "measure     n  before   after  change       p  better  worse",
        "length      3   0.333   0.267  -0.067  1.0000       1      1",
        "",
        "length, better:",
        "  a  0.100 -> 0.200  a?",
        "",
        "length, worse:",
        "  b  0.500 -> 0.200  b?",
    ]


def test_a_rendered_comparison_names_no_question_where_none_changed() -> None:
    assert len(render_comparison(compare(run(a=1), run(a=1))).splitlines()) == 2

import random
from dataclasses import replace

import pytest

from qa.confidence.grounds import Grounds, confidence
from qa.evaluation.confidence import Judged
from training.confidence import MADE, Case, as_code, cross_validated, fitted

NOTHING = Grounds(*7 * (0.0,))


def case(number: int, verified: float, right: bool | None, **changes: object) -> Case:
    made = Case(
        id=str(number),
        source="made",
        fold=number % 5,
        weight=1.0,
        structured=False,
        grounds=replace(NOTHING, verified=verified),
        reply=Judged(0.5, answerable=True, answered=right is not None, right=right),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def drawn(count: int = 400) -> list[Case]:
    """Return cases of which a higher logit is right more often, both kinds of answers."""
    draw = random.Random(8)  # noqa: S311 - no secret
    logits = [draw.uniform(-3, 3) for _ in range(count)]
    return [
        case(number, logit, draw.uniform(-3, 3) < logit, structured=number % 2 == 0)
        for number, logit in enumerate(logits)
    ]


def test_grounds_of_right_answers_count_for_an_answer() -> None:
    trust = fitted(drawn(), structured=False)
    assert trust.weights.verified > 0
    sure, unsure = (confidence(replace(NOTHING, verified=each), trust) for each in (3.0, -3.0))
    assert sure > 0.8
    assert unsure < 0.2


def test_grounds_that_never_vary_count_for_nothing() -> None:
    assert fitted(drawn(), structured=True).weights.names == 0.0


def test_a_case_that_nobody_can_judge_is_left_out() -> None:
    doubtful = [case(number, 9.0, None) for number in range(50)]
    assert fitted([*drawn(), *doubtful], structured=False) == fitted(drawn(), structured=False)


def test_a_made_case_counts_a_tenth() -> None:
    ten = [case(number, 2.0, right=False, weight=MADE) for number in range(1000, 1010)]
    one = [case(1000, 2.0, right=False)]
    made, asked = (fitted([*drawn(), *more], structured=False) for more in (ten, one))
    assert made.weights.verified == pytest.approx(asked.weights.verified, abs=0.02)


def test_cases_of_one_kind_of_answer_alone_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="class"):
        fitted([case(number, 1.0, right=True) for number in range(9)], structured=False)


def test_a_fold_is_judged_by_the_others() -> None:
    cases = drawn()
    # One fold says the opposite of the others: they do not hear of it.
    odd = [
        replace(each, reply=replace(each.reply, right=not each.reply.right))
        if each.fold == 0
        else each
        for each in cases
    ]
    (replies,) = cross_validated(odd).values()
    sure = [
        each for each in replies[: len([e for e in odd if e.fold == 0])] if each.confidence > 0.8
    ]
    assert sure
    assert sum(bool(each.right) for each in sure) < len(sure) / 2


def test_an_answer_that_was_not_doubted_keeps_its_confidence() -> None:
    cases = [*drawn(), case(1000, 0.0, right=True, grounds=None)]
    found = [each for each in cross_validated(cases)["made"] if each.confidence == 0.5]
    assert len(found) >= 1


def test_a_trust_is_printed_as_it_stands_in_the_settings() -> None:
    trust = fitted(drawn(), structured=False)
    printed = as_code("TRUST", trust)
    assert printed.startswith(f"TRUST = Trust(bias={trust.bias}, weights=Grounds(verified=")

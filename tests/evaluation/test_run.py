from threading import Barrier

import pytest

from corpus.errors import QuestionError
from qa.answer import Reply
from qa.evaluation.outcome import outcomes
from qa.evaluation.run import evaluate, predict
from qa.question import Question, Turn
from tests.evaluation_helpers import REFUSAL, answered, gold_question, passage

GOLD = [
    gold_question("a", question="First?", scope_doc="doc"),
    gold_question("b", question="Second?", type="followup", history=(Turn("First?", "Yes."),)),
]


def respond(question: Question) -> Reply:
    return Reply(answered(f"On {question.text}"), (passage(question.text),))


class Ticks:
    """A clock that shows 0, 1, 4, 9, ... at successive looks."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> float:
        self.looks += 1
        return float((self.looks - 1) ** 2)


def test_each_question_gets_the_answer_to_it() -> None:
    found = predict(GOLD, respond)
    assert [(each.id, each.answer.text) for each in found] == [
        ("a", "On First?"),
        ("b", "On Second?"),
    ]


def test_questions_are_asked_in_order_with_their_history_and_scope() -> None:
    asked: list[Question] = []

    def listening(question: Question) -> Reply:
        asked.append(question)
        return Reply(REFUSAL, ())

    predict(GOLD, listening)
    assert asked == [
        Question("First?", documents=("doc",)),
        Question("Second?", history=(Turn("First?", "Yes."),)),
    ]


def test_the_passages_of_a_reply_are_kept_with_its_answer() -> None:
    found = predict(GOLD, respond)
    assert [each.passages for each in found] == [(passage("First?"),), (passage("Second?"),)]


def test_only_the_first_ten_passages_are_kept() -> None:
    ranked = tuple(passage(f"{number}") for number in range(12))
    (found,) = predict(GOLD[:1], lambda _question: Reply(REFUSAL, ranked))
    assert found.passages == ranked[:10]


def test_the_reply_is_timed() -> None:
    # The clock shows 0 and 1 around the first reply, 4 and 9 around the second.
    found = predict(GOLD, respond, clock=Ticks())
    assert [each.seconds for each in found] == [1.0, 5.0]


def test_threads_answer_side_by_side_and_keep_the_order() -> None:
    # Neither call returns before both have begun.
    both_begun = Barrier(2, timeout=30)

    def waiting(question: Question) -> Reply:
        both_begun.wait()
        return respond(question)

    found = predict(GOLD, waiting, threads=2)
    assert [(each.id, each.answer.text) for each in found] == [
        ("a", "On First?"),
        ("b", "On Second?"),
    ]


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_ends_the_run(threads: int) -> None:
    def failing(_question: Question) -> Reply:
        raise QuestionError("too long")

    with pytest.raises(QuestionError, match="too long"):
        predict(GOLD, failing, threads=threads)


def test_no_questions_give_no_predictions() -> None:
    assert predict([], respond) == ()


def test_an_evaluation_scores_what_it_was_told() -> None:
    found = evaluate(GOLD, respond, {"doc": "On First?"})
    assert found.outcomes == outcomes(GOLD, found.predictions, {"doc": "On First?"})
    assert [outcome.answered for outcome in found.outcomes] == [True, True]

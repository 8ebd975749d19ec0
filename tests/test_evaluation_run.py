from collections.abc import Sequence
from threading import Barrier

import pytest

from corpus.errors import QuestionError
from qa.answer import Answer, Passage
from qa.evaluation.outcome import outcomes
from qa.evaluation.run import evaluate, predict
from qa.question import Question, Turn
from tests.evaluation_helpers import REFUSAL, answered, gold_question, passage

GOLD = [
    gold_question("a", question="First?", scope_doc="doc"),
    gold_question("b", question="Second?", type="followup", history=(Turn("First?", "Yes."),)),
]


def ask(question: Question) -> Answer:
    return answered(f"On {question.text}")


def no_passages(_question: Question) -> Sequence[Passage]:
    return ()


class Ticks:
    """A clock that shows 0, 1, 4, 9, ... at successive looks."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> float:
        self.looks += 1
        return float((self.looks - 1) ** 2)


def test_each_question_gets_the_answer_to_it() -> None:
    found = predict(GOLD, ask, no_passages)
    assert [(each.id, each.answer.text) for each in found] == [
        ("a", "On First?"),
        ("b", "On Second?"),
    ]


def test_questions_are_asked_in_order_with_their_history_and_scope() -> None:
    asked: list[Question] = []

    def listening(question: Question) -> Answer:
        asked.append(question)
        return REFUSAL

    predict(GOLD, listening, no_passages)
    assert asked == [
        Question("First?", documents=("doc",)),
        Question("Second?", history=(Turn("First?", "Yes."),)),
    ]


def test_passages_are_retrieved_for_the_same_question() -> None:
    found = predict(GOLD, ask, lambda question: [passage(question.text)])
    assert [each.passages for each in found] == [(passage("First?"),), (passage("Second?"),)]


def test_only_the_first_ten_passages_are_kept() -> None:
    ranked = [passage(f"{number}") for number in range(12)]
    (found,) = predict(GOLD[:1], ask, lambda _question: ranked)
    assert found.passages == tuple(ranked[:10])


def test_only_the_answer_is_timed() -> None:
    clock = Ticks()

    def slow_passages(_question: Question) -> Sequence[Passage]:
        clock()
        return ()

    found = predict(GOLD, ask, slow_passages, clock=clock)
    # looks: 0 and 1 around the first answer, 4 in retrieval, 9 and 16 around the second
    assert [each.seconds for each in found] == [1.0, 7.0]


def test_threads_answer_side_by_side_and_keep_the_order() -> None:
    # Neither call returns before both have begun.
    both_begun = Barrier(2, timeout=30)

    def waiting(question: Question) -> Answer:
        both_begun.wait()
        return ask(question)

    found = predict(GOLD, waiting, no_passages, threads=2)
    assert [(each.id, each.answer.text) for each in found] == [
        ("a", "On First?"),
        ("b", "On Second?"),
    ]


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_ends_the_run(threads: int) -> None:
    def failing(_question: Question) -> Answer:
        raise QuestionError("too long")

    with pytest.raises(QuestionError, match="too long"):
        predict(GOLD, failing, no_passages, threads=threads)


def test_no_questions_give_no_predictions() -> None:
    assert predict([], ask, no_passages) == ()


def test_an_evaluation_scores_what_it_was_told() -> None:
    found = evaluate(GOLD, ask, no_passages, {"doc": "On First?"})
    assert found.outcomes == outcomes(GOLD, found.predictions, {"doc": "On First?"})
    assert [outcome.answered for outcome in found.outcomes] == [True, True]

from collections.abc import Sequence
from dataclasses import replace

from qa.analysis.asked import asked
from qa.answer import AnswerKind
from qa.panel import SPECIALISTS
from qa.question import Question
from qa.ranking import Ranking
from qa.reading.decoding import PassageReading
from qa.reading.remembering import RememberingReader
from qa.service import AnswerService
from qa.settings import AnswerSettings
from qa.specialists import Situation
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords, Shelf, parsed

MILL = "# Mill Rules\n\nThe miller opens the sluice at dawn and counts the sacks."
FERRY = "# Ferry Rules\n\nThe ferryman rings the bell before the boat leaves."


def situation(question: Question, settings: AnswerSettings = BY_OVERLAP) -> Situation:
    shelf = Shelf(parsed(MILL, "mill"), parsed(FERRY, "ferry"))
    return Situation(
        question,
        question.text,
        asked(question.text),
        Ranking((), (), -1.0),
        shelf,
        SharedWords(),
        SharedLines(),
        settings,
    )


def test_every_document_is_in_scope_where_none_is_named() -> None:
    assert situation(Question("Who rings?")).documents == ("ferry", "mill")


def test_only_the_documents_named_are_in_scope() -> None:
    assert situation(Question("Who rings?", documents=("mill",))).documents == ("mill",)


def test_a_question_for_which_nothing_was_found_is_far() -> None:
    assert situation(Question("Who rings?")).is_far


def test_a_vector_that_is_near_enough_makes_a_question_near() -> None:
    shelf = Shelf(parsed(FERRY, "ferry"))
    near = replace(BY_OVERLAP, least_cosine=-2.0)
    found = AnswerService(shelf, SharedWords(), SharedLines(), near).explain(Question("Bread?"))
    here = replace(situation(Question("Bread?"), near), ranking=found.ranking)
    assert not here.is_far
    assert replace(here, settings=BY_OVERLAP).is_far


def test_a_question_of_no_special_kind_is_answered_by_the_span_reading() -> None:
    service = AnswerService(Shelf(parsed(MILL)), SharedWords(), SharedLines(), BY_OVERLAP)
    found = service.explain(Question("When does the miller open the sluice?"))
    assert found.reply.answer.kind is AnswerKind.SPAN
    assert found.evidence


def test_specialists_leave_a_question_without_any_passage_alone() -> None:
    here = situation(Question("Which duties does the miller have?"))
    common = AnswerService(here.index, SharedWords(), SharedLines()).ask(Question("Bread?"))
    assert [each.answer(here, common) for each in SPECIALISTS] == [None] * len(SPECIALISTS)


class Counting:
    """A reader that keeps what it was asked to read."""

    def __init__(self) -> None:
        self.read_for: list[tuple[str, str]] = []

    def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
        self.read_for.extend((question, passage) for passage in passages)
        return tuple(PassageReading((), float(len(text)), 0.0) for text in passages)


def test_a_passage_is_read_once_for_each_question() -> None:
    counting = Counting()
    reader = RememberingReader(counting)
    first = reader.read("Who?", ["one", "three", "one"])
    assert [each.no_answer for each in first] == [3.0, 5.0, 3.0]
    assert reader.read("Who?", ["three", "nine"])[0] == first[1]
    assert counting.read_for == [("Who?", "one"), ("Who?", "three"), ("Who?", "nine")]
    reader.read("When?", ["one"])
    assert counting.read_for[-1] == ("When?", "one")

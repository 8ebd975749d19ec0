from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import QuestionError
from qa.answer import AnswerKind, Remark
from qa.question import Question, Turn
from qa.serialise import answer_bytes
from qa.service import AnswerService
from tests.qa_helpers import BREAD, LOG, SWARMS, citations_in, serving


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    with serving(tmp_path_factory.mktemp("collection")) as made:
        yield made


# What is asked


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000 \r\n"])
def test_a_question_of_white_space_is_refused(service: AnswerService, text: str) -> None:
    with pytest.raises(QuestionError, match="the question is empty"):
        service.ask(Question(text))


def test_a_question_of_2000_characters_is_read(service: AnswerService) -> None:
    text = SWARMS.text.ljust(2000, "?")
    assert service.ask(Question(text)).text == "report swarms to the fire brigade;"


def test_a_longer_question_is_refused(service: AnswerService) -> None:
    with pytest.raises(QuestionError, match="the question has 2001 characters; at most 2000"):
        service.ask(Question("x" * 2001))


@pytest.mark.parametrize(
    "question",
    [
        Question("Who reports \ud83d swarms?"),
        Question("And when?", history=(Turn("Who \udc00?", "Wardens."),)),
        Question("And when?", history=(Turn("Who?", "Wardens \ud800"),)),
    ],
)
def test_half_a_character_is_refused(service: AnswerService, question: Question) -> None:
    with pytest.raises(QuestionError, match="lone surrogate"):
        service.ask(question)


def test_more_than_20_turns_are_refused(service: AnswerService) -> None:
    turn = Turn("Who?", "Wardens.")
    assert service.ask(replace(SWARMS, history=(turn,) * 20)).text
    with pytest.raises(QuestionError, match="the history has 21 turns; at most 20"):
        service.ask(replace(SWARMS, history=(turn,) * 21))


@pytest.mark.parametrize("text", ["?", "?!… —", "\0", "\u200b", '") OR (', "🐝", "*" * 2000])
def test_a_question_without_words_is_not_found(service: AnswerService, text: str) -> None:
    answer = service.ask(Question(text))
    assert answer.kind is AnswerKind.NOT_FOUND
    assert answer.remark is not Remark.NONE


def test_a_nul_does_not_hide_the_words_around_it(service: AnswerService) -> None:
    answer = service.ask(Question("report\0swarms to the \0 fire brigade"))
    assert answer.text == "report swarms to the fire brigade;"


@pytest.mark.parametrize("seed", range(3))
def test_any_2000_characters_are_a_question(service: AnswerService, seed: int) -> None:
    drawn = np.random.default_rng(seed).integers(0x10FFFF - 0x800, size=1960)
    odd = "".join(chr(each if each < 0xD800 else each + 0x800) for each in drawn.tolist())
    answer = service.ask(Question(f"{odd} report swarms fire brigade "))
    assert answer.text == "report swarms to the fire brigade;"


def test_only_the_documents_asked_for_are_read(service: AnswerService) -> None:
    elsewhere = service.reply(replace(SWARMS, documents=("lantern",)))
    assert elsewhere.answer.kind is AnswerKind.NOT_FOUND
    named = {cited.document for cited in citations_in(elsewhere.answer)}
    assert named == {passage.document for passage in elsewhere.passages} == {"lantern"}


def test_all_documents_asked_for_are_read(service: AnswerService) -> None:
    question = replace(SWARMS, documents=("lantern", "bees", "bees"))
    assert answer_bytes(service.ask(question)) == answer_bytes(service.ask(SWARMS))


def test_an_unknown_document_is_named(service: AnswerService) -> None:
    with pytest.raises(QuestionError, match="no document is called 'wasps'"):
        service.ask(replace(SWARMS, documents=("bees", "wasps")))


# What stays the same


def test_the_same_question_gives_the_same_bytes_in_any_thread(service: AnswerService) -> None:
    questions = [SWARMS, LOG, BREAD, Question("Where is honey from public roofs sold?")] * 10
    alone = [answer_bytes(service.ask(question)) for question in questions]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda each: answer_bytes(service.ask(each)), questions))
    assert together == alone
    assert len(set(alone)) == 4


def test_the_same_collection_elsewhere_gives_the_same_bytes(
    service: AnswerService, tmp_path: Path
) -> None:
    with serving(tmp_path) as other:
        for question in (SWARMS, LOG, BREAD):
            assert answer_bytes(other.ask(question)) == answer_bytes(service.ask(question))


def test_the_history_of_an_independent_question_changes_nothing(service: AnswerService) -> None:
    history = (Turn("Where is honey from public roofs sold?", "At the spring fair."),)
    for question in (SWARMS, LOG):
        later = replace(question, history=history)
        assert answer_bytes(service.ask(later)) == answer_bytes(service.ask(question))


def test_a_question_that_leans_on_its_history_is_answered_from_it(service: AnswerService) -> None:
    history = (Turn("What must wardens report to the fire brigade?", "Swarms."),)
    answer = service.ask(Question("And which of these frames?", history=history))
    assert answer.understood_as == "Which of these frames must wardens report to the fire brigade?"
    assert answer.citations[0].section[-1] == "Duties of wardens"

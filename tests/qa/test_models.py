from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from index.embedded import EmbeddedIndex
from index.models.onnx_embedder import OnnxEmbedder
from qa.answer import Remark
from qa.question import Question
from qa.reading.reader import OnnxReader
from qa.reranker import OnnxReranker
from qa.serialise import answer_bytes
from qa.service import AnswerService
from tests.qa_helpers import BEES, LANTERN, build

pytestmark = pytest.mark.models

LIBRARY = """\
# Town Library Rules

## Loans

A reader may borrow six books at a time. Books are lent for three weeks. Maps and newspapers are
read in the hall and never leave it.

## Late returns

For each day that a book is late the reader pays five pence to the book fund.
"""
TEXTS = {"bees.md": BEES, "lantern.txt": LANTERN, "library.md": LIBRARY}
RIGHT = {
    "How long can I keep a book?": "Books are lent for three weeks.",
    "Who pays the wardens?": "Wardens are paid by the parks office.",
    "What does the keeper do when it is foggy?": (
        "In fog the keeper sounds the horn every ninety seconds."
    ),
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    embedder = OnnxEmbedder(threads=2)
    data = build(tmp_path_factory.mktemp("collection"), TEXTS, embedder=embedder)
    with (
        EmbeddedIndex.open(data, embedder) as index,
        closing(OnnxReranker(threads=2)) as reranker,
        closing(OnnxReader(threads=2)) as reader,
    ):
        yield AnswerService(index, reranker, reader)


@pytest.mark.parametrize("question", RIGHT)
def test_a_plain_question_gets_the_right_answer(service: AnswerService, question: str) -> None:
    assert service.ask(Question(question)).text == RIGHT[question]


def test_an_answer_is_the_same_alone_in_any_order_and_in_threads(service: AnswerService) -> None:
    questions = [Question(text) for text in RIGHT]
    alone = [answer_bytes(service.ask(question)) for question in questions]
    assert [answer_bytes(service.ask(question)) for question in questions[::-1]] == alone[::-1]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda each: answer_bytes(service.ask(each)), questions * 3))
    assert together == alone * 3


@pytest.mark.parametrize("text", ["How do I bake bread?", "蜂", "word " * 400])
def test_a_question_about_nothing_in_the_collection_gets_a_reply(
    service: AnswerService, text: str
) -> None:
    reply = service.reply(Question(text))
    assert reply.passages
    answer = reply.answer
    assert answer.citations or answer.nearest or answer.remark is not Remark.NONE

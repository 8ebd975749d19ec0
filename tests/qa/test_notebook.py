"""The names that notebooks import, and a collection as they use it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import qa
from corpus.errors import DataFolderError, PinciteError
from index.embedded import EmbeddedIndex
from qa.answer import AnswerKind
from qa.notebook import Collection, open_collection
from qa.opening import Pincite
from qa.question import Question, Turn
from qa.serialise import answer_bytes
from qa.service import AnswerService
from tests.fakes import HashedWords
from tests.qa_helpers import BY_OVERLAP, COLLECTION, SharedLines, SharedWords, build

WICKS = "Where are spare wicks kept?"
AGAIN = "And the lamps?"


@pytest.fixture(scope="module")
def pincite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pincite]:
    data = build(tmp_path_factory.mktemp("notebook"), COLLECTION)
    with EmbeddedIndex.open(data, HashedWords()) as index:
        yield Pincite(index, AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP))


@pytest.fixture
def notebook(pincite: Pincite) -> Collection:
    return Collection(pincite, ExitStack())


def loaded_by(program: str) -> str:
    code = f"import sys\n{program}\nprint(sorted({{'numpy', 'onnxruntime'}} & set(sys.modules)))"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("program", ["import qa", "import qa.answer", "from qa import Answer"])
def test_what_needs_no_model_loads_nothing_that_runs_one(program: str) -> None:
    assert loaded_by(program) == "[]\n"


def test_every_name_of_the_face_is_there() -> None:
    for name in qa.__all__:
        assert getattr(qa, name).__name__ == name


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'open_colection'"):
        getattr(qa, "open_colection")  # noqa: B009 - mypy knows that it is not there


def test_a_follow_up_takes_earlier_answers_or_their_text(
    notebook: Collection, pincite: Pincite
) -> None:
    first = notebook.ask(WICKS)
    expected = pincite.answers.ask(Question(AGAIN, (Turn(WICKS, first.text),)))
    assert notebook.ask(AGAIN, history=[(WICKS, first)]) == expected
    assert notebook.ask(AGAIN, history=[(WICKS, first.text)]) == expected


def test_a_question_is_asked_in_the_documents_that_are_named(notebook: Collection) -> None:
    assert notebook.ask(WICKS).kind is AnswerKind.SPAN
    assert notebook.ask(WICKS, documents=["bees"]).kind is AnswerKind.NOT_FOUND
    with pytest.raises(PinciteError, match="no document is called 'wasps'"):
        notebook.ask(WICKS, documents=["wasps"])


def test_a_text_is_no_list_of_ids_and_no_turn(notebook: Collection) -> None:
    with pytest.raises(PinciteError, match="documents is the text 'bees'"):
        notebook.ask(WICKS, documents="bees")
    with pytest.raises(PinciteError, match="give pairs of question and answer"):
        notebook.ask(AGAIN, history=[WICKS])  # type: ignore[list-item]


def test_an_answer_is_the_same_bytes_as_that_of_the_answer_function(
    notebook: Collection, pincite: Pincite
) -> None:
    expected = answer_bytes(pincite.answers.ask(Question(WICKS)))
    assert answer_bytes(notebook.ask(WICKS)) == expected


def test_a_search_finds_places_page_by_page(notebook: Collection) -> None:
    found = notebook.search("the")
    assert found.total > 1
    assert notebook.search("the", offset=1, limit=1).hits == found.hits[1:2]


def test_citations_stand_in_the_text_of_their_documents(notebook: Collection) -> None:
    (citation,) = notebook.ask(WICKS).citations
    assert citation.document in notebook.documents()
    for part in citation.parts:
        assert notebook.text(citation.document)[part.start : part.end] == part.quote


def test_a_collection_is_closed_at_the_end_of_its_block(pincite: Pincite) -> None:
    ended: list[str] = []
    closing = ExitStack()
    closing.callback(ended.append, "closed")
    with Collection(pincite, closing) as notebook:
        notebook.ask(WICKS)
        assert ended == []
    notebook.close()
    assert ended == ["closed"]


def test_a_folder_without_a_collection_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match="pincite build"):
        open_collection(tmp_path / "nothing")

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedded import EmbeddedIndex
from index.ranked import SearchFilter
from qa.analysis.short_forms import Renamed, renamed
from qa.question import MAX_QUESTION_CHARACTERS, Question
from tests.fakes import HashedWords
from tests.qa_helpers import build, serving

HARBOUR = """\
# Harbour Rules

## Fines

The Coastal Pollution Unit (CPU) fines vessels.

The CPU has nine boats.

The CPU meets in spring.

## Training

The Veldmark Pilot Board (VPB) trains pilots.

## Payments

The Veldmark Pilot Board pays pilots on Mondays.

A school is kept by the Veldmark Pilot Board.

Pilots of the Veldmark Pilot Board wear blue.

Each Veldmark Pilot Board has a seat for a pilot.

The Veldmark Pilot Board rests in winter.

## Safety

The Ship Safety Service (SSS) looks at hulls. The Sea School System (SSS) is another thing.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedIndex]:
    data = build(tmp_path_factory.mktemp("harbour"), {"harbour.md": HARBOUR})
    with EmbeddedIndex.open(data, HashedWords()) as opened:
        yield opened


def test_the_index_tells_abbreviations_and_what_they_are_short_for(index: EmbeddedIndex) -> None:
    assert index.short_forms() == (
        ("CPU", "Coastal Pollution Unit"),
        ("SSS", "Sea School System"),
        ("SSS", "Ship Safety Service"),
        ("VPB", "Veldmark Pilot Board"),
    )


def test_a_long_form_is_read_as_the_short_one_that_the_documents_prefer(
    index: EmbeddedIndex,
) -> None:
    found = renamed("Where does the coastal pollution unit meet?", index)
    assert found == Renamed("Where does the CPU meet?", ("coastal pollution unit",))


def test_an_abbreviation_that_the_documents_hardly_use_is_read_in_full(
    index: EmbeddedIndex,
) -> None:
    found = renamed("What does the VPB pay?", index)
    assert found == Renamed("What does the Veldmark Pilot Board pay?", ("VPB",))


def test_the_form_that_the_documents_prefer_stays(index: EmbeddedIndex) -> None:
    found = renamed("Where does the CPU meet, and the CPU's boats?", index)
    assert found.read == "Where does the CPU meet, and the CPU's boats?"
    assert found.others == ("Coastal Pollution Unit",)


@pytest.mark.parametrize(
    "question",
    [
        "Who leads the SSS?",
        "What does the Ship Safety Service look at?",
        "Who leads the CPB?",
        "who has a cpu",
        "Is the pollution unit coastal?",
        "What is on CPU-boats?",
        "What does VPB stand for?",
        "",
    ],
    ids=[
        "two meanings",
        "a long form of such a one",
        "defined nowhere",
        "small letters",
        "another order",
        "part of a longer name",
        "asked for itself",
        "empty",
    ],
)
def test_what_is_no_clear_abbreviation_stays_alone(question: str, index: EmbeddedIndex) -> None:
    assert renamed(question, index) == Renamed(question, ())


def test_other_names_are_words_of_the_lexical_search(index: EmbeddedIndex) -> None:
    alone = index.search("CPU", 9, SearchFilter())
    wider = index.search("CPU", 9, SearchFilter(), "pilots")
    assert wider.dense == alone.dense
    assert len(wider.lexical) > len(alone.lexical)


def test_an_abbreviation_finds_passages_that_have_the_long_form_alone(
    index: EmbeddedIndex,
) -> None:
    names = renamed("What of the VPB?", index)
    found = index.search(names.read, 9, SearchFilter(), " ".join(names.others)).lexical
    assert any("pays pilots" in hit.chunk.text for hit in found)
    alone = index.search("What of the VPB?", 9, SearchFilter()).lexical
    assert not any("pays pilots" in hit.chunk.text for hit in alone)


def test_a_question_is_understood_as_typed_whatever_name_is_read(tmp_path: Path) -> None:
    with serving(tmp_path, {"harbour.md": HARBOUR}) as service:
        typed = "What does the Coastal Pollution Unit have?"
        reasoned = service.explain(Question(typed))
        assert reasoned.asked.names == ("CPU",)
        assert reasoned.reply.answer.understood_as == typed


def test_long_questions_are_renamed_in_time(index: EmbeddedIndex) -> None:
    for text in ("CPU " * 600, "Veldmark Pilot " * 200, "a-" * 1000, "x" * 2000):
        begin = time.process_time()
        renamed(text[:MAX_QUESTION_CHARACTERS], index)
        assert time.process_time() - begin < 0.5

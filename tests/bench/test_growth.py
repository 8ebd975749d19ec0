"""Collections that are made larger by copies, to measure how an index grows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.span import Span
from index.embedded import EmbeddedIndex
from index.generations.data_folder import DataFolder
from index.generations.generation import Generation
from qa.evaluation.gold_files import write_gold
from qa.question import MAX_QUESTION_CHARACTERS
from tests.evaluation_helpers import gold_question
from tests.fakes import HashedWords
from tests.index_helpers import OTHER, TRADE, build
from web.growth.copies import Copies
from web.growth.growing import grow, is_made, made
from web.growth.questions import longest_question, questions
from web.growth.report import write
from web.growth.varying import Varying

TEXT = "The Harbour Board\n\nThe board keeps eleven boats in the northern harbour. " * 20


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Generation]]:
    """Return two collections of a few documents."""
    found = {}
    for name, texts in (("acts", TRADE), ("wiki", OTHER)):
        data = build(tmp_path_factory.mktemp(name), texts, HashedWords())
        generation = DataFolder(data).open_current()
        assert generation is not None
        found[name] = generation
    yield found
    for generation in found.values():
        generation.catalogue.close()


def test_a_varied_text_has_other_words_of_the_same_lengths() -> None:
    varied = Varying([TEXT]).vary(TEXT, (), "seed")
    assert varied != TEXT
    assert [len(word) for word in varied.split()] == [len(word) for word in TEXT.split()]


def test_what_is_spared_does_not_vary() -> None:
    spared = Span(0, len("The Harbour Board"))
    texts = [Varying([TEXT]).vary(TEXT, [spared], str(seed)) for seed in range(20)]
    assert {spared.of(text) for text in texts} == {"The Harbour Board"}


def test_the_same_seed_varies_a_text_alike() -> None:
    one, other = Varying([TEXT]), Varying([TEXT])
    assert one.vary(TEXT, (), "7") == other.vary(TEXT, (), "7") != one.vary(TEXT, (), "8")


def test_copies_begin_with_the_originals(originals: dict[str, Generation]) -> None:
    copies = Copies(originals)
    first = copies.contents(copies.up_to(1)[0])
    original = originals["acts"].catalogue.document("coast")
    assert first.structured.document.id == "0000-acts-coast"
    assert first.structured.document.text == original.document.text
    assert np.array_equal(first.vectors, originals["acts"].rows.vectors(np.arange(2)))


def test_more_chunks_are_the_same_documents_and_others(originals: dict[str, Generation]) -> None:
    copies = Copies(originals)
    few, many = copies.up_to(9), copies.up_to(100)
    assert many[: len(few)] == few
    assert [copy.id for copy in many] == sorted({copy.id for copy in many})
    assert sum(len(copies.contents(copy).chunks) for copy in many) >= 100


def test_copies_are_passages_of_their_own(originals: dict[str, Generation]) -> None:
    copies = Copies(originals)
    original, *_, copy = (copies.contents(each) for each in copies.up_to(15))
    assert copy.structured.document.id.startswith("0001-")
    assert np.allclose(np.linalg.norm(copy.vectors, axis=1), 1, atol=1e-5)
    assert original.vectors.shape[1] == copy.vectors.shape[1]
    assert all(
        chunk.text == copy.structured.document.text[chunk.start : chunk.end]
        for chunk in copy.chunks
    )


def test_a_set_is_asked_its_questions_or_its_headings(
    originals: dict[str, Generation], tmp_path: Path
) -> None:
    sets = {"acts": tmp_path / "acts" / "corpus", "wiki": tmp_path / "wiki" / "corpus"}
    sets["wiki"].mkdir(parents=True)
    write_gold(
        sets["wiki"].with_name("gold.jsonl"), [gold_question(question="When do hospitals report?")]
    )
    assert questions(sets, originals) == ("Scope", "Scope", "When do hospitals report?")


def test_the_longest_question_is_as_long_as_any_may_be() -> None:
    assert len(longest_question(["When?", "Who?"])) == MAX_QUESTION_CHARACTERS


def test_equal_originals_make_equal_collections(
    originals: dict[str, Generation], tmp_path: Path
) -> None:
    files = []
    for name in ("one", "other"):
        grow(Copies(originals), 30, tmp_path / name, HashedWords())
        with EmbeddedIndex.open(tmp_path / name, HashedWords()) as index:
            files.append({each.path: each.sha256 for each in index.manifest.files})
            assert index.manifest.chunks >= 30
    assert files[0]["vectors.faiss"] == files[1]["vectors.faiss"]
    assert files[0]["catalogue.sqlite"] == files[1]["catalogue.sqlite"]


def test_what_the_making_took_is_kept(originals: dict[str, Generation], tmp_path: Path) -> None:
    assert not is_made(tmp_path)
    grow(Copies(originals), 5, tmp_path, HashedWords())
    assert is_made(tmp_path)
    assert made(tmp_path).memory > 0


def test_the_table_holds_a_column_for_each_collection(tmp_path: Path) -> None:
    taken = {"cpu": 2.0, "wall": 3.0}
    names = (
        "opening embedding dense exact hidden one lexical longest catalogue answer slowest ledger"
    )
    small = {
        **dict.fromkeys(names.split(), taken),
        "chunks": 1000,
        "documents": 7,
        "recall": 1.0,
        "own": 40.0,
        "shared": 2.0,
        "disk": {"vectors.faiss": 3.0, "manifest.json": 0.001},
        "making": {"cpu": 4.0, "wall": 9.0, "memory": 50.0},
    }
    large = {**small, "chunks": 1_000_000, "dense": {"cpu": 250.0, "wall": 300.0}}
    write([small, large], tmp_path)
    lines = (tmp_path / "growth.md").read_text(encoding="utf-8").splitlines()
    assert "| chunks | 1,000 | 1,000,000 |" in lines
    assert "| dense search | 2.0 (3.0) | 250 (300) |" in lines
    assert "| dense and lexical search | 4.0 | 252.0 |" in lines
    assert "| … may take | 28.0 | 28.0 |" in lines
    assert "| · vectors.faiss | 3 | 3 |" in lines
    assert "| chunks written a second | 250 | 250,000 |" in lines
    assert (tmp_path / "growth.json").exists()

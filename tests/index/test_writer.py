from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.document import Metadata
from corpus.errors import DataFolderError, ModelError, NewerFormatError
from index.embedded import EmbeddedIndex
from index.generations.data_folder import DataFolder
from index.protocols import Vectors
from index.writer import IndexWriter
from tests.fakes import HashedWords
from tests.index_helpers import (
    ALL,
    CHUNKER,
    OTHER,
    TRADE,
    CountingEmbedder,
    build,
    generation_of,
    opened,
    rewrite_manifest,
    structured,
    texts_of,
)

QUESTION = "Who watches over fish stocks?"


class LongVectors(HashedWords):
    """A model whose vectors are too long."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return super().embed_passages(texts) * np.float32(2)


def write(folder: Path, embedder: HashedWords | None = None) -> IndexWriter:
    return IndexWriter(folder, embedder or HashedWords(), chunker=CHUNKER)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in DataFolder(folder).generations.iterdir())


def test_what_was_added_is_found(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        found = index.search(QUESTION, 1, ALL)
        assert texts_of(found.dense) == texts_of(found.lexical) == [TRADE["coast"][1]]


def test_a_document_comes_back_equal_after_another_write(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    build(tmp_path, {**TRADE, **OTHER})
    with opened(tmp_path) as index:
        assert index.document("trade") == structured("trade", TRADE["trade"])[0]


def test_the_same_id_replaces(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    build(tmp_path, {"trade": TRADE["trade"], "coast": OTHER["coast"]})
    with opened(tmp_path) as index:
        everything = index.search("fish Coast Guard Navy", 100, ALL)
    assert {hit.chunk.text for hit in everything.dense} == {*TRADE["trade"], *OTHER["coast"]}


def test_a_removed_document_is_never_a_hit(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    with write(tmp_path) as writer:
        writer.remove(["coast"])
    with opened(tmp_path) as index:
        found = index.search(QUESTION, 100, ALL)
        assert {hit.chunk.document_id for hit in (*found.dense, *found.lexical)} == {"trade"}
        assert index.document_ids() == ("trade",)
        with pytest.raises(KeyError):
            index.document("coast")


def test_removing_an_unknown_document_removes_nothing(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    with write(tmp_path) as writer:
        with pytest.raises(DataFolderError, match="'nowhere' is not in the collection"):
            writer.remove(["coast", "nowhere"])
        assert writer.document_ids() == ("coast", "trade")


def test_equal_contents_make_an_equal_generation_whatever_the_order(tmp_path: Path) -> None:
    build(tmp_path / "one", {**TRADE, "health": OTHER["health"]})
    build(tmp_path / "two", OTHER)
    build(
        tmp_path / "two",
        {"health": OTHER["health"], **{id_: TRADE[id_] for id_ in reversed(list(TRADE))}},
    )
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        assert one.generation == two.generation
        assert one.search(QUESTION, 50, ALL) == two.search(QUESTION, 50, ALL)


def test_other_metadata_make_another_generation(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    before = DataFolder(tmp_path).current_name()
    document, chunks = structured("trade", TRADE["trade"])
    dated = replace(document.document, metadata=replace(document.document.metadata, date="2004"))
    with write(tmp_path) as writer:
        writer.add(replace(document, document=dated), chunks)
    assert DataFolder(tmp_path).current_name() != before


def test_a_text_keeps_the_time_at_which_it_came_in(tmp_path: Path) -> None:
    def at(hour: int) -> IndexWriter:
        clock = datetime(2030, 1, 2, hour, tzinfo=timezone(timedelta(hours=1)))
        return IndexWriter(tmp_path, HashedWords(), chunker=CHUNKER, clock=lambda: clock)

    with at(9) as writer:
        writer.add(*structured("trade", TRADE["trade"]))
        writer.add(*structured("coast", TRADE["coast"]))
    with at(11) as writer:
        document, chunks = structured("trade", TRADE["trade"])
        known = replace(document.document, metadata=Metadata("Trade policy"))
        writer.add(replace(document, document=known), chunks)
        writer.add(*structured("coast", OTHER["coast"]))
    with opened(tmp_path) as index:
        assert index.summary("trade").metadata.title == "Trade policy"
        assert index.summary("trade").indexed == "2030-01-02T08:00:00Z"
        assert index.summary("coast").indexed == "2030-01-02T10:00:00Z"


def test_nothing_changed_makes_no_generation(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    before = names(tmp_path)
    build(tmp_path, TRADE)
    with write(tmp_path):
        pass
    assert names(tmp_path) == before


def test_the_generation_before_is_kept_and_older_ones_are_not(tmp_path: Path) -> None:
    for texts in (TRADE, OTHER, TRADE, OTHER):
        build(tmp_path, texts)
    assert [name.partition("-")[0] for name in names(tmp_path)] == ["000003", "000004"]


def test_an_exception_leaves_the_collection_as_it_was(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    before = names(tmp_path)
    with pytest.raises(RuntimeError, match="stop"), write(tmp_path) as writer:
        writer.add(*structured("late", ["Too late."]))
        raise RuntimeError("stop")
    assert names(tmp_path) == before
    with opened(tmp_path) as index:
        assert index.document_ids() == ("coast", "trade")


def test_a_generation_that_cannot_be_built_leaves_no_trace(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    before = names(tmp_path)
    document, chunks = structured("late", ["Too late."])
    nowhere = (replace(chunks[0], section=7),)
    with pytest.raises(IndexError), write(tmp_path) as writer:
        writer.add(document, nowhere)
    assert names(tmp_path) == before


def test_what_a_dead_writer_left_is_cleaned_up(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    before = names(tmp_path)
    for leftover in ("000002-0123456789ab", "000002-0123456789ab.new"):
        (DataFolder(tmp_path).generations / leftover).mkdir()
    with write(tmp_path):
        pass
    assert names(tmp_path) == before


def test_a_file_that_nobody_knows_does_no_harm(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    (DataFolder(tmp_path).generations / ".listing").write_text("")
    build(tmp_path, OTHER)
    with opened(tmp_path) as index:
        assert index.document_ids() == ("coast", "health")


def test_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    with (
        write(tmp_path),
        pytest.raises(DataFolderError, match="Another process is writing"),
        write(tmp_path),
    ):
        pass


def test_a_writer_lets_the_next_one_in(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), write(tmp_path):
        raise RuntimeError
    with write(tmp_path) as writer:
        assert writer.document_ids() == ()


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataFolderError, match="choose another"), write(tmp_path / "file"):
        pass


def test_only_new_texts_are_embedded(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    embedder = CountingEmbedder()
    build(tmp_path, {"trade": [*TRADE["trade"], "A new sentence."]}, embedder)
    assert embedder.embedded == ["Scope: A new sentence."]


def test_a_text_that_stands_twice_is_embedded_once(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    build(tmp_path, {"a": ["Same.", "Same."], "b": ["Same."]}, embedder)
    assert embedder.embedded == ["Scope: Same."]


def test_another_model_embeds_everything_again(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    other = CountingEmbedder(dimension=32, name="other")
    with write(tmp_path, other) as writer:
        writer.remove(["trade"])
    assert other.embedded == [f"Scope: {text}" for text in TRADE["coast"]]
    with EmbeddedIndex.open(tmp_path, other) as index:
        assert texts_of(index.search(QUESTION, 1, ALL).dense) == [TRADE["coast"][1]]


def test_a_reused_vector_is_the_same_vector(tmp_path: Path) -> None:
    build(tmp_path / "grown", {"coast": TRADE["coast"]})
    build(tmp_path / "grown", TRADE)
    build(tmp_path / "fresh", TRADE)
    with opened(tmp_path / "grown") as grown, opened(tmp_path / "fresh") as fresh:
        assert grown.search(QUESTION, 9, ALL) == fresh.search(QUESTION, 9, ALL)


def test_a_model_without_unit_vectors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not of length 1"):
        build(tmp_path, TRADE, LongVectors())
    assert DataFolder(tmp_path).current_name() is None


def test_a_document_that_is_the_same_in_every_field_is_held(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    document = structured("trade", TRADE["trade"])[0].document
    with write(tmp_path) as writer:
        assert writer.holds(document)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "health"},
        {"metadata": Metadata(title="Another title")},
        {"source_sha256": "0" * 64},
        {"text_sha256": "0" * 64},
        {"extractor": "text/0"},
        {"marks": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_document_that_differs_in_any_field_is_not_held(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    build(tmp_path, TRADE)
    document = structured("trade", TRADE["trade"])[0].document
    with write(tmp_path) as writer:
        assert not writer.holds(replace(document, **change))


def test_a_document_is_not_held_under_other_chunk_settings(tmp_path: Path) -> None:
    build(tmp_path, {"trade": TRADE["trade"]})
    document = structured("trade", TRADE["trade"])[0].document
    with IndexWriter(tmp_path, HashedWords(), chunker="other settings") as writer:
        assert not writer.holds(document)
        writer.remove(["trade"])


def test_a_removed_document_is_not_held_until_it_is_added_again(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    document, chunks = structured("trade", TRADE["trade"])
    with write(tmp_path) as writer:
        writer.remove(["trade"])
        assert not writer.holds(document.document)
        writer.add(document, chunks)
        assert writer.holds(document.document)


def test_a_replaced_document_is_no_longer_held(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    before = structured("coast", TRADE["coast"])[0].document
    with write(tmp_path) as writer:
        writer.add(*structured("coast", OTHER["coast"]))
        assert not writer.holds(before)


def test_chunks_cut_with_other_settings_must_be_added_again(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    with (
        pytest.raises(DataFolderError, match=r"1 documents .* were cut with"),
        IndexWriter(tmp_path, HashedWords(), chunker="other settings") as writer,
    ):
        writer.add(*structured("trade", TRADE["trade"]))
    with opened(tmp_path) as index:
        assert index.manifest.chunker == CHUNKER


def test_a_chunk_must_be_a_slice_of_its_document(tmp_path: Path) -> None:
    document, chunks = structured("a", ["One.", "Two."])
    moved = replace(chunks[0], start=chunks[0].start + 1, end=chunks[0].end + 1)
    with write(tmp_path) as writer, pytest.raises(ValueError, match="not a slice"):
        writer.add(document, [moved])


def test_two_chunks_with_one_start_are_refused(tmp_path: Path) -> None:
    document, chunks = structured("a", ["One.", "Two."])
    with write(tmp_path) as writer, pytest.raises(ValueError, match="one start"):
        writer.add(document, [chunks[0], chunks[0]])


def test_a_damaged_collection_is_refused_unless_it_is_to_be_recovered(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    (generation_of(tmp_path) / "vectors.faiss").write_bytes(b"")
    with pytest.raises(DataFolderError, match="damaged"), write(tmp_path):
        pass
    with IndexWriter(tmp_path, HashedWords(), chunker=CHUNKER, recover=True) as writer:
        assert writer.document_ids() == ()
        writer.add(*structured("trade", TRADE["trade"]))
    with opened(tmp_path) as index:
        assert index.document_ids() == ("trade",)


def test_a_collection_of_a_newer_program_is_never_overwritten(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    rewrite_manifest(tmp_path, format_version=99)
    with (
        pytest.raises(NewerFormatError),
        IndexWriter(tmp_path, HashedWords(), chunker=CHUNKER, recover=True),
    ):
        pass

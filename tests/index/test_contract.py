"""What every storage must do: the same questions have the same hits, wherever the parts are kept.

PINCITE_TEST_MILVUS names the server of Milvus to try; else it is a Milvus Lite that listens as one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DamagedError, DataFolderError, UnreachableError
from index.databases.postgresql import Postgresql
from index.embedded import EmbeddedIndex
from index.generations.checking import damaged_parts
from index.generations.data_folder import DataFolder
from index.generations.storage import Storage
from index.generations.storages import storage_at
from index.ranked import Hit, Ranked, SearchFilter
from index.rows.files import FILES
from index.rows.milvus_server import MilvusAddress, MilvusServer
from index.rows.milvus_store import MilvusStore
from index.rows.stores import IN_FILES
from tests.index_helpers import (
    ALL,
    OTHER,
    TRADE,
    CountingEmbedder,
    build,
    generation_of,
    opened,
    search_whole_state,
    texts_of,
)
from tests.postgresql_server import PostgresqlServer

Anywhere = Callable[[], Storage]
HOSTILE = {
    '"] or row >= 0 or document in ["': ["Ferries sail on Monday."],
    "naïve {x} 漁船": [
        "Le café de la côte est fermé.",
        "漁船 は 港 に いる。",
        "under_score a.b-c",
    ],
    "plain": ["Ferries sail on Tuesday.", "—"],
}


@pytest.fixture(scope="module", params=[IN_FILES, "milvus", "postgresql"])
def anywhere(request: pytest.FixtureRequest) -> Iterator[Anywhere]:
    """Yield what makes a place for a collection, for each kind of place that is to be had here."""
    if request.param == "postgresql":
        server: PostgresqlServer = request.getfixturevalue("postgresql")
        with ExitStack() as ended:

            def new() -> Storage:
                address = server.new_database()
                ended.callback(Postgresql(address, "PINCITE_CATALOGUE").engine.dispose)
                return storage_at(IN_FILES, address)

            yield new
        return
    rows = IN_FILES if request.param == IN_FILES else request.getfixturevalue(request.param)
    yield lambda: storage_at(rows)


@pytest.fixture
def storage(anywhere: Anywhere) -> Storage:
    return anywhere()


@pytest.fixture(scope="module")
def trade(tmp_path_factory: pytest.TempPathFactory, anywhere: Anywhere) -> Iterator[EmbeddedIndex]:
    folder, storage = tmp_path_factory.mktemp("trade"), anywhere()
    with opened(build(folder, TRADE, storage=storage), storage) as index:
        yield index


@pytest.fixture(scope="module")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, anywhere: Anywhere
) -> Iterator[EmbeddedIndex]:
    folder, storage = tmp_path_factory.mktemp("hostile"), anywhere()
    with opened(build(folder, HOSTILE, storage=storage), storage) as index:
        yield index


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, EmbeddedIndex]]:
    """Open the same collections as files, to compare with."""
    folder = tmp_path_factory.mktemp("files")
    with (
        opened(build(folder / "trade", TRADE)) as trade,
        opened(build(folder / "hostile", HOSTILE)) as hostile,
    ):
        yield {"trade": trade, "hostile": hostile}


def places(hits: tuple[Hit, ...]) -> list[tuple[str, int]]:
    return [(hit.chunk.document_id, hit.chunk.start) for hit in hits]


def same(found: Ranked, expected: Ranked) -> bool:
    """Tell whether two searches agree; files round the lengths that lexical scores depend on."""
    ours, theirs = ([hit.score for hit in each.dense] for each in (found, expected))
    return (
        places(found.dense) == places(expected.dense)
        and places(found.lexical) == places(expected.lexical)
        and np.allclose(ours, theirs, atol=1e-5)
    )


@pytest.mark.parametrize(
    "query",
    ["fish", "agreement with Hong Kong", "the coast guard", "scope", "xyzzy", "or and not", "—"],
)
@pytest.mark.parametrize("k", [1, 3, 50])
def test_a_question_finds_what_it_finds_in_files(
    query: str, k: int, trade: EmbeddedIndex, files: Mapping[str, EmbeddedIndex]
) -> None:
    assert same(trade.search(query, k, ALL), files["trade"].search(query, k, ALL))


def test_words_of_the_body_weigh_more_than_those_of_headings(trade: EmbeddedIndex) -> None:
    found = trade.search("scope of tariffs", 5, ALL).lexical
    assert found[0].chunk.text == TRADE["trade"][1]
    assert len(found) == 5
    assert found[0].score > 2 * found[1].score > 0


def test_a_filter_leaves_the_documents_that_are_asked(trade: EmbeddedIndex) -> None:
    found = trade.search("fish", 10, SearchFilter(frozenset({"coast", "unknown"})))
    assert {id_ for id_, _ in places(found.dense)} == {"coast"}
    assert texts_of(found.lexical) == [TRADE["coast"][1]]


def test_hidden_documents_are_not_found(trade: EmbeddedIndex) -> None:
    found = trade.without(["coast"]).search("fish", 10, ALL)
    assert {id_ for id_, _ in places((*found.dense, *found.lexical))} == {"trade"}


def test_a_filter_of_hidden_documents_finds_nothing(trade: EmbeddedIndex) -> None:
    shown = trade.without(["coast"])
    assert shown.search("fish", 10, SearchFilter(frozenset({"coast"}))) == Ranked((), ())


def test_equal_scores_are_in_the_order_of_the_documents(tmp_path: Path, storage: Storage) -> None:
    texts = {f"d{n:02}": ["Boats sail.", "Boats sail."] for n in range(12)}
    with opened(build(tmp_path, texts, storage=storage), storage) as index:
        found = index.search("boats", 5, ALL)
    wanted = [("d00", 6), ("d00", 18), ("d01", 6), ("d01", 18), ("d02", 6)]
    assert places(found.dense) == places(found.lexical) == wanted


@pytest.mark.parametrize(
    "query", ["ferries", "café", "漁船", "under_score", '"] or row >= 0', "\ud800"]
)
def test_ids_and_words_are_never_read_as_an_expression(
    query: str, hostile: EmbeddedIndex, files: Mapping[str, EmbeddedIndex]
) -> None:
    for wanted in (ALL, *(SearchFilter(frozenset({id_})) for id_ in HOSTILE)):
        found = hostile.search(query, 9, wanted)
        assert same(found, files["hostile"].search(query, 9, wanted))


def test_a_refresh_goes_on_with_the_newest_and_a_snapshot_stays(
    tmp_path: Path, storage: Storage
) -> None:
    with opened(build(tmp_path, TRADE, storage=storage), storage) as index:
        before = index.snapshot()
        build(tmp_path, OTHER, storage=storage)
        assert search_whole_state(before) == ("coast", "trade")
        assert index.refresh()
        assert search_whole_state(index) == ("coast", "health")


def test_an_empty_collection_is_a_collection(tmp_path: Path, storage: Storage) -> None:
    with opened(build(tmp_path, {}, storage=storage), storage) as index:
        assert index.search("fish", 5, ALL) == Ranked((), ())


def test_what_is_unchanged_is_not_embedded_again(tmp_path: Path, storage: Storage) -> None:
    build(tmp_path, TRADE, storage=storage)
    model = CountingEmbedder()
    build(tmp_path, {**TRADE, "more": ["A new sentence."]}, model, storage)
    assert model.embedded == ["Scope: A new sentence."]


def test_a_collection_moves_to_another_store_and_embeds_nothing(
    tmp_path: Path, storage: Storage
) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        before = index.search("fish stocks", 5, ALL)
    model = CountingEmbedder()
    build(tmp_path, TRADE, model, storage)
    with opened(tmp_path, storage) as index:
        assert storage.holds(generation_of(tmp_path, storage))
        assert same(index.search("fish stocks", 5, ALL), before)
    assert model.embedded == []


def test_a_copy_has_its_rows_itself(tmp_path: Path, storage: Storage) -> None:
    build(tmp_path / "data", TRADE, storage=storage)
    DataFolder(tmp_path / "data", storage).copy_current(tmp_path / "copy")
    with opened(tmp_path / "copy") as copied, opened(tmp_path / "data", storage) as index:
        assert same(copied.search("fish", 5, ALL), index.search("fish", 5, ALL))


def test_what_milvus_was_told_to_release_is_loaded_at_opening(tmp_path: Path, milvus: str) -> None:
    server = MilvusServer(MilvusAddress.of(milvus))
    storage = Storage(MilvusStore(server))
    rows = json.loads(
        (generation_of(build(tmp_path, TRADE, storage=storage)) / "rows.json").read_bytes()
    )
    server.call(lambda client, _: client.release_collection(rows["collection"]))
    with opened(tmp_path, storage) as index:
        assert search_whole_state(index) == ("coast", "trade")


def test_two_generations_are_kept_and_no_more(tmp_path: Path, storage: Storage) -> None:
    if storage.rows is FILES:
        pytest.skip("readers keep files, and hold schemas")
    states = (TRADE, OTHER, TRADE)
    kept = [opened(build(tmp_path, each, storage=storage), storage) for each in states]
    with pytest.raises(UnreachableError, match="not got this state of the collection any more"):
        kept[0].search("fish", 1, ALL)
    assert [len(each.search("fish", 1, ALL).dense) for each in kept[1:]] == [1, 1]


def test_a_writer_that_fails_leaves_the_old_state_and_nothing_else(
    tmp_path: Path, storage: Storage
) -> None:
    build(tmp_path, TRADE, storage=storage)
    before = generation_of(tmp_path, storage)
    with pytest.raises(ZeroDivisionError):
        _fail_at_the_end(tmp_path, storage)
    assert generation_of(tmp_path, storage) == before
    assert list(before.parent.iterdir()) == [before]
    with opened(tmp_path, storage) as index:
        assert search_whole_state(index) == ("coast", "trade")


def test_rows_elsewhere_are_told_where_no_server_is_named(tmp_path: Path, storage: Storage) -> None:
    if storage.rows is FILES:
        pytest.skip("files are always to be had")
    build(tmp_path, TRADE, storage=storage)
    with pytest.raises(DataFolderError, match="set PINCITE_INDEX"):
        opened(tmp_path)


def test_a_collection_that_is_gone_is_told_at_opening(tmp_path: Path, storage: Storage) -> None:
    if storage.rows is FILES:
        pytest.skip("files are looked after by their hashes")
    storage.drop(generation_of(build(tmp_path, TRADE, storage=storage)))
    with pytest.raises(DamagedError, match="run `pincite doctor --repair`"):
        opened(tmp_path, storage)
    assert damaged_parts(DataFolder(tmp_path, storage)) == (generation_of(tmp_path) / "rows.json",)


def _fail_at_the_end(folder: Path, storage: Storage) -> None:
    with (
        DataFolder(folder, storage).locked() as locked,
        locked.new_generation("f" * 64, 64) as half,
    ):
        with storage.rows.create(half, 64) as rows, storage.catalogues.create(half):
            rows.add("a", ["x"], ["y"], np.full((1, 64), 1 / 8, dtype=np.float32))
        raise ZeroDivisionError

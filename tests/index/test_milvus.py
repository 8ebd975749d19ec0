"""The address of Milvus, and what is told where it cannot be reached."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import numpy as np
import pytest

from corpus.errors import SettingsError, UnreachableError
from index.embedded import EmbeddedIndex
from index.generations.storages import storage_at
from index.rows.files import FILES
from index.rows.milvus_rows import (
    BODY,
    DOCUMENT,
    HEADING,
    LONGEST_TEXT,
    ROW,
    VECTOR,
    MilvusRows,
    as_words,
)
from index.rows.milvus_server import MilvusAddress, MilvusServer
from index.rows.stores import row_store
from tests.index_helpers import (
    ALL,
    TRADE,
    build,
    generation_of,
    opened,
    search_whole_state,
    texts_of,
)
from tests.milvus_server import milvus_lite

needs_client = pytest.mark.skipif(
    find_spec("pymilvus") is None,
    reason="the client of Milvus is not installed: pip install pincite[milvus]",
)


@pytest.mark.parametrize(
    ("text", "uri", "place"),
    [
        ("milvus://search", "http://search:19530", "search:19530"),
        ("milvus://10.0.0.7:1953", "http://10.0.0.7:1953", "10.0.0.7:1953"),
        ("milvus+tls://[::1]:443/acts", "https://[::1]:443", "[::1]:443"),
        ("milvus:///data/rows.db", "/data/rows.db", "/data/rows.db"),
    ],
)
def test_an_address_is_read(text: str, uri: str, place: str) -> None:
    address = MilvusAddress.of(text)
    assert (address.uri, address.place) == (uri, place)


def test_user_password_and_database_are_read_and_the_password_is_not_shown() -> None:
    address = MilvusAddress.of("milvus://reader:p%40ss@search:19530/acts")
    assert (address.user, address.password, address.database) == ("reader", "p@ss", "acts")
    assert (address.uri, address.place) == ("http://search:19530", "search:19530")
    assert "p@ss" not in repr(address)


@pytest.mark.parametrize(
    "text", ["", "milvus://", "http://search", "milvus:///rows", "milvus://a b", "milvus://a:b@"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="PINCITE_INDEX is no address like"):
        MilvusAddress.of(text)


def test_files_need_no_server() -> None:
    assert row_store("files") is FILES


def test_stems_are_stored_as_questions_look_for_them() -> None:
    assert as_words("Tariffs on fish, flavoured.") == "tariff on fish flavor"
    assert as_words("漁船 boats") == f"x{'漁船'.encode().hex()} boat"


def test_a_text_that_is_too_long_is_cut_between_words() -> None:
    words = as_words("harbour " * 20_000).split()
    assert set(words) == {"harbor"}
    assert len(" ".join(words)) <= LONGEST_TEXT < len(" ".join(words)) + len(" harbor")


@needs_client
def test_a_server_that_is_not_there_is_told_in_a_sentence_without_the_password() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = MilvusServer(MilvusAddress.of(f"milvus://me:secret@127.0.0.1:{port}"))
    rows = MilvusRows(server, "pincite_0", 2, 3, {"a": 0})
    with pytest.raises(UnreachableError, match=f"Milvus at 127.0.0.1:{port} does not") as told:
        rows.dense(np.ones(2, dtype=np.float32), 1)
    assert "secret" not in str(told.value)


@needs_client
def test_a_server_that_does_not_answer_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = MilvusAddress.of(f"milvus://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(UnreachableError, match="see that it runs"):
            MilvusServer(address, connecting=0.5).call(lambda client, _: client.list_collections())


@needs_client
def test_a_file_of_milvus_lite_is_read_without_a_server(tmp_path: Path) -> None:
    storage = storage_at(f"milvus://{tmp_path}/rows.db")
    with opened(build(tmp_path / "data", TRADE, storage=storage), storage) as index:
        assert search_whole_state(index) == ("coast", "trade")
    assert (tmp_path / "rows.db").exists()


def test_what_milvus_was_told_to_release_is_loaded_when_it_is_asked(
    tmp_path: Path, milvus: str
) -> None:
    storage = storage_at(milvus)
    named = generation_of(build(tmp_path, TRADE, storage=storage)) / "rows.json"
    collection = json.loads(named.read_bytes())["collection"]
    with opened(tmp_path, storage) as index:
        MilvusServer(MilvusAddress.of(milvus)).call(
            lambda client, seconds: client.release_collection(collection, timeout=seconds)
        )
        assert search_whole_state(index) == ("coast", "trade")


def test_a_server_that_was_restarted_is_asked_as_before(tmp_path: Path) -> None:
    with milvus_lite() as server:
        storage = storage_at(server.address)
        with opened(build(tmp_path, TRADE, storage=storage), storage) as index:
            server.kill()
            with pytest.raises(UnreachableError, match="see that it runs"):
                index.search("fish", 1, ALL)
            server.start()
            assert _when_it_answers(index) == ("coast", "trade")


def test_whoever_writes_into_milvus_changes_what_is_found_and_no_text(
    tmp_path: Path, milvus: str
) -> None:
    storage = storage_at(milvus)
    named = generation_of(build(tmp_path, TRADE, storage=storage)) / "rows.json"
    collection = json.loads(named.read_bytes())["collection"]

    def turn_round(client: Any, _: float) -> None:
        fields = [ROW, DOCUMENT, VECTOR, HEADING, BODY]
        rows = client.query(collection, filter=f"{ROW} >= 0", output_fields=fields)
        last = len(rows) - 1
        client.upsert(collection, [{**each, ROW: last - each[ROW]} for each in rows])

    with opened(tmp_path, storage) as index:
        before = index.search("Patrol boats", 1, ALL).lexical
        MilvusServer(MilvusAddress.of(milvus)).call(turn_round)
        end = monotonic() + 30
        while (found := index.search("Patrol boats", 1, ALL).lexical) == before:
            assert monotonic() < end
            sleep(0.1)
        assert search_whole_state(index) == ("coast", "trade")
    assert texts_of(before) == [TRADE["coast"][1]]
    assert texts_of(found) == [TRADE["trade"][1]]


def _when_it_answers(index: EmbeddedIndex) -> tuple[str, ...]:
    end = monotonic() + 60
    while monotonic() < end:
        with suppress(UnreachableError):
            return search_whole_state(index)
        sleep(0.1)
    raise TimeoutError

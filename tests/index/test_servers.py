"""A collection of which nothing is on the machines alone that write and read it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.generations.storages import storage_at
from index.rows.milvus_server import MilvusAddress, MilvusServer
from index.rows.milvus_store import MilvusRowWriter, MilvusStore
from tests.forked import PROCESSES
from tests.index_helpers import OTHER, TRADE, build, opened, search_whole_state
from tests.postgresql_server import PostgresqlServer


class Fatal(MilvusStore):
    """Kills its process when a collection of Milvus is made, and nothing is in it yet."""

    @contextmanager
    def create(self, folder: Path, dimension: int) -> Iterator[MilvusRowWriter]:
        with super().create(folder, dimension) as rows:
            os.kill(os.getpid(), signal.SIGKILL)
            yield rows


def write_and_die(folder: Path, milvus: str, catalogue: str) -> None:
    """Write another state of the collection, halfway."""
    rows = Fatal(MilvusServer(MilvusAddress.of(milvus)))
    build(folder, OTHER, storage=replace(storage_at(milvus, catalogue), rows=rows))


def collections(milvus: str) -> int:
    server = MilvusServer(MilvusAddress.of(milvus))
    return server.call(lambda client, seconds: len(client.list_collections(timeout=seconds)))


def test_what_a_writer_left_that_died_elsewhere_is_dropped_from_all_servers(
    tmp_path: Path, milvus: str, postgresql: PostgresqlServer
) -> None:
    catalogue = postgresql.new_database()
    storage = storage_at(milvus, catalogue)
    build(tmp_path / "one", TRADE, storage=storage)
    died = PROCESSES.Process(target=write_and_die, args=(tmp_path / "other", milvus, catalogue))
    died.start()
    died.join()
    assert died.exitcode == -signal.SIGKILL
    assert collections(milvus) == 2
    with opened(tmp_path / "third", storage) as index:
        assert search_whole_state(index) == ("coast", "trade")
    build(tmp_path / "one", OTHER, storage=storage)
    build(tmp_path / "one", TRADE, storage=storage)
    assert collections(milvus) == 2
    with opened(tmp_path / "third", storage) as index:
        assert search_whole_state(index) == ("coast", "trade")

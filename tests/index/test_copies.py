"""The copies that a machine has of the files of a collection in PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DataFolderError
from index.generations.manifest import file_sha256
from index.generations.storage import Storage
from index.generations.storages import storage_at
from index.rows.stores import IN_FILES
from tests.index_helpers import OTHER, TRADE, build, generation_of, opened, search_whole_state
from tests.postgresql_server import asked


@pytest.fixture
def storage(catalogue: str) -> Storage:
    return storage_at(IN_FILES, catalogue)


def test_a_copy_that_is_not_as_it_was_published_is_brought_anew(
    tmp_path: Path, storage: Storage
) -> None:
    copy = generation_of(build(tmp_path, TRADE, storage=storage), storage)
    whole = {path: file_sha256(path) for path in copy.rglob("*") if path.is_file()}
    (copy / "vectors.faiss").write_bytes(b"damaged")
    (copy / "manifest.json").unlink()
    with opened(tmp_path, storage) as index:
        assert search_whole_state(index) == ("coast", "trade")
    assert {path: file_sha256(path) for path in whole} == whole


def test_copies_of_what_nobody_keeps_any_more_are_deleted(tmp_path: Path, storage: Storage) -> None:
    for texts in (TRADE, OTHER, TRADE):
        build(tmp_path / "writer", texts, storage=storage)
        with opened(tmp_path / "reader", storage):
            pass
    names = sorted(path.name for path in (tmp_path / "reader" / "copies").iterdir())
    assert [name.partition("-")[0] for name in names] == ["000002", "000003"]


@pytest.mark.parametrize("path", ["../outside", "/outside", "terms/../../outside"])
def test_no_file_is_brought_to_where_no_copy_is(
    tmp_path: Path, storage: Storage, catalogue: str, path: str
) -> None:
    build(tmp_path / "one", TRADE, storage=storage)
    forged = "UPDATE pincite_collection.files SET path = :path WHERE path = 'vectors.faiss'"
    asked(catalogue, forged, path=path)
    with pytest.raises(DataFolderError, match="is no path of a file"):
        opened(tmp_path / "two", storage)
    assert not list(tmp_path.glob("**/outside"))


def test_nothing_is_deleted_where_no_copy_is(
    tmp_path: Path, storage: Storage, catalogue: str
) -> None:
    build(tmp_path / "one", TRADE, storage=storage)
    (tmp_path / "precious").mkdir()
    forged = "INSERT INTO pincite_collection.generations VALUES ('../../precious', 1, false)"
    asked(catalogue, forged)
    build(tmp_path / "one", OTHER, storage=storage)
    assert (tmp_path / "precious").is_dir()


def test_files_of_any_length_travel_whole(tmp_path: Path, storage: Storage) -> None:
    name, register = "000001-0123456789ab", storage.register
    contents = {"empty": b"", "terms/long": np.random.default_rng(7).bytes(9_000_000)}
    with register.locked(tmp_path / "one") as registrar:
        registrar.begin(name, {})
        for file, content in contents.items():
            path = registrar.told(name) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        registrar.publish(name)
    brought = register.bring(tmp_path / "two", name)
    assert {file: (brought / file).read_bytes() for file in contents} == contents

"""A data folder copied while it is in use, and taken up again."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import DataFolderError
from index.embedded import EmbeddedIndex
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, collector, document_ids, write
from tests.fakes import HashedWords
from tests.index_helpers import files_no_larger_than
from web.collecting.backup import back_up


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = write(tmp_path / "reports", {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})
    collector(tmp_path).add([folder])
    return tmp_path / "data"


def test_a_copy_is_taken_up_again_with_its_places_and_what_was_left_beside_it(
    data: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(data / "feedback.sqlite", isolation_level=None)) as used:
        used.execute("PRAGMA journal_mode = WAL")
        used.execute("CREATE TABLE said (verdict TEXT)")
        used.execute("INSERT INTO said VALUES ('yes')")
        with EmbeddedIndex.open(data, HashedWords()):
            back_up(data, tmp_path / "copy")
    shutil.rmtree(data)
    (tmp_path / "copy").rename(data)
    assert document_ids(tmp_path) == ("harbours", "rivers")
    with closing(sqlite3.connect(data / "feedback.sqlite")) as restored:
        assert restored.execute("SELECT verdict FROM said").fetchall() == [("yes",)]
    write(tmp_path / "reports", {"lakes.txt": LAKES})
    collector(tmp_path).update()
    assert document_ids(tmp_path) == ("harbours", "lakes", "rivers")


def test_what_is_there_already_is_not_overwritten(data: Path, tmp_path: Path) -> None:
    write(tmp_path / "copy", {"precious.txt": "mine"})
    with pytest.raises(DataFolderError, match="is not empty"):
        back_up(data, tmp_path / "copy")
    assert (tmp_path / "copy" / "precious.txt").read_text() == "mine"


def test_a_damaged_collection_makes_no_copy(data: Path, tmp_path: Path) -> None:
    next((data / "generations").glob("*/vectors.faiss")).write_bytes(b"")
    with pytest.raises(DataFolderError, match="damaged"):
        back_up(data, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_nothing_is_no_collection_to_copy(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match="There is no collection"):
        back_up(tmp_path / "nothing", tmp_path / "copy")


def test_a_full_disk_leaves_no_half_copy(data: Path, tmp_path: Path) -> None:
    with (
        files_no_larger_than(5000),
        pytest.raises(DataFolderError, match="cannot be written"),
    ):
        back_up(data, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()

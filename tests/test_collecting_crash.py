"""What is left when whoever adds, updates or removes is killed, or the disk is full."""

import time
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DataFolderError
from index.data_folder import DataFolder
from index.embedded import EmbeddedIndex
from index.origins import load_origins
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, collector, document_ids, write
from tests.collecting_processes import STATES, start
from tests.counts import tries
from tests.fakes import HashedWords
from tests.index_helpers import ALL, files_no_larger_than, generation_of

KILLS = tries(5, 200)
KILLS_IN_A_COMMIT = tries(2, 60)
ALL_FOUR = 1.2  # seconds, roughly, in which the process goes through all states
COMMIT = 0.06  # seconds, roughly
SECONDS_TO_WAIT = 60


def require_whole_state(tmp_path: Path) -> None:
    """Fail unless documents, searches and origins are those of one state."""
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        texts = {id_: index.document(id_).document.text for id_ in index.document_ids()}
        assert texts in STATES
        hits = index.search("How long is it?", 99, ALL).dense
        assert {hit.chunk.document_id for hit in hits} == set(texts)
        sources = {id_: index.document(id_).document.source_sha256 for id_ in texts}
    origins = load_origins(generation_of(tmp_path / "data"))
    assert {each.document_id: each.sha256 for each in origins.files.values()} == sources


@pytest.mark.scale
def test_a_kill_at_any_moment_leaves_a_whole_state(tmp_path: Path) -> None:
    moments = np.random.default_rng(20180301)
    for _ in range(KILLS):
        process = start(tmp_path)
        time.sleep(moments.uniform(0, ALL_FOUR))
        process.kill()
        process.communicate()
        require_whole_state(tmp_path)
    write(tmp_path / "reports", {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})
    collector(tmp_path).add([tmp_path / "reports"])
    require_whole_state(tmp_path)
    assert len(list(DataFolder(tmp_path / "data").generations.iterdir())) == 2


@pytest.mark.scale
def test_a_kill_within_a_commit_leaves_the_state_before(tmp_path: Path) -> None:
    moments = np.random.default_rng(20180302)
    data = DataFolder(tmp_path / "data")
    within = 0
    while within < KILLS_IN_A_COMMIT:
        process = start(tmp_path)
        _wait_for_a_commit(data)
        time.sleep(moments.uniform(0, COMMIT))
        process.kill()
        process.communicate()
        within += any(data.generations.glob("*.new"))
        require_whole_state(tmp_path)


@pytest.mark.parametrize("size", [0, 500, 2000, 10_000, 60_000])
def test_a_full_disk_leaves_the_collection_as_it_was(tmp_path: Path, size: int) -> None:
    folder = write(tmp_path / "reports", {"harbours.txt": HARBOURS})
    collector(tmp_path).add([folder])
    before = sorted((tmp_path / "data").rglob("*"))
    write(folder, {"lakes.txt": LAKES + "".join(f"\nLake number {n}.\n" for n in range(2000))})
    with (
        files_no_larger_than(size),
        pytest.raises(DataFolderError, match=r"cannot be written|is the disk full"),
    ):
        collector(tmp_path).update()
    assert sorted((tmp_path / "data").rglob("*")) == before
    assert document_ids(tmp_path) == ("harbours",)


def _wait_for_a_commit(data: DataFolder) -> None:
    """Return when a new generation has begun to be written."""
    end = time.monotonic() + SECONDS_TO_WAIT
    while not any(data.generations.glob("*.new")):
        assert time.monotonic() < end
        time.sleep(0.002)

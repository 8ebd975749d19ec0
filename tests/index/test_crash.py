import time
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DataFolderError
from index.embedded import EmbeddedIndex
from index.generations.data_folder import DataFolder
from index.writer import IndexWriter
from tests.counts import tries
from tests.fakes import HashedWords
from tests.index_helpers import (
    CHUNKER,
    OTHER,
    TRADE,
    build,
    files_no_larger_than,
    opened,
    search_whole_state,
)
from tests.index_processes import start, start_writer

CRASHES = tries(8, 200)
WHOLE_COMMIT = 0.08  # seconds, roughly two commits: a kill may come at any moment of one


def state(index: EmbeddedIndex) -> tuple[str, tuple[str, ...]]:
    return index.generation, search_whole_state(index)


@pytest.mark.scale
def test_a_killed_writer_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    whole = set()
    for name, texts in (("trade", TRADE), ("other", OTHER)):
        with opened(build(tmp_path / name, texts)) as index:
            whole.add(state(index))
    moments = np.random.default_rng(20030629)
    folder = tmp_path / "crashed"
    build(folder, TRADE)
    with opened(folder) as reader:
        for _ in range(CRASHES):
            writer = start_writer(folder)
            time.sleep(moments.uniform(0, WHOLE_COMMIT))
            writer.kill()
            writer.join()
            reader.refresh()
            assert state(reader) in whole
            with opened(folder) as index:
                assert state(index) in whole
    build(folder, {})
    assert len(list(DataFolder(folder).generations.iterdir())) == 2


@pytest.mark.scale
def test_readers_in_other_processes_see_whole_states_beside_a_writer(tmp_path: Path) -> None:
    writer = start_writer(tmp_path)
    try:
        readers = [start("follow_ten_switches", tmp_path) for _ in range(2)]
        for reader in readers:
            _, errors = reader.communicate(timeout=60)
            assert reader.returncode == 0, errors
    finally:
        writer.kill()
        writer.join()


@pytest.mark.scale
def test_a_writer_in_another_process_is_refused(tmp_path: Path) -> None:
    with IndexWriter(tmp_path, HashedWords(), chunker=CHUNKER):
        writer = start("write_for_ever", tmp_path)
        _, errors = writer.communicate()
    assert writer.returncode != 0
    assert f"Another process is writing to {tmp_path}" in errors


@pytest.mark.parametrize("size", [0, 1000, 5000, 20_000, 50_000])
def test_a_full_disk_leaves_the_collection_as_it_was(tmp_path: Path, size: int) -> None:
    build(tmp_path, TRADE)
    before = sorted(tmp_path.rglob("*"))
    with (
        files_no_larger_than(size),
        pytest.raises(DataFolderError, match="cannot be written"),
    ):
        build(tmp_path, {"large": [f"Sentence {n} of many." for n in range(500)]})
    assert sorted(tmp_path.rglob("*")) == before
    with opened(tmp_path) as index:
        assert search_whole_state(index) == ("coast", "trade")

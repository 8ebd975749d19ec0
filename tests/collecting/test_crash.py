"""What is left when whoever adds, updates or removes is killed, or the disk is full."""

from pathlib import Path
from statistics import median

import numpy as np
import pytest

from corpus.errors import DataFolderError
from index.embedded import EmbeddedIndex
from index.generations.data_folder import DataFolder
from index.generations.origins import load_origins
from tests.collecting_helpers import HARBOURS, LAKES, collector, document_ids, write
from tests.collecting_processes import CHANGES, Change, Changing
from tests.counts import tries
from tests.fakes import HashedWords
from tests.index_helpers import ALL, files_no_larger_than, generation_of
from web.doctor import collection_finding

# Of each of the three changes: 210 kills at any moment, 180 within a commit.
KILLS = tries(2, 70)
KILLS_AT_STEPS = tries(3, 60)


def whole_state(data: Path) -> dict[str, str]:
    """Return the texts by document; fail unless doctor, searches and origins agree with them."""
    found = collection_finding(data, HashedWords())
    assert found.is_well, found
    with EmbeddedIndex.open(data, HashedWords()) as index:
        texts = {id_: index.document(id_).document.text for id_ in index.document_ids()}
        hits = index.search("How long is it?", 99, ALL)
        assert {hit.chunk.document_id for hit in hits.dense} == set(texts)
        sources = {id_: index.document(id_).document.source_sha256 for id_ in texts}
    origins = load_origins(generation_of(data))
    assert {each.document_id: each.sha256 for each in origins.files.values()} == sources
    return texts


def require_old_or_new(change: Change, tmp_path: Path) -> bool:
    """Return whether the collection is as after a change; fail unless it is so or as before.

    Fail, too, unless the change can be made then, as if nothing had happened.
    """
    data = tmp_path / "work" / "data"
    left = whole_state(data)
    assert left in (change.before, change.after)
    if left == change.before:
        change.make(tmp_path)
        assert whole_state(data) == change.after
        assert len(list(DataFolder(data).generations.iterdir())) == 2
    return left == change.after


@pytest.mark.scale
@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.name)
def test_a_kill_at_any_moment_leaves_the_old_or_the_new(change: Change, tmp_path: Path) -> None:
    moments = np.random.default_rng(20180301)
    change.prepare(tmp_path)
    durations = []
    for _ in range(3):
        durations.append(Changing(change, tmp_path).finish()[0])
        change.restore(tmp_path)
    killed = 0
    while killed < KILLS:
        # One kill in each of so many equal stretches of the time that the change takes.
        moment = (killed + moments.uniform()) / KILLS * median(durations)
        killed += Changing(change, tmp_path).kill(moment)
        require_old_or_new(change, tmp_path)
        change.restore(tmp_path)


@pytest.mark.scale
@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.name)
def test_a_kill_at_a_step_of_a_commit_leaves_the_old_or_the_new(
    change: Change, tmp_path: Path
) -> None:
    change.prepare(tmp_path)
    _, steps = Changing(change, tmp_path).finish()
    left = []
    for step in np.linspace(1, steps, KILLS_AT_STEPS).round().astype(int).tolist():
        change.restore(tmp_path)
        assert Changing(change, tmp_path, fatal=step).is_killed()
        left.append(require_old_or_new(change, tmp_path))
    assert left == sorted(left), "what is new stays"
    assert not left[0]
    assert left[-1], "the last step is taken after the pointer is switched"


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


def test_a_full_disk_leaves_what_is_known_of_files_as_it_was(tmp_path: Path) -> None:
    folder = write(tmp_path / "reports", {"harbours.txt": HARBOURS})
    collector(tmp_path).add([folder])
    before = load_origins(generation_of(tmp_path / "data"))
    write(folder, {"copy.txt": HARBOURS})
    with files_no_larger_than(100), pytest.raises(DataFolderError, match="make room and try"):
        collector(tmp_path).update()
    assert load_origins(generation_of(tmp_path / "data")) == before
    assert collection_finding(tmp_path / "data", HashedWords()).is_well

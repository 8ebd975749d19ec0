"""The process that makes changes: its turn, its end, and what is told of it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from corpus.errors import LockedError
from index.generations.data_folder import DataFolder
from tests.changing import Kept, making
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS
from tests.fakes import HashedWords
from tests.formats.test_decoding import FRENCH
from tests.qa_helpers import build
from web.changes.change import Change, Fate, Kind, Stage, Wanted
from web.changes.making import make_changes
from web.changes.queue import BROKEN_OFF, ChangeQueue
from web.collecting.uploads import uploads_folder

SECONDS = 60
LARGEST = 1_000_000


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return build(tmp_path, {"lakes.txt": LAKES})


def put(data: Path, **texts: str) -> Change:
    queue = ChangeQueue(data)
    with queue.arriving() as folder:
        for number, text in enumerate(texts.values()):
            (folder / str(number)).write_text(text)
        return queue.put(Wanted(Kind.ADD), folder, [f"{name}.txt" for name in texts])


def made(data: Path) -> None:
    make_changes(data, HashedWords, LARGEST)


def now(data: Path, change: Change) -> Change:
    found = ChangeQueue(data).change(change.id)
    assert found is not None
    return found


def wait_for(data: Path, change: Change, stage: Stage) -> None:
    until = time.monotonic() + SECONDS
    while now(data, change).stage is not stage:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_changes_are_made_in_the_order_of_asking(data: Path) -> None:
    first, second = put(data, rivers=RIVERS), put(data, rivers=HARBOURS)
    assert [each.id for each in ChangeQueue(data).unfinished()] == [first.id, second.id]
    made(data)
    assert [now(data, each).files[0].document for each in (first, second)] == [
        "rivers",
        "rivers-2",
    ]
    assert ChangeQueue(data).unfinished() == ()


def test_a_kill_leaves_the_collection_as_it_was_and_says_so(data: Path) -> None:
    before = DataFolder(data).current_name()
    first, second = put(data, rivers=RIVERS), put(data, harbours=HARBOURS)
    process = making(data, SECONDS)
    wait_for(data, first, Stage.EMBEDDING)
    process.kill()
    process.wait()
    assert (now(data, first).stage, now(data, first).reason) == (Stage.FAILED, BROKEN_OFF)
    assert DataFolder(data).current_name() == before
    made(data)
    assert now(data, second).stage is Stage.DONE
    assert Kept(data).index.document_ids() == ("harbours", "lakes")
    assert [path.name for path in uploads_folder(data).iterdir()] == ["harbours.txt"]


def test_a_change_waits_for_another_program_that_writes(data: Path) -> None:
    change = put(data, rivers=RIVERS)
    with DataFolder(data).locked():
        process = making(data, 0)
        wait_for(data, change, Stage.WAITING)
        with pytest.raises(LockedError), DataFolder(data).locked():
            pass
    process.wait(SECONDS)
    assert now(data, change).stage is Stage.DONE


def test_one_process_works_one_waits_and_others_end(data: Path) -> None:
    change = put(data, rivers=RIVERS)
    working = making(data, SECONDS)
    wait_for(data, change, Stage.EMBEDDING)
    others = [making(data, 0) for _ in range(3)]
    until = time.monotonic() + SECONDS
    while sum(each.poll() is None for each in others) > 1:
        assert time.monotonic() < until
        time.sleep(0.01)
    later = put(data, harbours=HARBOURS)
    working.kill()
    for each in (working, *others):
        each.wait(SECONDS)
    assert now(data, later).stage is Stage.DONE


def test_a_change_that_fails_keeps_no_other_from_being_made(data: Path) -> None:
    queue = ChangeQueue(data)
    with queue.arriving() as folder:
        gone = queue.put(Wanted(Kind.REMOVE, "nowhere"), folder)
    after = put(data, rivers=RIVERS)
    made(data)
    assert now(data, gone).stage is Stage.FAILED
    assert "'nowhere' is not in the collection" in now(data, gone).reason
    assert str(data) not in now(data, gone).reason
    assert now(data, after).of(Fate.ADDED)


def test_what_of_a_file_could_not_be_read_is_told_to_the_sender(data: Path) -> None:
    queue = ChangeQueue(data)
    with queue.arriving() as folder:
        (folder / "0").write_bytes(FRENCH.encode("cp1252"))
        change = queue.put(Wanted(Kind.ADD), folder, ["port.txt"])
    made(data)
    (warning,) = now(data, change).files[0].warnings
    assert warning.startswith("it was read as windows-1252")


def test_a_change_is_forgotten_a_day_after_its_end(data: Path) -> None:
    change, later = put(data, rivers=RIVERS), put(data, harbours=HARBOURS)
    made(data)
    long_ago = time.time() - 25 * 3600
    os.utime(data / "changes" / change.id / "told", (long_ago, long_ago))
    made(data)
    assert ChangeQueue(data).change(change.id) is None
    assert now(data, later).stage is Stage.DONE

"""What people and programs are told of a collection and of what happens to it."""

import io
import json
from pathlib import Path

import pytest

from corpus.errors import DataFolderError
from corpus.loading.formats import PlainText
from index.generations.data_folder import DataFolder
from tests.cli.test_cli import pincite
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, collector, write
from web.collecting.events import Event, Outcome, What
from web.collecting.progress import JsonLines, Progress, summary
from web.collecting.reading import Stamp
from web.collecting.status import status, status_text
from web.collecting.watching import Watch, look_at

FORMATS = (PlainText(),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "reports", {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})


def test_progress_tells_how_fast_it_goes_and_how_long_the_rest_takes() -> None:
    out, times = io.StringIO(), iter([0.0, 0.0, 10.0, 20.0])
    progress = Progress(out, lambda: next(times))
    progress.begun(10, 1000)
    progress.happened(Event(What.ADDED, "rivers", "rivers.txt", size=250, chunks=40))
    progress.happened(Event(What.ADDED, "lakes", "lakes.txt", size=250, chunks=1160))
    assert out.getvalue().splitlines() == [
        "[ 1/10] added rivers, 40 chunks; 4 chunks/s, 30 s left",
        "[ 2/10] added lakes, 1,160 chunks; 60 chunks/s, 20 s left",
    ]


def test_unchanged_files_take_no_line_and_no_time() -> None:
    out, times = io.StringIO(), iter([0.0, 0.0, 10.0])
    progress = Progress(out, lambda: next(times))
    progress.begun(3, 1000)
    progress.happened(Event(What.UNCHANGED, "harbours", "harbours.txt", size=500))
    progress.happened(Event(What.CHANGED, "rivers", "rivers.txt", size=250, chunks=20))
    assert out.getvalue() == "[2/3] changed rivers, 20 chunks; 2 chunks/s, 10 s left\n"


def test_what_is_no_file_has_no_number() -> None:
    out = io.StringIO()
    progress = Progress(out, lambda: 0.0)
    progress.begun(1, 250)
    progress.happened(Event(What.ADDED, "rivers", "rivers.txt", size=250, chunks=1))
    progress.happened(Event(What.FAILED, path="north", reason="north cannot be read"))
    assert out.getvalue() == "[1/1] added rivers, 1 chunk\nfailed: north cannot be read\n"


def test_the_summary_counts_and_names_what_failed() -> None:
    failed = Event(What.FAILED, path="a.txt", reason="a.txt: it holds no text")
    told = summary(Outcome((Event(What.ADDED, "rivers"), failed)))
    assert told == "added           1\nfailed          1\nfailed: a.txt: it holds no text"


def test_programs_are_told_in_lines_of_json() -> None:
    out = io.StringIO()
    event = Event(What.ADDED, "rivers", "rivers.txt", size=250, chunks=40)
    told = JsonLines(out)
    told.begun(1, 250)
    told.happened(event)
    told.done(Outcome((event,)))
    begun, added, done = map(json.loads, out.getvalue().splitlines())
    assert begun == {"event": "begun", "files": 1, "size": 250}
    assert (added["event"], added["document"], added["chunks"]) == ("added", "rivers", 40)
    assert done["counts"]["added"] == 1
    assert done["is_whole"]


def test_the_status_tells_what_has_changed_on_the_disk(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    (folder / "harbours.txt").unlink()
    write(folder, {"lakes.txt": LAKES, "rivers.txt": RIVERS + "\nMore.\n"})
    found = status(DataFolder(tmp_path / "data"), FORMATS)
    assert (found.documents, found.places) == (2, (str(folder),))
    assert found.changes.new == (str(folder / "lakes.txt"),)
    assert found.changes.written == (str(folder / "rivers.txt"),)
    assert found.changes.gone == (str(folder / "harbours.txt"),)
    assert "Run `pincite update`" in status_text(found)


def test_the_status_of_what_is_unchanged_tells_of_no_change(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    assert "pincite update" not in status_text(status(DataFolder(tmp_path / "data"), FORMATS))


@pytest.mark.parametrize(("now", "is_written"), [("621", False), ("623", True)])
def test_a_file_that_had_just_been_written_is_compared_by_its_bytes(
    tmp_path: Path, now: str, is_written: bool
) -> None:
    path = tmp_path / "rivers.txt"
    path.write_text(RIVERS)
    collector(tmp_path).add([path])
    path.write_text(RIVERS.replace("621", now))
    found = status(DataFolder(tmp_path / "data"), FORMATS)
    assert found.changes.written == ((str(path),) if is_written else ())


def test_there_is_no_status_without_a_collection(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match="There is no collection"):
        status(DataFolder(tmp_path / "nothing"))


def test_a_watch_waits_until_a_file_is_written_and_is_due_once() -> None:
    looks = iter([{}, *({"a.txt": Stamp(size, size)} for size in (10, 20, 30, 30, 30))])
    watching = Watch(lambda: next(looks))
    assert [watching.is_due() for _ in range(5)] == [False, False, False, True, False]


def test_a_watch_is_due_again_where_nothing_could_be_done() -> None:
    looks = iter([{}, *[{"a.txt": Stamp(1, 1)}] * 4])
    watching = Watch(lambda: next(looks))
    assert not watching.is_due()
    assert watching.is_due()
    watching.again()
    assert [watching.is_due(), watching.is_due()] == [True, False]


def test_a_look_sees_the_files_of_a_folder(folder: Path) -> None:
    assert sorted(look_at([folder], FORMATS)) == [
        str(folder / "harbours.txt"),
        str(folder / "rivers.txt"),
    ]


@pytest.mark.models
def test_one_broken_document_makes_the_exit_status_1_and_the_others_answer(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "empty.txt").write_text("")
    data = tmp_path / "data"
    added = pincite("add", str(folder), data=data)
    assert added.returncode == 1
    assert "empty.txt: it holds no text" in added.stdout
    asked = pincite("ask", "How long is the Glomma?", data=data)
    assert asked.stdout.startswith("621 km")
    removed = pincite("remove", "rivers", data=data)
    assert removed.returncode == 0
    assert pincite("remove", "rivers", data=data).returncode == 2

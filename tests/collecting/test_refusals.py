"""Files that were refused: told apart from new ones, and not opened again while unchanged."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.loading.formats import PlainText
from index.generations.data_folder import DataFolder
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, collector, document_ids, write
from web.collecting.building import build
from web.collecting.events import Outcome, What
from web.collecting.status import Refused, Status, status, status_text

FORMATS = (PlainText(),)
EMPTY = " " * len(LAKES)  # as many bytes as a text that is read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write(tmp_path / "reports", {"lakes.txt": EMPTY, "rivers.txt": RIVERS})
    assert [event.path for event in collector(tmp_path).add([folder]).of(What.FAILED)] == [
        str(folder / "lakes.txt")
    ]
    return folder


def mend_unseen(path: Path) -> None:
    """Put a text into a file that only who opens it can see: size and time stay."""
    before = path.stat()
    path.write_text(LAKES)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def told(tmp_path: Path) -> Status:
    return status(DataFolder(tmp_path / "data"), FORMATS)


def reasons(outcome: Outcome) -> list[str]:
    return [event.reason for event in outcome.of(What.FAILED)]


def test_an_update_tells_of_a_refused_file_again_without_opening_it(
    folder: Path, tmp_path: Path
) -> None:
    (refused,) = told(tmp_path).refused
    mend_unseen(folder / "lakes.txt")
    assert reasons(collector(tmp_path).update()) == [refused.reason]
    assert document_ids(tmp_path) == ("rivers",)


def test_a_refused_file_is_taken_once_it_is_written(folder: Path, tmp_path: Path) -> None:
    write(folder, {"lakes.txt": LAKES})
    assert collector(tmp_path).update().documents(What.ADDED) == ("lakes",)
    assert told(tmp_path).refused == ()


def test_a_refused_file_is_opened_where_it_is_added_again(folder: Path, tmp_path: Path) -> None:
    mend_unseen(folder / "lakes.txt")
    added = collector(tmp_path).add([folder / "lakes.txt"])
    assert added.documents(What.ADDED) == ("lakes",)


def test_a_refused_file_is_opened_where_everything_is_read_anew(
    folder: Path, tmp_path: Path
) -> None:
    mend_unseen(folder / "lakes.txt")
    assert "lakes" in collector(tmp_path).update(anew=True).documents(What.ADDED)


def test_a_refused_file_is_opened_by_a_reader_of_another_version(
    folder: Path, tmp_path: Path
) -> None:
    class NewerText(PlainText):
        name = "text/99"

    mend_unseen(folder / "lakes.txt")
    newer = replace(collector(tmp_path), formats=(NewerText(),))
    assert newer.update().documents(What.ADDED) == ("lakes",)


def test_the_status_tells_a_refused_file_with_the_reason_and_not_as_new(
    folder: Path, tmp_path: Path
) -> None:
    found = told(tmp_path)
    path = str(folder / "lakes.txt")
    assert found.refused == (Refused(path, f"{path}: it holds no text; remove it or fill it"),)
    assert found.changes.new == ()
    assert "refused: " in status_text(found)
    assert "pincite update" not in status_text(found)


def test_a_refused_file_that_was_written_since_is_new_again(folder: Path, tmp_path: Path) -> None:
    write(folder, {"lakes.txt": LAKES})
    found = told(tmp_path)
    assert (found.refused, found.changes.new) == ((), (str(folder / "lakes.txt"),))


def test_a_document_whose_file_is_refused_stays_and_is_told_as_refused(
    folder: Path, tmp_path: Path
) -> None:
    write(folder, {"rivers.txt": " "})
    assert len(reasons(collector(tmp_path).update())) == 2
    assert document_ids(tmp_path) == ("rivers",)
    found = told(tmp_path)
    assert [Path(each.path).name for each in found.refused] == ["lakes.txt", "rivers.txt"]
    assert found.changes.written == ()
    write(folder, {"rivers.txt": RIVERS})
    collector(tmp_path).update()
    assert [Path(each.path).name for each in told(tmp_path).refused] == ["lakes.txt"]


def test_a_file_whose_id_is_taken_is_tried_again_every_time(tmp_path: Path) -> None:
    one = write(tmp_path / "one", {"rivers.txt": RIVERS})
    other = write(tmp_path / "two" / "one", {"rivers.txt": LAKES, "one--rivers.txt": HARBOURS})
    collector(tmp_path).add([one, other / "one--rivers.txt", other / "rivers.txt"])
    (refused,) = told(tmp_path).refused
    assert refused.path == str(other / "rivers.txt")
    collector(tmp_path).remove(["one--rivers"])
    assert collector(tmp_path).update().documents(What.ADDED) == ("one--rivers",)
    assert told(tmp_path).refused == ()


def test_a_refused_file_that_is_gone_is_forgotten(folder: Path, tmp_path: Path) -> None:
    path = folder / "lakes.txt"
    before = path.stat()
    path.unlink()
    assert collector(tmp_path).update().is_whole
    path.write_text(LAKES)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert collector(tmp_path).update().documents(What.ADDED) == ("lakes",)


def test_a_build_forgets_what_was_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "lakes.txt").unlink()
    into = collector(tmp_path)
    build(folder, into.data, into.embedder, formats=FORMATS)
    write(folder, {"lakes.txt": EMPTY})
    assert told(tmp_path).refused == ()

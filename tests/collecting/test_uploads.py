from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.generations.origins import load_origins
from index.protocols import Vectors
from tests.collecting_helpers import (
    HARBOURS,
    LAKES,
    RIVERS,
    collector,
    document_ids,
    files_that_hold,
    text_of,
    write,
)
from tests.fakes import HashedWords
from tests.index_helpers import CountingEmbedder, generation_of
from web.collecting.backup import back_up
from web.collecting.building import build
from web.collecting.events import What
from web.collecting.uploads import Upload, uploads_folder


def sent(tmp_path: Path, name: str, text: str) -> Upload:
    waiting = tmp_path / "waiting" / f"{len(list(tmp_path.rglob('*')))}"
    waiting.parent.mkdir(exist_ok=True)
    waiting.write_text(text)
    return Upload(waiting, name)


def kept(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in uploads_folder(tmp_path / "data").iterdir())


def test_a_file_that_is_sent_is_kept_and_becomes_a_document(tmp_path: Path) -> None:
    outcome = collector(tmp_path).take([sent(tmp_path, "rivers.txt", RIVERS)])
    assert outcome.documents(What.ADDED) == ("rivers",)
    assert text_of(tmp_path, "rivers") == RIVERS
    assert (uploads_folder(tmp_path / "data") / "rivers.txt").read_text() == RIVERS


def test_an_update_leaves_what_was_sent(tmp_path: Path) -> None:
    collector(tmp_path).take([sent(tmp_path, "rivers.txt", RIVERS)])
    assert collector(tmp_path).update().documents(What.UNCHANGED) == ("rivers",)


def test_each_file_that_is_sent_has_its_event_and_what_is_refused_is_not_kept(
    tmp_path: Path,
) -> None:
    files = (("rivers.txt", RIVERS), ("none.txt", " "), ("x.exe", "x"), ("lakes.txt", LAKES))
    outcome = collector(tmp_path).take([sent(tmp_path, *each) for each in files])
    assert [event.what for event in outcome.events] == [
        What.ADDED,
        What.FAILED,
        What.FAILED,
        What.ADDED,
    ]
    assert "holds no text" in outcome.events[1].reason
    assert "x.exe is of no known format" in outcome.events[2].reason
    assert kept(tmp_path) == ["lakes.txt", "rivers.txt"]


def test_a_file_that_is_too_large_is_refused_in_words(tmp_path: Path) -> None:
    strict = replace(collector(tmp_path), largest_file=10)
    outcome = strict.take([sent(tmp_path, "lakes.txt", LAKES)])
    assert "lakes.txt has more than" in outcome.events[0].reason


def test_bytes_that_are_there_are_not_taken_twice(tmp_path: Path) -> None:
    collector(tmp_path).add([write(tmp_path / "reports", {"rivers.txt": RIVERS})])
    same, other = sent(tmp_path, "rivers.txt", RIVERS), sent(tmp_path, "streams.txt", RIVERS)
    outcome = collector(tmp_path).take([same, other])
    assert [(event.what, event.document) for event in outcome.events] == [
        (What.UNCHANGED, "rivers"),
        (What.COPY, "rivers"),
    ]
    assert document_ids(tmp_path) == ("rivers",)


def test_a_second_file_of_a_name_replaces_nothing(tmp_path: Path) -> None:
    collector(tmp_path).add([write(tmp_path / "reports", {"rivers.txt": RIVERS})])
    for text in (LAKES, HARBOURS):
        collector(tmp_path).take([sent(tmp_path, "rivers.txt", text)])
    assert document_ids(tmp_path) == ("rivers", "rivers-2", "rivers-3")
    assert [text_of(tmp_path, id_) for id_ in document_ids(tmp_path)] == [RIVERS, LAKES, HARBOURS]


def test_a_removed_document_takes_the_file_that_was_sent_with_it(tmp_path: Path) -> None:
    both = [sent(tmp_path, "rivers.txt", RIVERS), sent(tmp_path, "lakes.txt", LAKES)]
    collector(tmp_path).take(both)
    collector(tmp_path).remove(["rivers"])
    assert kept(tmp_path) == ["lakes.txt"]
    assert files_that_hold(tmp_path, "Glomma") == []
    assert collector(tmp_path).update().is_whole


def test_what_a_dead_writer_kept_is_deleted_by_the_next(tmp_path: Path) -> None:
    collector(tmp_path).take([sent(tmp_path, "rivers.txt", RIVERS)])
    write(uploads_folder(tmp_path / "data"), {"lakes.txt": LAKES})
    collector(tmp_path).take([sent(tmp_path, "harbours.txt", HARBOURS)])
    assert kept(tmp_path) == ["harbours.txt", "rivers.txt"]


class Failing(CountingEmbedder):
    """A model that fails at the second text."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if self.embedded and texts:
            raise RuntimeError("no power")
        return super().embed_passages(texts)


def test_nothing_is_kept_of_what_could_not_be_taken_to_its_end(tmp_path: Path) -> None:
    both = [sent(tmp_path, "rivers.txt", RIVERS), sent(tmp_path, "lakes.txt", LAKES)]
    with pytest.raises(RuntimeError):
        collector(tmp_path, Failing()).take(both)
    assert kept(tmp_path) == []


def test_a_copied_data_folder_has_its_own_files(tmp_path: Path) -> None:
    collector(tmp_path).take([sent(tmp_path, "rivers.txt", RIVERS)])
    back_up(tmp_path / "data", tmp_path / "copy")
    copied = str(tmp_path / "copy" / "uploads" / "rivers.txt")
    origins = load_origins(generation_of(tmp_path / "copy"))
    assert (list(origins.files), origins.places) == ([copied], (copied,))
    assert Path(copied).read_text() == RIVERS


def test_a_build_keeps_what_was_sent(tmp_path: Path) -> None:
    both = [sent(tmp_path, "rivers.txt", RIVERS), sent(tmp_path, "lakes.txt", LAKES)]
    collector(tmp_path).take(both)
    collector(tmp_path).describe("rivers", {"issuer": "River Board"})
    folder = write(tmp_path / "reports", {"harbours.txt": HARBOURS, "lakes.txt": "Other lakes.\n"})
    built = build(folder, tmp_path / "data", HashedWords())
    assert built.removed == ()
    assert document_ids(tmp_path) == ("harbours", "lakes", "rivers", "uploads--lakes")
    assert text_of(tmp_path, "uploads--lakes") == LAKES
    assert collector(tmp_path).update().is_whole

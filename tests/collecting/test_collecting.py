import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.chunking import ChunkSettings
from corpus.document import Metadata
from corpus.errors import DataFolderError, DocumentError, NewerFormatError
from corpus.loading.folder import LARGEST_FILE, SourceFile
from corpus.loading.formats import PlainText
from index.embedded import EmbeddedIndex
from index.generations.data_folder import DataFolder
from index.writer import IndexWriter
from tests.collecting_helpers import (
    CHANGING,
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
from tests.index_helpers import ALL, CountingEmbedder, rewrite_manifest
from web.collecting.building import build
from web.collecting.cutting import Cutting
from web.collecting.events import What
from web.collecting.reading import read_whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "reports", {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})


def test_a_folder_is_added_to_what_is_there(folder: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", {"lakes.txt": LAKES})
    collector(tmp_path).add([other])
    outcome = collector(tmp_path).add([folder])
    assert outcome.documents(What.ADDED) == ("harbours", "rivers")
    assert document_ids(tmp_path) == ("harbours", "lakes", "rivers")


def test_a_single_file_is_added(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder / "rivers.txt"])
    assert document_ids(tmp_path) == ("rivers",)


def test_what_is_unchanged_is_neither_opened_nor_embedded_again(
    folder: Path, tmp_path: Path
) -> None:
    collector(tmp_path).add([folder])
    before = (folder / "rivers.txt").stat()
    (folder / "rivers.txt").write_text(RIVERS.replace("621", "999"))
    os.utime(folder / "rivers.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    write(folder, {"lakes.txt": LAKES})
    embedder = CountingEmbedder()
    outcome = collector(tmp_path, embedder).add([folder])
    assert outcome.documents(What.UNCHANGED) == ("harbours", "rivers")
    assert len(embedder.embedded) == 1


def test_adding_what_is_there_makes_no_generation(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    before = DataFolder(tmp_path / "data").current_name()
    collector(tmp_path).add([folder])
    assert DataFolder(tmp_path / "data").current_name() == before


def test_a_file_that_was_touched_is_read_and_found_the_same(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    write(folder, {"rivers.txt": RIVERS})
    outcome = collector(tmp_path).update()
    assert outcome.documents(What.UNCHANGED) == ("harbours", "rivers")


def test_a_file_that_has_just_been_written_is_read_again_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "rivers.txt"
    path.write_text(RIVERS)
    collector(tmp_path).add([path])
    path.write_text(RIVERS.replace("621", "623"))
    assert collector(tmp_path).update().documents(What.CHANGED) == ("rivers",)


def test_an_update_takes_what_is_new_and_changed_and_drops_what_is_gone(
    folder: Path, tmp_path: Path
) -> None:
    collector(tmp_path).add([folder])
    (folder / "harbours.txt").unlink()
    write(folder, {"lakes.txt": LAKES, "rivers.txt": RIVERS.replace("621", "623")})
    outcome = collector(tmp_path).update()
    assert [outcome.documents(what) for what in CHANGING] == [
        ("lakes",),
        ("rivers",),
        ("harbours",),
    ]
    assert "623" in text_of(tmp_path, "rivers")


def test_a_place_that_cannot_be_found_keeps_its_documents(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    folder.rename(tmp_path / "unmounted")
    outcome = collector(tmp_path).update()
    assert not outcome.is_whole
    assert document_ids(tmp_path) == ("harbours", "rivers")


def test_a_file_that_was_added_by_itself_goes_where_its_folder_stays(
    folder: Path, tmp_path: Path
) -> None:
    collector(tmp_path).add([folder, folder / "rivers.txt"])
    (folder / "rivers.txt").unlink()
    outcome = collector(tmp_path).update()
    assert outcome.documents(What.REMOVED) == ("rivers",)
    assert outcome.is_whole


def test_a_place_that_is_empty_all_at_once_keeps_its_documents(
    folder: Path, tmp_path: Path
) -> None:
    collector(tmp_path).add([folder])
    shutil.rmtree(folder)
    folder.mkdir()
    (failed,) = collector(tmp_path).update().of(What.FAILED)
    assert "holds no document any more; its documents stay" in failed.reason
    assert document_ids(tmp_path) == ("harbours", "rivers")


@pytest.mark.parametrize("content", ["", " \n\n"], ids=["empty", "blank"])
def test_a_document_that_cannot_be_read_is_named_and_the_others_go_in(
    folder: Path, tmp_path: Path, content: str
) -> None:
    (folder / "broken.txt").write_text(content)
    (failed,) = collector(tmp_path).add([folder]).of(What.FAILED)
    assert failed.path == str(folder / "broken.txt")
    assert "it holds no text" in failed.reason
    assert document_ids(tmp_path) == ("harbours", "rivers")


def test_a_file_that_is_too_large_is_named_and_the_others_go_in(
    folder: Path, tmp_path: Path
) -> None:
    write(folder, {"long.txt": LAKES * 100})
    small = replace(collector(tmp_path), largest_file=1000)
    (failed,) = small.add([folder]).of(What.FAILED)
    assert "long.txt has more than 0.001 MB" in failed.reason
    assert document_ids(tmp_path) == ("harbours", "rivers")


def test_a_file_that_changes_while_it_is_read_is_named(folder: Path) -> None:
    class Growing(SourceFile):
        """A file that somebody appends to whenever it is read."""

        def read_bytes(self, largest: int = LARGEST_FILE) -> bytes:
            data = super().read_bytes(largest)
            self.path.write_bytes(data + b"\nMore.\n")
            return data

    growing = Growing(folder / "rivers.txt", "rivers", PlainText(), Metadata())
    with pytest.raises(DocumentError, match="changes while it is read; add it again"):
        read_whole(growing, LARGEST_FILE)


def test_a_file_that_has_vanished_is_named(folder: Path) -> None:
    gone = SourceFile(folder / "gone.txt", "gone", PlainText(), Metadata())
    with pytest.raises(DocumentError, match="is no longer there"):
        read_whole(gone, LARGEST_FILE)


def test_a_document_that_can_no_longer_be_read_stays_as_it_was(
    folder: Path, tmp_path: Path
) -> None:
    collector(tmp_path).add([folder])
    (folder / "rivers.txt").write_text("")
    assert not collector(tmp_path).update().is_whole
    assert "621" in text_of(tmp_path, "rivers")


def test_two_files_that_would_have_one_id_are_told_and_the_first_goes_in(tmp_path: Path) -> None:
    one = write(tmp_path / "one", {"rivers.txt": RIVERS})
    other = write(tmp_path / "two" / "one", {"rivers.txt": LAKES, "one--rivers.txt": HARBOURS})
    collector(tmp_path).add([one])
    outcome = collector(tmp_path).add([other / "one--rivers.txt", other / "rivers.txt"])
    (failed,) = outcome.of(What.FAILED)
    assert "would both be called rivers; rename one" in failed.reason
    assert document_ids(tmp_path) == ("one--rivers", "rivers")


def test_a_second_file_of_a_name_is_told_apart_by_its_folder(tmp_path: Path) -> None:
    collector(tmp_path).add([write(tmp_path / "one", {"rivers.txt": RIVERS})])
    write(tmp_path / "one", {"north/rivers.txt": LAKES})
    collector(tmp_path).update()
    assert document_ids(tmp_path) == ("north--rivers", "rivers")


def test_equal_bytes_under_two_names_are_one_document(folder: Path, tmp_path: Path) -> None:
    write(folder, {"streams.txt": RIVERS})
    (copy,) = collector(tmp_path).add([folder]).of(What.COPY)
    assert (copy.document, Path(copy.path).name) == ("rivers", "streams.txt")
    assert document_ids(tmp_path) == ("harbours", "rivers")


def test_a_copy_becomes_a_document_when_its_document_changes(folder: Path, tmp_path: Path) -> None:
    write(folder, {"streams.txt": RIVERS})
    collector(tmp_path).add([folder])
    write(folder, {"rivers.txt": RIVERS.replace("621", "623")})
    collector(tmp_path).update()
    assert document_ids(tmp_path) == ("harbours", "rivers", "streams")


def test_a_copy_becomes_a_document_when_its_document_goes(folder: Path, tmp_path: Path) -> None:
    write(folder, {"streams.txt": RIVERS})
    collector(tmp_path).add([folder])
    (folder / "rivers.txt").unlink()
    collector(tmp_path).update()
    assert document_ids(tmp_path) == ("harbours", "streams")


def test_a_removed_document_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    assert files_that_hold(tmp_path, "Glomma")
    outcome = collector(tmp_path).remove(["rivers"])
    assert outcome.documents(What.REMOVED) == ("rivers",)
    assert files_that_hold(tmp_path, "Glomma") == []
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        found = index.search("How long is the Glomma?", 10, ALL)
        assert {hit.chunk.document_id for hit in (*found.dense, *found.lexical)} <= {"harbours"}
        assert not index.holds_word("Glomma")
        assert index.occurrences("glomma") == {}
        assert index.manifest.documents == 1


def test_a_removed_document_stays_away_until_it_is_added_again(
    folder: Path, tmp_path: Path
) -> None:
    collector(tmp_path).add([folder])
    collector(tmp_path).remove(["rivers"])
    collector(tmp_path).update()
    assert document_ids(tmp_path) == ("harbours",)
    collector(tmp_path).add([folder / "rivers.txt"])
    assert document_ids(tmp_path) == ("harbours", "rivers")


def test_an_unknown_document_is_not_removed_and_nor_are_the_others(
    folder: Path, tmp_path: Path
) -> None:
    collector(tmp_path).add([folder])
    with pytest.raises(DataFolderError, match="'nowhere' is not in the collection"):
        collector(tmp_path).remove(["rivers", "nowhere"])
    assert document_ids(tmp_path) == ("harbours", "rivers")


def test_an_unknown_document_is_refused_before_anything_is_cut_anew(
    folder: Path, tmp_path: Path
) -> None:
    build(folder, tmp_path / "data", HashedWords(), chunks=ChunkSettings(budget=20))
    embedder = CountingEmbedder()
    with pytest.raises(DataFolderError):
        collector(tmp_path, embedder).remove(["nowhere"])
    with pytest.raises(DataFolderError):
        collector(tmp_path, embedder).describe("nowhere", {"title": "Rivers"})
    assert embedder.embedded == []


def test_what_a_person_says_goes_before_what_the_file_says_now_and_later(
    folder: Path, tmp_path: Path
) -> None:
    collector(tmp_path).add([folder])
    said = collector(tmp_path).describe("rivers", {"title": "Norwegian Rivers", "date": "2018-03"})
    assert (said.title, said.date) == ("Norwegian Rivers", "2018-03")
    write(folder, {"rivers.txt": RIVERS.replace("621", "623")})
    collector(tmp_path).update()
    build(folder, tmp_path / "data", HashedWords())
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        assert index.metadata("rivers") == said


def test_what_a_person_said_stays_when_the_file_is_renamed(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    collector(tmp_path).describe("rivers", {"issuer": "River Board"})
    (folder / "rivers.txt").rename(folder / "rivers-2030.txt")
    collector(tmp_path).update()
    (folder / "rivers-2030.txt").rename(folder / "streams.txt")
    collector(tmp_path).update()
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        assert index.metadata("streams").issuer == "River Board"
    build(folder.rename(tmp_path / "other"), tmp_path / "data", HashedWords())
    (tmp_path / "other" / "streams.txt").rename(tmp_path / "other" / "brooks.txt")
    build(tmp_path / "other", tmp_path / "data", HashedWords())
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        assert index.metadata("brooks").issuer == "River Board"


def test_what_a_person_said_of_a_removed_document_is_forgotten(
    folder: Path, tmp_path: Path
) -> None:
    collector(tmp_path).add([folder])
    collector(tmp_path).describe("rivers", {"issuer": "River Board"})
    collector(tmp_path).remove(["rivers"])
    (folder / "rivers.txt").rename(folder / "streams.txt")
    collector(tmp_path).update()
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        assert index.metadata("streams").issuer == ""


def test_what_a_person_said_can_be_taken_back(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    collector(tmp_path).describe("rivers", {"title": "Norwegian Rivers", "issuer": "Survey"})
    found = collector(tmp_path).describe("rivers", {"title": ""})
    assert (found.title, found.issuer) == ("Rivers", "Survey")


def test_documents_that_an_older_program_cut_are_cut_again_from_their_stored_text(
    folder: Path, tmp_path: Path
) -> None:
    build(folder, tmp_path / "data", HashedWords(), chunks=ChunkSettings(budget=20))
    shutil.rmtree(folder)
    outcome = collector(tmp_path).add([write(tmp_path / "other", {"lakes.txt": LAKES})])
    assert outcome.documents(What.RECUT) == ("harbours", "rivers")
    assert document_ids(tmp_path) == ("harbours", "lakes", "rivers")


def test_a_collection_that_is_being_written_to_is_left_alone(folder: Path, tmp_path: Path) -> None:
    with (
        IndexWriter(tmp_path / "data", HashedWords(), chunker=Cutting().chunker),
        pytest.raises(DataFolderError, match="Another process is writing"),
    ):
        collector(tmp_path).add([folder])


def test_nothing_is_made_anew_while_a_place_is_missing(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    folder.rename(tmp_path / "unmounted")
    with pytest.raises(DataFolderError, match=r"cannot be made anew: .*reports is not there"):
        collector(tmp_path).update(anew=True)
    assert document_ids(tmp_path) == ("harbours", "rivers")


def test_a_collection_of_a_newer_program_is_not_made_anew(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    rewrite_manifest(tmp_path / "data", format_version=99)
    with pytest.raises(NewerFormatError):
        collector(tmp_path).update(anew=True)


def test_a_collection_of_an_older_format_is_made_anew(folder: Path, tmp_path: Path) -> None:
    collector(tmp_path).add([folder])
    collector(tmp_path).describe("rivers", {"title": "Norwegian Rivers"})
    rewrite_manifest(tmp_path / "data", format_version=1)
    collector(tmp_path).update(anew=True)
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        assert index.metadata("rivers").title == "Norwegian Rivers"

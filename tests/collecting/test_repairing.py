"""Each part of a collection, damaged: it is named, and made whole again or said to be lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import DamagedError, DataFolderError
from index.embedded import EmbeddedIndex
from index.generations.checking import damaged_parts
from index.generations.data_folder import DataFolder
from index.generations.origins import load_origins
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, collector, document_ids, write
from tests.counts import tries
from tests.fakes import HashedWords
from tests.index_helpers import ALL, generation_of, rewrite_manifest
from web.collecting.repairing import repair_damaged, repaired_text
from web.doctor import collection_finding


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Return a collection whose files are no longer there."""
    folder = write(tmp_path / "reports", {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})
    collector(tmp_path).add([folder])
    shutil.rmtree(folder)
    return DataFolder(tmp_path / "data")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x11
    path.write_bytes(content)


def delete(path: Path) -> None:
    path.unlink()


DAMAGES = [cut, empty, flip, delete]
WITHOUT_TEXTS = [
    "CURRENT",
    "manifest.json",
    "origins.json",
    "vectors.faiss",
    "terms/meta.json",
    "terms/*.idx",
    "terms/*.term",
    "terms/*.store",
    "terms/*.fast",
    "terms/*.fieldnorm",
    "terms/*.pos",
    "vocabulary/meta.json",
    "vocabulary/*.term",
    "vocabulary/*.store",
]


def part(data: DataFolder, pattern: str) -> Path:
    (path,) = (*data.path.glob(pattern), *generation_of(data.path).glob(pattern))
    return path


def state(tmp_path: Path) -> object:
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        found = index.search("When did the port open?", 9, ALL)
        return found, [index.document(id_) for id_ in index.document_ids()]


def test_every_file_of_a_collection_is_damaged_below(data: DataFolder) -> None:
    every = {path for path in generation_of(data.path).rglob("*") if path.is_file()}
    ends = {path.suffix for path in every}
    assert {Path(name).suffix for name in WITHOUT_TEXTS if name != "CURRENT"} | {".sqlite"} >= ends


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("pattern", WITHOUT_TEXTS)
def test_what_can_be_made_from_the_texts_is_named_and_made_again(
    data: DataFolder, tmp_path: Path, pattern: str, damage: Callable[[Path], None]
) -> None:
    before, path = state(tmp_path), part(data, pattern)
    damage(path)
    told = collection_finding(data.path, HashedWords())
    assert not told.is_well
    assert str(path) in told.found
    assert "doctor --repair" in told.remedy
    assert repair_damaged(collector(tmp_path)) == (path,)
    assert collection_finding(data.path, HashedWords()).is_well
    assert state(tmp_path) == before


@pytest.mark.scale
def test_whatever_is_damaged_is_named_and_made_again_or_said_to_be_lost(
    data: DataFolder, tmp_path: Path
) -> None:
    chance = random.Random(20180304)  # noqa: S311 - the same in every run
    before, whole = state(tmp_path), tmp_path / "whole"
    shutil.copytree(data.path, whole)
    mended = 0
    for _ in range(tries(12, 500)):
        path = part(data, chance.choice([*WITHOUT_TEXTS, *["catalogue.sqlite"] * 15]))
        content = bytearray(path.read_bytes())
        at = chance.randrange(len(content))
        length = chance.choice((1, 1, 8, 512))
        content[at : at + length] = bytes(byte ^ 0x51 for byte in content[at : at + length])
        path.write_bytes(content)
        assert str(path) in collection_finding(data.path, HashedWords()).found
        try:
            repair_damaged(collector(tmp_path))
        except DamagedError:
            assert path.name == "catalogue.sqlite"
        else:
            mended += 1
            assert collection_finding(data.path, HashedWords()).is_well
            assert state(tmp_path) == before
        shutil.rmtree(data.path)
        shutil.copytree(whole, data.path)
    assert mended


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_damaged_texts_are_named_and_said_to_be_lost(
    data: DataFolder, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = part(data, "catalogue.sqlite")
    if damage is flip:
        content = path.read_bytes()
        path.write_bytes(content.replace(b"in 1070", b"in 1071"))
    else:
        damage(path)
    before = sorted(data.path.rglob("*"))
    assert str(path) in collection_finding(data.path, HashedWords()).found
    with pytest.raises(DamagedError, match=r"read the files again, with .pincite update --anew"):
        repair_damaged(collector(tmp_path))
    assert sorted(data.path.rglob("*")) == before


def test_a_catalogue_whose_texts_are_whole_is_made_again(data: DataFolder, tmp_path: Path) -> None:
    before, path = state(tmp_path), part(data, "catalogue.sqlite")
    with path.open("ab") as file:
        file.write(b"\0")
    assert repair_damaged(collector(tmp_path)) == (path,)
    assert state(tmp_path) == before


def test_a_catalogue_without_a_document_of_the_manifest_is_not_taken(
    data: DataFolder, tmp_path: Path
) -> None:
    shorter = tmp_path / "shorter"
    collector(shorter).add([write(shorter / "reports", {"rivers.txt": RIVERS})])
    shutil.copy(generation_of(shorter / "data") / "catalogue.sqlite", generation_of(data.path))
    with pytest.raises(DamagedError, match="texts of the collection"):
        repair_damaged(collector(tmp_path))


def test_all_damaged_parts_are_named_at_once(data: DataFolder) -> None:
    paths = [part(data, name) for name in ("origins.json", "terms/meta.json", "vectors.faiss")]
    for path in paths:
        delete(path)
    assert sorted(damaged_parts(data)) == paths


def test_where_documents_came_from_stays_known(data: DataFolder, tmp_path: Path) -> None:
    before = load_origins(generation_of(data.path))
    flip(part(data, "vectors.faiss"))
    repair_damaged(collector(tmp_path))
    assert load_origins(generation_of(data.path)) == before


def test_lost_origins_come_back_with_the_folder(data: DataFolder, tmp_path: Path) -> None:
    delete(part(data, "origins.json"))
    told = repaired_text(repair_damaged(collector(tmp_path)))
    assert "add their folders again, with `pincite add`" in told
    folder = write(tmp_path / "reports", {"harbours.txt": HARBOURS, "lakes.txt": LAKES})
    collector(tmp_path).add([folder])
    (folder / "harbours.txt").unlink()
    collector(tmp_path).update()
    assert document_ids(tmp_path) == ("lakes", "rivers")


def test_without_a_pointer_the_newest_state_is_taken(data: DataFolder, tmp_path: Path) -> None:
    collector(tmp_path).add([write(tmp_path / "other", {"lakes.txt": LAKES})])
    delete(part(data, "CURRENT"))
    assert "run `pincite update`" in repaired_text(repair_damaged(collector(tmp_path)))
    assert document_ids(tmp_path) == ("harbours", "lakes", "rivers")


def test_a_whole_collection_is_not_written_to(data: DataFolder, tmp_path: Path) -> None:
    before = generation_of(data.path)
    assert repaired_text(repair_damaged(collector(tmp_path))) == (
        "Nothing of the collection is damaged."
    )
    assert generation_of(data.path) == before


def test_another_format_is_no_damage(data: DataFolder, tmp_path: Path) -> None:
    rewrite_manifest(data.path, format_version=1)
    assert "older format" in collection_finding(data.path, HashedWords()).found
    with pytest.raises(DataFolderError, match="older format"):
        repair_damaged(collector(tmp_path))


def test_lost_texts_are_read_from_their_places_again(tmp_path: Path) -> None:
    folder = write(tmp_path / "reports", {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})
    collector(tmp_path).add([folder])
    delete(part(DataFolder(tmp_path / "data"), "catalogue.sqlite"))
    collector(tmp_path).update(anew=True)
    assert document_ids(tmp_path) == ("harbours", "rivers")


def test_without_texts_and_places_a_folder_must_be_named(data: DataFolder, tmp_path: Path) -> None:
    delete(part(data, "catalogue.sqlite"))
    delete(part(data, "origins.json"))
    with pytest.raises(DataFolderError, match=r"run `pincite build FOLDER`"):
        collector(tmp_path).update(anew=True)

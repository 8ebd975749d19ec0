from pathlib import Path

import pytest

from corpus.chunking import ChunkSettings
from corpus.errors import DocumentError
from index.embedded import EmbeddedIndex
from tests.fakes import HashedWords
from tests.index_helpers import CountingEmbedder
from web.collecting.adding import Collector
from web.collecting.building import Built, build
from web.collecting.events import What


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "harbours.txt").write_text("Harbours\n\nThe port of Bergen opened in 1070.\n")
    (folder / "rivers.md").write_text("# Rivers\n\nThe Glomma is 621 km long.\n")
    return folder


def test_a_first_build_adds_every_document(folder: Path, tmp_path: Path) -> None:
    built = build(folder, tmp_path / "data", HashedWords())
    assert built == Built(added=("harbours", "rivers"), unchanged=(), removed=())


def test_a_second_build_reads_and_embeds_nothing_again(folder: Path, tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    build(folder, tmp_path / "data", embedder)
    before = list(embedder.embedded)
    told: list[str] = []
    built = build(folder, tmp_path / "data", embedder, on_document=told.append)
    assert built == Built(added=(), unchanged=("harbours", "rivers"), removed=())
    assert told == []
    assert list(embedder.embedded) == before


def test_only_a_changed_document_is_read_again(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "data", HashedWords())
    (folder / "rivers.md").write_text("# Rivers\n\nThe Glomma is 623 km long.\n")
    told: list[str] = []
    build(folder, tmp_path / "data", HashedWords(), on_document=told.append)
    assert told == ["rivers"]


def test_a_new_title_in_the_manifest_reaches_the_collection(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "data", HashedWords())
    (folder / "manifest.toml").write_text(
        '[[document]]\nfile = "harbours.txt"\ntitle = "Norwegian Harbours"\n'
    )
    built = build(folder, tmp_path / "data", HashedWords())
    assert built.added == ("harbours",)
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        assert index.document("harbours").document.metadata.title == "Norwegian Harbours"


def test_other_chunk_settings_rebuild_everything(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "data", HashedWords())
    built = build(folder, tmp_path / "data", HashedWords(), chunks=ChunkSettings(budget=20))
    assert built.added == ("harbours", "rivers")


def test_a_document_that_left_the_folder_leaves_the_collection(
    folder: Path, tmp_path: Path
) -> None:
    build(folder, tmp_path / "data", HashedWords())
    (folder / "rivers.md").unlink()
    built = build(folder, tmp_path / "data", HashedWords())
    assert built.removed == ("rivers",)
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        assert index.document_ids() == ("harbours",)


def test_an_unreadable_document_is_named_and_the_collection_stays(
    folder: Path, tmp_path: Path
) -> None:
    build(folder, tmp_path / "data", HashedWords())
    (folder / "broken.txt").write_bytes(b"caf\xe9")
    with pytest.raises(DocumentError, match=r"broken\.txt: it is not UTF-8 \(byte 3\)"):
        build(folder, tmp_path / "data", HashedWords())
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        assert index.document_ids() == ("harbours", "rivers")


def test_a_folder_without_documents_is_refused_and_the_collection_stays(
    folder: Path, tmp_path: Path
) -> None:
    build(folder, tmp_path / "data", HashedWords())
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(DocumentError, match=r"holds no document; files that end in \.txt"):
        build(empty, tmp_path / "data", HashedWords())
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        assert index.document_ids() == ("harbours", "rivers")


def test_a_collection_whose_pointer_is_damaged_is_built_again(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "data", HashedWords())
    (tmp_path / "data" / "CURRENT").write_text("nonsense")
    assert build(folder, tmp_path / "data", HashedWords()).added == ("harbours", "rivers")


def test_an_update_goes_on_from_what_was_built(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "data", HashedWords())
    (folder / "rivers.md").unlink()
    outcome = Collector(tmp_path / "data", HashedWords()).update()
    assert outcome.documents(What.REMOVED) == ("rivers",)

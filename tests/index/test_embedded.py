from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from corpus.errors import DataFolderError
from index.embedded import EmbeddedIndex
from index.generations.data_folder import DataFolder
from index.generations.generation import Generation, open_generation
from index.protocols import Index
from index.ranked import Hit, Ranked, SearchFilter
from tests.fakes import HashedWords
from tests.index_helpers import (
    ALL,
    OTHER,
    TRADE,
    build,
    generation_of,
    opened,
    rewrite_manifest,
    search_whole_state,
    texts_of,
)
from tests.index_processes import start

NOTHING = Ranked(dense=(), lexical=())


def order(hits: tuple[Hit, ...]) -> list[tuple[float, str, int]]:
    return [(-hit.score, *hit.chunk.key) for hit in hits]


def test_both_lists_are_in_total_order(tmp_path: Path) -> None:
    texts = {f"d{n}": ["Fish.", "Fish and tea.", "Fish."] for n in range(9, -1, -1)}
    with opened(build(tmp_path, texts)) as index:
        found = index.search("fish tea", 20, ALL)
    assert (len(found.dense), len(found.lexical)) == (20, 20)
    assert order(found.dense) == sorted(order(found.dense))
    assert order(found.lexical) == sorted(order(found.lexical))


def test_dense_scores_are_cosines(tmp_path: Path) -> None:
    with opened(build(tmp_path, {"a": ["Fish."]})) as index:
        same = index.search("scope FISH", 1, ALL).dense[0]
        half = index.search("fish", 1, ALL).dense[0]
    assert same.score == pytest.approx(1.0)
    assert half.score == pytest.approx(2**-0.5)


def test_a_filter_leaves_only_its_documents(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        found = index.search("fish", 10, SearchFilter(frozenset({"coast", "unknown"})))
    assert {hit.chunk.document_id for hit in (*found.dense, *found.lexical)} == {"coast"}
    assert texts_of(found.lexical) == [TRADE["coast"][1]]


@pytest.mark.parametrize("documents", [frozenset[str](), frozenset({"unknown", ""})])
def test_a_filter_of_no_known_document_finds_nothing(
    tmp_path: Path, documents: frozenset[str]
) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        assert index.search("fish", 10, SearchFilter(documents)) == NOTHING


def test_k_may_be_larger_than_the_collection(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        assert len(index.search("fish", 10_000, ALL).dense) == 5


def test_k_must_be_at_least_1(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index, pytest.raises(ValueError, match="k is 0"):
        index.search("fish", 0, ALL)


@pytest.mark.parametrize("query", ["", " \n\t"])
def test_an_empty_query_finds_nothing(tmp_path: Path, query: str) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        assert index.search(query, 5, ALL) == NOTHING


@pytest.mark.parametrize("query", ["?!…", "\0", "\0 \0", "\ud800", "🇯🇵", '") OR (', "*" * 2000])
def test_a_query_without_words_finds_no_words(tmp_path: Path, query: str) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        found = index.search(query, 5, ALL)
    assert (len(found.dense), found.lexical) == (5, ())


@pytest.mark.parametrize("seed", range(5))
def test_any_2000_characters_are_a_query(tmp_path: Path, seed: int) -> None:
    drawn = np.random.default_rng(seed).integers(0x11000, size=1993)
    query = "".join(map(chr, drawn.tolist())) + " fish "
    with opened(build(tmp_path, TRADE)) as index:
        found = index.search(query, 5, ALL)
    assert set(texts_of(found.lexical)) >= {TRADE["coast"][1], TRADE["trade"][1]}


def test_a_query_of_function_words_is_still_looked_for(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        assert texts_of(index.search("over", 1, ALL).lexical) == [TRADE["coast"][1]]


def test_an_empty_collection_is_a_collection(tmp_path: Path) -> None:
    with opened(build(tmp_path, {})) as index:
        assert index.search("fish", 5, ALL) == NOTHING
        assert (index.document_ids(), index.section_count()) == ((), 0)


def test_a_collection_tells_its_documents(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as opened_index:
        index: Index = opened_index
        assert (index.document_ids(), index.section_count()) == (("coast", "trade"), 4)


def test_a_manifest_tells_what_made_the_collection(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        manifest = index.manifest
    assert (manifest.embedder, manifest.dimension) == ("hashed-words/64", 64)
    assert (manifest.documents, manifest.sections, manifest.chunks) == (2, 4, 5)


def test_a_refresh_goes_on_with_the_newest(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        before = index.generation
        assert not index.refresh()
        build(tmp_path, OTHER)
        assert index.generation == before
        assert index.refresh()
        assert index.document_ids() == ("coast", "health")
        assert index.generation != before


def test_a_refresh_that_fails_stays_with_what_is_open(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        before = index.generation
        (generation_of(build(tmp_path, OTHER)) / "manifest.json").unlink()
        with pytest.raises(DataFolderError, match="run `pincite doctor --repair`"):
            index.refresh()
        assert index.generation == before
        assert texts_of(index.search("tariffs", 1, ALL).lexical) == [TRADE["trade"][1]]


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        generation = generation_of(tmp_path)
        for texts in (OTHER, TRADE, OTHER):
            build(tmp_path, texts)
        assert not generation.exists()
        assert texts_of(index.search("tariffs", 1, ALL).lexical) == [TRADE["trade"][1]]
        assert index.document("trade").document.metadata.title == "On trade"


def test_a_generation_deleted_while_it_is_opened_gives_way_to_the_newest(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    states = [TRADE, OTHER]

    def open_late(generation: Path) -> Generation:
        while states:
            build(tmp_path, {"a": ["One."], **states.pop()})
        return open_generation(generation)

    newest = DataFolder(tmp_path).open_current(open_late)
    assert newest is not None
    assert list(newest.catalogue.entries) == ["a", "coast", "trade"]


def test_a_reader_beside_a_writer_sees_one_whole_state(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    done = Event()

    def write() -> None:
        try:
            for n in range(12):
                build(tmp_path, TRADE if n % 2 else OTHER)
        finally:
            done.set()

    def read() -> None:
        with opened(tmp_path) as index:
            while not done.is_set():
                index.refresh()
                search_whole_state(index)

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(read) for _ in range(2)]
        threads.submit(write).result()
        for reader in readers:
            reader.result()


def contents(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return what lies below a folder, with the size and the time of the last change of each."""
    found = [folder, *folder.rglob("*")]
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


def test_reading_writes_nothing_into_the_folder(tmp_path: Path) -> None:
    before = contents(build(tmp_path, TRADE))
    with opened(tmp_path) as index:
        search_whole_state(index)
        assert contents(tmp_path) == before


def test_a_folder_that_may_only_be_read_is_searched(tmp_path: Path) -> None:
    everything = sorted([tmp_path, *build(tmp_path, TRADE).rglob("*")], reverse=True)
    for path in everything:
        path.chmod(path.stat().st_mode & ~0o222)
    reader = start("read_without_privileges", tmp_path)
    _, errors = reader.communicate()
    assert reader.returncode == 0, errors


def test_a_reader_without_room_for_temporary_files_is_told(tmp_path: Path) -> None:
    reader = start("read_without_temporary_files", build(tmp_path, TRADE))
    _, errors = reader.communicate()
    assert "DataFolderError: No folder for temporary files can be written to" in errors


def test_all_files_of_a_collection_may_be_read_by_the_same_users(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    files = [path for path in generation_of(tmp_path).rglob("*") if path.is_file()]
    assert len({path.stat().st_mode for path in files}) == 1


def test_a_link_to_a_folder_is_as_good_as_the_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    build(tmp_path / "link", TRADE)
    with opened(tmp_path / "link") as linked, opened(tmp_path / "real") as real:
        assert search_whole_state(linked) == ("coast", "trade")
        build(tmp_path / "link", OTHER)
        assert linked.refresh()
        assert real.refresh()
        assert search_whole_state(linked) == search_whole_state(real) == ("coast", "health")


def test_searches_in_many_threads_agree(tmp_path: Path) -> None:
    queries = ["fish stocks", "customs agreement", "Coast Guard", "committee"] * 50
    with opened(build(tmp_path, TRADE)) as index:
        alone = [index.search(query, 3, ALL) for query in queries]
        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(lambda query: index.search(query, 3, ALL), queries))
    assert together == alone


def test_a_closed_index_is_not_searched(tmp_path: Path) -> None:
    index = opened(build(tmp_path, TRADE))
    index.close()
    with pytest.raises(ValueError, match="closed"):
        index.search("fish", 1, ALL)


@pytest.mark.parametrize("folder", ["", "missing"])
def test_a_folder_without_a_collection_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(DataFolderError, match="run `pincite build`"):
        opened(tmp_path / folder)


@pytest.mark.parametrize("model", [HashedWords(name="other"), HashedWords(dimension=32)])
def test_another_model_than_the_one_that_built_is_refused(
    tmp_path: Path, model: HashedWords
) -> None:
    build(tmp_path, TRADE)
    with pytest.raises(DataFolderError, match=f"not {model.fingerprint}; run `pincite build`"):
        EmbeddedIndex.open(tmp_path, model)


class SameName(HashedWords):
    """A model of another dimension under the same fingerprint."""

    @property
    def fingerprint(self) -> str:
        return "hashed-words/64"


def test_another_dimension_is_refused(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    with pytest.raises(DataFolderError, match="dimension 64, not 32; run `pincite build`"):
        EmbeddedIndex.open(tmp_path, SameName(dimension=32))


@pytest.mark.parametrize(("version", "advice"), [(0, "pincite build"), (99, "newer Pincite")])
def test_another_format_is_refused(tmp_path: Path, version: int, advice: str) -> None:
    rewrite_manifest(build(tmp_path, TRADE), format_version=version)
    with pytest.raises(DataFolderError, match=advice):
        opened(tmp_path)


FILES = [
    "catalogue.sqlite",
    "vectors.faiss",
    "manifest.json",
    "terms/meta.json",
    "terms/*.idx",
    "terms/*.term",
    "terms/*.store",
    "terms/*.fast",
    "terms/*.fieldnorm",
]


def file_of(folder: Path, pattern: str) -> Path:
    (path,) = generation_of(build(folder, TRADE)).glob(pattern)
    return path


@pytest.mark.parametrize("pattern", FILES)
def test_a_missing_file_is_told(tmp_path: Path, pattern: str) -> None:
    file_of(tmp_path, pattern).unlink()
    with pytest.raises(DataFolderError, match="run `pincite doctor --repair`"):
        opened(tmp_path)


@pytest.mark.parametrize("pattern", FILES)
def test_a_file_cut_short_is_told(tmp_path: Path, pattern: str) -> None:
    path = file_of(tmp_path, pattern)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataFolderError, match="run `pincite doctor --repair`"):
        opened(tmp_path)


@pytest.mark.parametrize("pattern", FILES)
def test_a_single_wrong_bit_is_told(tmp_path: Path, pattern: str) -> None:
    path = file_of(tmp_path, pattern)
    contents = bytearray(path.read_bytes())
    contents[len(contents) // 2] ^= 1
    path.write_bytes(contents)
    with pytest.raises(DataFolderError, match="run `pincite doctor --repair`"):
        opened(tmp_path)


@pytest.mark.parametrize(
    "fields", [{"chunker": "x"}, {"documents": 3}, {"chunks": 4}, {"files": 1}, {"extra": 1}]
)
def test_a_manifest_that_does_not_fit_is_told(tmp_path: Path, fields: dict[str, object]) -> None:
    rewrite_manifest(build(tmp_path, TRADE), **fields)
    with pytest.raises(DataFolderError, match="run `pincite doctor --repair`"):
        opened(tmp_path)


@pytest.mark.parametrize(
    "pointer",
    [b"", b"\xff\xfe", b"../..", b"../x", b"../000001-0123456789ab", b"000009-0123456789ab\n"],
)
def test_a_pointer_to_nothing_is_told(tmp_path: Path, pointer: bytes) -> None:
    build(tmp_path, TRADE)
    (tmp_path / "CURRENT").write_bytes(pointer)
    with pytest.raises(DataFolderError, match="run `pincite doctor --repair`"):
        opened(tmp_path)


def test_a_refresh_that_fails_stays_with_what_it_has(tmp_path: Path) -> None:
    with opened(build(tmp_path, TRADE)) as index:
        build(tmp_path, OTHER)
        (generation_of(tmp_path) / "vectors.faiss").unlink()
        with pytest.raises(DataFolderError):
            index.refresh()
        assert index.document_ids() == ("coast", "trade")

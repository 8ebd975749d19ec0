"""The index with some documents left out, and what it tells of their editions."""

from pathlib import Path

from corpus.editions import Replacement, Superseded
from index.embedded import EmbeddedIndex
from index.generations.origins import Origins
from index.ranked import SearchFilter
from index.writer import IndexWriter
from tests.fakes import HashedWords
from tests.index_helpers import ALL, CHUNKER, OTHER, TRADE, Texts, build, opened

TEXTS: Texts = {**TRADE, "health": OTHER["health"]}


def documents_found(index: EmbeddedIndex, wanted: SearchFilter = ALL) -> set[str]:
    found = index.search("the coast guard agreement hospitals", 50, wanted)
    assert {hit.chunk.document_id for hit in found.dense} == {
        hit.chunk.document_id for hit in found.lexical
    }
    return {hit.chunk.document_id for hit in found.dense}


def test_a_search_returns_nothing_of_what_is_left_out(tmp_path: Path) -> None:
    with opened(build(tmp_path, TEXTS)) as index:
        assert documents_found(index) == {"coast", "health", "trade"}
        assert documents_found(index.without(["coast"])) == {"health", "trade"}
        both = SearchFilter(frozenset({"coast", "health"}))
        assert documents_found(index.without(["coast"]), both) == {"health"}


def test_the_scores_of_the_others_stay(tmp_path: Path) -> None:
    with opened(build(tmp_path, TEXTS)) as index:
        some, all_ = index.without(["coast"]).search("fish", 9, ALL), index.search("fish", 9, ALL)
    assert some.dense == tuple(each for each in all_.dense if each.chunk.document_id != "coast")
    assert some.lexical == tuple(each for each in all_.lexical if each.chunk.document_id != "coast")


def test_whatever_goes_over_several_documents_leaves_them_out(tmp_path: Path) -> None:
    with opened(build(tmp_path, TEXTS)) as index:
        some = index.without(["coast"])
        assert some.document_ids() == ("health", "trade")
        assert some.section_count() == index.section_count() - 2
        assert set(some.occurrences("fish")["fish"]) == {"trade"}
        assert some.occurrences("patrol") == {}
        assert some.snapshot().document_ids() == some.document_ids()
        assert some.without(["trade"]).document_ids() == ("health",)


def test_a_word_that_nothing_else_holds_is_neither_held_nor_near(tmp_path: Path) -> None:
    with opened(build(tmp_path, TEXTS)) as index:
        some = index.without(["coast"])
        assert index.holds_word("patrols")
        assert not some.holds_word("patrols")
        assert some.holds_word("tariff")
        assert "patrol" in index.near_words("patrrol", 1)
        assert some.near_words("patrrol", 1) == {}
        assert "fish" in some.near_words("fsh", 1)


def test_a_word_of_a_title_is_held_by_the_document_that_bears_it(tmp_path: Path) -> None:
    with opened(build(tmp_path, TEXTS)) as index:
        assert index.without(["coast"]).holds_word("health")
        assert not index.without(["health"]).holds_word("health")


def test_what_is_left_out_can_still_be_read_by_its_id(tmp_path: Path) -> None:
    with opened(build(tmp_path, TEXTS)) as index:
        some = index.without(["coast"])
        assert some.document("coast") == index.document("coast")
        assert some.metadata("coast").title == "On coast"
        sha256 = index.document("coast").document.text_sha256
        assert some.documents_with_text([sha256]) == {sha256: "coast"}


def said(folder: Path, origins: Origins) -> Path:
    with IndexWriter(folder, HashedWords(), chunker=CHUNKER) as writer:
        writer.origins = origins
    return folder


def test_what_stands_in_the_place_of_what_is_part_of_the_generation(tmp_path: Path) -> None:
    data = build(tmp_path, TEXTS)
    with opened(data) as index:
        before = index.generation
        assert index.editions().superseded == {}
        assert index.editions().days == dict.fromkeys(TEXTS, "2003-06-29")
    said(data, Origins(replaced={"coast": Replacement("trade", "2026-11-22")}))
    with opened(data) as index:
        assert index.generation != before
        found = index.editions().superseded
        assert found == {"coast": Superseded("coast", "trade", "2003-06-29")}
    said(data, Origins())
    with opened(data) as index:
        assert (index.generation, index.editions().superseded) == (before, {})


def test_a_document_is_current_again_when_the_newer_edition_is_removed(tmp_path: Path) -> None:
    data = said(
        build(tmp_path, TEXTS), Origins(replaced={"coast": Replacement("trade", "2026-11-22")})
    )
    with IndexWriter(data, HashedWords(), chunker=CHUNKER) as writer:
        writer.remove(["trade"])
    with opened(data) as index:
        assert index.editions().superseded == {}

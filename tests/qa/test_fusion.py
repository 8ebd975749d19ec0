import pytest

from corpus.structure import Chunk
from index.ranked import Hit, Ranked
from qa.fusion import fuse


def hit(name: str, score: float = 1.0) -> Hit:
    """Return a hit of a chunk called by its document and start: "b7" is at 7 in b."""
    document, start = name[0], int(name[1:] or 0)
    return Hit(Chunk(document, 0, (0,), start, start + 1, "x", "x"), score)


def ranked(dense: str, lexical: str) -> Ranked:
    return Ranked(tuple(map(hit, dense.split())), tuple(map(hit, lexical.split())))


def names(hits: tuple[Hit, ...]) -> list[str]:
    return [f"{each.chunk.document_id}{each.chunk.start}" for each in hits]


def test_scores_are_sums_of_reciprocal_ranks_over_the_largest_sum() -> None:
    found = fuse(ranked("a0 b0", "b0 c0"), constant=10.0)
    assert names(found) == ["b0", "a0", "c0"]
    # (1/12 + 1/11), 1/11 and 1/12, each over 2/11
    assert [each.score for each in found] == pytest.approx([23 / 24, 1 / 2, 11 / 24])


def test_a_chunk_at_the_top_of_both_lists_scores_one() -> None:
    assert fuse(ranked("a0 b0", "a0 c0"))[0].score == pytest.approx(1.0)


def test_a_chunk_in_both_lists_is_returned_once() -> None:
    assert names(fuse(ranked("a0 a1", "a1 a0"))) == ["a0", "a1"]


def test_equal_scores_go_by_document_then_start() -> None:
    # b9 and a10 are first once and second once each; a2 and c0 third once each
    assert names(fuse(ranked("b9 a10 c0", "a10 b9 a2"))) == ["a10", "b9", "a2", "c0"]


def test_a_smaller_constant_trusts_the_tops_of_the_lists() -> None:
    lists = ranked("a0 b0 c0", "d0 e0 c0")
    assert names(fuse(lists, constant=0.0))[0] == "a0"  # 1 against 2/3
    assert names(fuse(lists, constant=60.0))[0] == "c0"  # 1/61 against 2/63


def test_the_scores_of_the_lists_do_not_count() -> None:
    low, high = hit("a0", 0.01), hit("b0", 99.0)
    assert names(fuse(Ranked((low,), (low, high)))) == ["a0", "b0"]


def test_one_list_alone_keeps_its_order() -> None:
    assert names(fuse(ranked("c0 a0 b0", ""))) == ["c0", "a0", "b0"]


def test_two_empty_lists_give_nothing() -> None:
    assert fuse(ranked("", "")) == ()

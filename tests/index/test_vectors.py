from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DataFolderError
from index.protocols import Vectors
from index.rows.rows import Rows
from index.rows.vectors import VectorIndex
from tests.index_helpers import files_no_larger_than


def unit(rows: int, dimension: int, seed: int) -> Vectors:
    drawn = np.random.default_rng(seed).standard_normal((rows, dimension)).astype(np.float32)
    normal: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return normal


def filled(vectors: Vectors, rows: Rows | None = None) -> VectorIndex:
    index = VectorIndex(vectors.shape[1])
    index.add(np.arange(len(vectors)) if rows is None else rows, vectors)
    return index


def expected(vectors: Vectors, query: Vectors, rows: Rows) -> list[int]:
    scores = vectors @ query
    return sorted(rows.tolist(), key=lambda row: (-round(float(scores[row]), 6), row))


@pytest.mark.parametrize(("count", "dimension"), [(1, 3), (7, 5), (130, 16), (1003, 384)])
def test_a_search_agrees_with_numpy(count: int, dimension: int) -> None:
    vectors = unit(count, dimension, seed=count)
    vectors[count // 2 :: 3] = vectors[count // 2]
    query = unit(1, dimension, seed=2)[0]
    index = filled(vectors)
    for k in (1, 3, count):
        hits = index.search(query, k)
        assert [hit.row for hit in hits] == expected(vectors, query, np.arange(count))[:k]
        exact = (vectors @ query)[[hit.row for hit in hits]]
        assert np.allclose([hit.score for hit in hits], exact, atol=1e-6)


@pytest.mark.parametrize("every", [1, 2, 7])
def test_a_filtered_search_agrees_with_numpy(every: int) -> None:
    vectors = unit(501, 24, seed=3)
    vectors[10::4] = vectors[10]
    query, allowed = unit(1, 24, seed=4)[0], np.arange(0, 501, every)
    hits = filled(vectors).search(query, 40, allowed)
    assert [hit.row for hit in hits] == expected(vectors, query, allowed)[:40]


def test_a_score_does_not_depend_on_the_filter() -> None:
    vectors, query = unit(203, 384, seed=5), unit(1, 384, seed=6)[0]
    index = filled(vectors)
    everywhere = {hit.row: hit.score for hit in index.search(query, 203)}
    within = index.search(query, 203, np.array([0, 5, 201, 202]))
    assert {hit.row: hit.score for hit in within} == {
        row: everywhere[row] for row in (0, 5, 201, 202)
    }


def test_equal_vectors_come_in_the_order_of_their_rows() -> None:
    vectors = np.repeat(unit(1, 8, seed=7), 100, axis=0)
    assert [hit.row for hit in filled(vectors).search(vectors[0], 5)] == [0, 1, 2, 3, 4]


def test_fewer_hits_are_part_of_more() -> None:
    vectors, query = unit(300, 16, seed=8), unit(1, 16, seed=9)[0]
    index = filled(vectors)
    assert index.search(query, 10) == index.search(query, 100)[:10]


def test_more_than_there_is_returns_what_there_is() -> None:
    assert len(filled(unit(3, 4, seed=1)).search(unit(1, 4, seed=2)[0], 10**9)) == 3


def test_an_empty_index_has_no_hits() -> None:
    assert VectorIndex(4).search(unit(1, 4, seed=1)[0], 5) == ()


def test_an_empty_filter_has_no_hits() -> None:
    index = filled(unit(3, 4, seed=1))
    assert index.search(unit(1, 4, seed=1)[0], 5, np.array([], dtype=np.int64)) == ()


def test_rows_that_are_not_held_are_passed_over() -> None:
    index = filled(unit(3, 4, seed=1))
    hits = index.search(unit(1, 4, seed=1)[0], 5, np.array([2, 77]))
    assert [hit.row for hit in hits] == [2]


def test_a_query_of_another_dimension_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        filled(unit(3, 4, seed=1)).search(unit(1, 5, seed=1)[0], 1)


def test_vectors_come_back_as_they_were_saved(tmp_path: Path) -> None:
    vectors = unit(20, 6, seed=1)
    rows = np.arange(100, 120)
    filled(vectors, rows).save(tmp_path / "vectors")
    loaded = VectorIndex.load(tmp_path / "vectors")
    assert (len(loaded), loaded.dimension) == (20, 6)
    assert np.array_equal(loaded.vectors(rows[::-1]), vectors[::-1])


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vectors").write_bytes(b"not vectors at all")
    with pytest.raises(DataFolderError, match="doctor --repair"):
        VectorIndex.load(tmp_path / "vectors")


def test_vectors_that_find_no_room_are_told(tmp_path: Path) -> None:
    index = filled(unit(200, 16, seed=1))
    with (
        files_no_larger_than(1000),
        pytest.raises(DataFolderError, match=r"cannot be written; is the disk full"),
    ):
        index.save(tmp_path / "vectors")

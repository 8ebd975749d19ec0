"""Vectors that are searched by codes: more of them than an exact search looks at."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DataFolderError
from index.protocols import Vectors
from index.rows.vectors import CODES, VectorIndex

COUNT, DIMENSION = 4000, 48
EXACT = 500  # so many are looked at one by one


def passages(dimension: int = DIMENSION) -> Vectors:
    """Return unit vectors that gather around some subjects, as those of passages do."""
    drawn = np.random.default_rng(20)
    subjects = drawn.standard_normal((40, dimension))
    vectors = subjects[drawn.integers(0, 40, COUNT)] + drawn.standard_normal((COUNT, dimension))
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def saved(folder: Path, vectors: Vectors, exact_up_to: int = EXACT) -> VectorIndex:
    index = VectorIndex(vectors.shape[1], exact_up_to)
    index.add(np.arange(len(vectors)), vectors)
    index.save(folder / "some.vectors")
    return VectorIndex.load(folder / "some.vectors", exact_up_to)


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    return saved(tmp_path_factory.mktemp("exact"), passages(), COUNT)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    return saved(tmp_path_factory.mktemp("coded"), passages())


def test_a_search_by_codes_finds_what_an_exact_one_does(
    exact: VectorIndex, coded: VectorIndex
) -> None:
    queries = passages()[::100]
    found = [
        len(set(coded.search(each, 10)) & set(exact.search(each, 10))) / 10 for each in queries
    ]
    assert np.mean(found) >= 0.98


@pytest.mark.parametrize("dimension", [3, 26, 33])
def test_vectors_of_any_dimension_have_codes(tmp_path: Path, dimension: int) -> None:
    vectors = passages(dimension)
    nearest = saved(tmp_path, vectors).search(vectors[7], 1)
    assert nearest[0].row == 7


def test_scores_are_those_of_the_vectors(exact: VectorIndex, coded: VectorIndex) -> None:
    query = passages()[5]
    scores = dict(exact.search(query, COUNT))
    assert all(scores[row] == score for row, score in coded.search(query, 50))


def test_codes_leave_equal_vectors_in_the_order_of_their_rows(tmp_path: Path) -> None:
    vectors = passages()
    vectors[1000:1100] = vectors[1000]
    hits = saved(tmp_path, vectors).search(vectors[1000], 5)
    assert [hit.row for hit in hits] == [1000, 1001, 1002, 1003, 1004]


@pytest.mark.parametrize("every", [2, 7, 13, 400])
def test_a_filter_of_codes_leaves_as_many_hits_as_it_lets_through(
    exact: VectorIndex, coded: VectorIndex, every: int
) -> None:
    allowed = np.arange(0, COUNT, every)
    query = passages()[11]
    assert coded.search(query, len(allowed), allowed) == exact.search(query, COUNT, allowed)
    assert coded.search(query, 10, allowed) == exact.search(query, 10, allowed)


@pytest.mark.parametrize("last", [3, COUNT - 1])
def test_rows_that_have_no_code_are_passed_over(coded: VectorIndex, last: int) -> None:
    allowed = np.append(np.arange(last), COUNT + 50)
    hits = coded.search(passages()[0], COUNT, allowed)
    assert sorted(hit.row for hit in hits) == list(range(last))


def test_equal_vectors_are_saved_as_equal_bytes(tmp_path: Path) -> None:
    files = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        saved(tmp_path / name, passages())
        files.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert files[0] == files[1]
    assert len(files[0]) == 2


def test_few_vectors_have_no_codes(tmp_path: Path) -> None:
    saved(tmp_path, passages()[:EXACT])
    assert [path.name for path in tmp_path.iterdir()] == ["some.vectors"]


def test_a_search_goes_on_when_the_files_are_deleted(tmp_path: Path) -> None:
    index, query = saved(tmp_path, passages()), passages()[3]
    for path in tmp_path.iterdir():
        path.unlink()
    assert index.search(query, 1)[0].row == 3


def test_rows_with_gaps_are_not_coded(tmp_path: Path) -> None:
    index = VectorIndex(DIMENSION, EXACT)
    index.add(np.arange(0, 2 * COUNT, 2), passages())
    with pytest.raises(ValueError, match="from 0 on"):
        index.save(tmp_path / "some.vectors")


def test_damaged_codes_are_refused(tmp_path: Path) -> None:
    saved(tmp_path, passages())
    (tmp_path / "some.vectors").with_suffix(CODES).write_bytes(b"no codes at all")
    with pytest.raises(DataFolderError, match="pincite doctor --repair"):
        VectorIndex.load(tmp_path / "some.vectors", EXACT)


def test_codes_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "some.vectors").with_suffix(CODES).mkdir()
    with pytest.raises(DataFolderError, match="is the disk full"):
        saved(tmp_path, passages())

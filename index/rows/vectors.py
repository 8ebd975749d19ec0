"""Vectors by row, searched by inner product; the one module that knows FAISS.

Up to `EXACT_UP_TO` vectors each is compared with the question. Beyond, all are compared by short
codes first (product quantisation: Jégou, Douze and Schmid, 2011; read in registers: André,
Kermarrec and Le Scouarnec, 2015) and the nearest of them again by the vectors themselves. Unlike
graphs and partitions, codes pass nothing over: a filter leaves as many hits as it lets through.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
import numpy.typing as npt

from corpus.errors import DataFolderError
from index.protocols import Vectors
from index.rows.rows import RowHit, Rows, best_rows

# With so many, a search takes about as long as the embedding of the question (docs/measured).
EXACT_UP_TO = 65_536
CODES = ".codes"  # the suffix of the file beside that of the vectors

_BITS = 4  # a code for every two numbers of a vector; the method in registers wants 4
_SAMPLE = 20_000  # vectors that the codes are learnt from
_CANDIDATES, _LEAST_CANDIDATES = 10, 300  # compared by their vectors: for each hit, in all


class VectorIndex:
    """Unit vectors of one dimension under distinct row numbers.

    Searching is safe from many threads; adding is not. A search looks at up to `exact_up_to`
    vectors one by one.
    """

    def __init__(self, dimension: int, exact_up_to: int = EXACT_UP_TO) -> None:
        self._exact_up_to = exact_up_to
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._codes: faiss.IndexIVFPQFastScan | None = None

    @classmethod
    def load(cls, path: Path, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Open what `save` wrote. Raises DataFolderError if it is no such file.

        The vectors stay in the file, which may be deleted meanwhile, until they are looked at; the
        operating system keeps them once for all processes.
        """
        index = _read(path, faiss.IndexIDMap2, faiss.IO_FLAG_MMAP_IFC)
        loaded = cls(index.d, exact_up_to)
        loaded._index = index
        codes = path.with_suffix(CODES)
        if len(loaded) > exact_up_to and codes.exists():
            loaded._codes = _read(codes, faiss.IndexIVFPQFastScan)
        return loaded

    def save(self, path: Path) -> None:
        """Write the vectors to a file, not yet flushed, and codes beside it where they are more.

        The rows of vectors that have codes must be 0, 1, 2 and so on. Equal vectors under equal
        rows give equal bytes. Raises DataFolderError if the disk refuses.
        """
        _write(self._index, path)
        if len(self) > self._exact_up_to:
            _write(self._coded(), path.with_suffix(CODES))

    def _coded(self) -> faiss.IndexIVFPQFastScan:
        """Return the codes of all vectors by row, in one list, as only lists take a filter."""
        rows: Rows = faiss.vector_to_array(self._index.id_map)
        if not np.array_equal(rows, np.arange(len(rows))):
            raise ValueError("vectors are coded in the order of their rows, from 0 on")
        pieces = self.dimension // 2 if self.dimension % 2 == 0 else self.dimension
        faiss.omp_set_num_threads(1)  # the order of sums, and so the codes, depend on it
        codes = faiss.IndexIVFPQFastScan(
            faiss.IndexFlatIP(self.dimension),
            self.dimension,
            1,
            pieces,
            _BITS,
            faiss.METRIC_INNER_PRODUCT,
        )
        codes.by_residual = False
        codes.train(self.vectors(rows[:: max(1, len(rows) // _SAMPLE)][:_SAMPLE]))
        for some in np.array_split(rows, -(-len(rows) // _SAMPLE)):
            codes.add(self.vectors(some))
        return codes

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return int(self._index.d)

    def add(self, rows: Rows, vectors: Vectors) -> None:
        """Add `vectors`, shape (len(rows), dimension), under rows that are not yet taken."""
        if vectors.shape != (len(rows), self.dimension):
            raise ValueError(f"{len(rows)} rows do not fit vectors of shape {vectors.shape}")
        if len(rows):
            self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), rows)

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of known rows in the order asked, shape (len(rows), dimension)."""
        if not len(rows):
            return np.empty((0, self.dimension), dtype=np.float32)
        found: Vectors = self._index.reconstruct_batch(rows)
        return found

    def search(
        self, vector: Vectors, k: int, allowed_rows: Rows | None = None
    ) -> tuple[RowHit, ...]:
        """Return the k rows of largest inner product with `vector`, shape (dimension,).

        Only `allowed_rows` are looked at; None means all, an empty array none. Order: score
        descending, then row ascending; equal vectors have equal scores. Rows that the index does
        not hold are passed over. Returns fewer than k where there are fewer. In a search by codes a
        row among the k best may be missed, and the next one stands in its place; scores are those
        of the vectors, and the same search finds the same.
        """
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if query.shape[1] != self.dimension:
            raise ValueError(f"a vector of {query.shape[1]} does not fit one of {self.dimension}")
        # OpenMP keeps its number of threads by calling thread. One is faster here than two.
        faiss.omp_set_num_threads(1)
        if self._codes is None:
            return self._scanned(query, k, allowed_rows)
        if allowed_rows is not None and len(allowed_rows) <= self._exact_up_to:
            return self._compared(query, k, allowed_rows[allowed_rows < len(self)])
        return self._compared(query, k, _near(self._codes, query, k, allowed_rows))

    def _scanned(self, query: Vectors, k: int, allowed_rows: Rows | None) -> tuple[RowHit, ...]:
        """Return the k best rows by a look at every vector."""
        parameters = None
        available = len(self)
        if allowed_rows is not None:
            available = min(available, len(allowed_rows))
            bits = _bitmap(allowed_rows)  # FAISS only points to it: it must live as long
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))

        def fetch(n: int) -> list[RowHit]:
            scores, rows = self._index.search(query, n, params=parameters)
            # FAISS fills up with row -1 where it has fewer than n.
            return [
                RowHit(row, score)
                for row, score in zip(rows[0].tolist(), scores[0].tolist(), strict=True)
                if row >= 0
            ]

        return best_rows(fetch, k, available)

    def _compared(self, query: Vectors, k: int, rows: Rows) -> tuple[RowHit, ...]:
        """Return the k best of `rows` by their vectors."""
        rows = np.ascontiguousarray(rows)
        scores = np.empty(len(rows), dtype=np.float32)
        pointers = (faiss.swig_ptr(query), len(rows), faiss.swig_ptr(scores), faiss.swig_ptr(rows))
        flat: Any = faiss.downcast_index(self._index.index)
        flat.compute_distance_subset(1, *pointers)
        if k < len(rows):
            good = scores >= np.partition(scores, -k)[-k]
            rows, scores = rows[good], scores[good]
        best = np.lexsort((rows, -scores))[:k]
        return tuple(map(RowHit, rows[best].tolist(), scores[best].tolist()))


def _read(path: Path, kind: type, flags: int = 0) -> Any:
    try:
        index = faiss.read_index(str(path), flags)
    except RuntimeError as error:
        raise DataFolderError(
            f"{path} is not a readable file of vectors; run `pincite doctor --repair`."
        ) from error
    if not isinstance(index, kind):
        raise DataFolderError(f"{path} holds no vectors by row; run `pincite doctor --repair`.")
    return index


def _write(index: faiss.Index, path: Path) -> None:
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        raise DataFolderError(f"{path} cannot be written; is the disk full?") from error


def _near(
    codes: faiss.IndexIVFPQFastScan, query: Vectors, k: int, allowed_rows: Rows | None
) -> Rows:
    """Return the rows that may be the k best, by their codes."""
    parameters = faiss.SearchParametersIVF()  # looks at one list, and there is one
    if allowed_rows is not None:
        bits = _bitmap(allowed_rows)
        parameters.sel = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
    candidates = min(max(_CANDIDATES * k, _LEAST_CANDIDATES), codes.ntotal)
    _, found = codes.search(query, candidates, params=parameters)
    rows: Rows = found[0][found[0] >= 0]
    return rows


def _bitmap(rows: Rows) -> npt.NDArray[np.uint8]:
    """Return one bit for each row up to the largest, so that a large filter stays cheap."""
    bits = np.zeros(int(rows.max()) + 1 if len(rows) else 1, dtype=np.uint8)
    bits[rows] = 1
    return np.packbits(bits, bitorder="little")

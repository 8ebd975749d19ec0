"""Vectors by row, searched exactly by inner product; the one module that knows FAISS."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import faiss
import numpy as np
import numpy.typing as npt

from corpus.errors import DataFolderError
from index.protocols import Vectors
from index.rows import RowHit, Rows, best_rows


class VectorIndex:
    """Unit vectors of one dimension under distinct row numbers.

    Searching is safe from many threads; adding is not.
    """

    def __init__(self, dimension: int) -> None:
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote. Raises DataFolderError if it is no such file."""
        try:
            index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise DataFolderError(
                f"{path} is not a readable file of vectors; run `pincite doctor --repair`."
            ) from error
        if not isinstance(index, faiss.IndexIDMap2):
            raise DataFolderError(f"{path} holds no vectors by row; run `pincite doctor --repair`.")
        loaded = cls(index.d)
        loaded._index = index
        return loaded

    def save(self, path: Path) -> None:
        """Write the vectors to a file, not yet flushed. Raises DataFolderError if it cannot."""
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise DataFolderError(f"{path} cannot be written; is the disk full?") from error

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
        not hold are passed over. Returns fewer than k where there are fewer.
        """
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if query.shape[1] != self.dimension:
            raise ValueError(f"a vector of {query.shape[1]} does not fit one of {self.dimension}")
        parameters = None
        available = len(self)
        if allowed_rows is not None:
            available = min(available, len(allowed_rows))
            bits = _bitmap(allowed_rows)  # FAISS only points to it: it must live as long
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        # OpenMP keeps its number of threads by calling thread. One is faster here than two.
        faiss.omp_set_num_threads(1)

        def fetch(n: int) -> list[RowHit]:
            scores, rows = self._index.search(query, n, params=parameters)
            # FAISS fills up with row -1 where it has fewer than n.
            return [
                RowHit(row, score)
                for row, score in zip(rows[0].tolist(), scores[0].tolist(), strict=True)
                if row >= 0
            ]

        return best_rows(fetch, k, available)


def _bitmap(rows: Rows) -> npt.NDArray[np.uint8]:
    """Return one bit for each row up to the largest, so that a large filter stays cheap."""
    bits = np.zeros(int(rows.max()) + 1 if len(rows) else 1, dtype=np.uint8)
    bits[rows] = 1
    return np.packbits(bits, bitorder="little")

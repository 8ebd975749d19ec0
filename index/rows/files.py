"""The rows of a generation as files in its folder: FAISS searches vectors, tantivy words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import DataFolderError
from index.protocols import Vectors
from index.rows.rows import RowHit, Rows
from index.rows.store import Documents, RowStore
from index.rows.terms import TermIndex, TermWriter
from index.rows.vectors import VectorIndex

VECTORS_FILE = "vectors.faiss"
TERMS_FOLDER = "terms"
ELSEWHERE_FILE = "rows.json"  # tells where the rows are that are not in the folder


@dataclass(frozen=True, slots=True)
class FileRows:
    """Opened files of rows; they may be deleted while they are in use."""

    vector_index: VectorIndex
    term_index: TermIndex
    _documents: Documents

    def __len__(self) -> int:
        return len(self.vector_index)

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self.vector_index.dimension

    def dense(
        self,
        vector: Vectors,
        k: int,
        documents: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> tuple[RowHit, ...]:
        """Return the k rows of largest inner product with `vector`."""
        rows = None
        if documents is not None:
            rows = self._documents.rows_of(set(documents).difference(hidden))
        elif hidden:
            rows = self._documents.rows_outside(hidden)
        return self.vector_index.search(vector, k, rows)

    def lexical(
        self,
        query: str,
        k: int,
        documents: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> tuple[RowHit, ...]:
        """Return the k rows that match any word of `query` best."""
        return self.term_index.search(query, k, documents, hidden)

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of known rows in the order asked."""
        return self.vector_index.vectors(rows)


class FileRowWriter:
    """Writes the files of rows into a generation's folder."""

    def __init__(self, terms: TermWriter, dimension: int) -> None:
        self.vectors = VectorIndex(dimension)
        self._terms = terms

    def __len__(self) -> int:
        return len(self.vectors)

    def add(
        self, document_id: str, headings: Sequence[str], bodies: Sequence[str], vectors: Vectors
    ) -> None:
        """Add the chunks of a document."""
        first = len(self)
        self.vectors.add(np.arange(first, first + len(bodies)), vectors)
        for row, (heading, body) in enumerate(zip(headings, bodies, strict=True), start=first):
            self._terms.add(row, document_id, heading, body)


class FileRowStore:
    """Keeps the rows of a generation in its folder."""

    def holds(self, folder: Path) -> bool:
        """Return whether the rows are files of the folder."""
        return not (folder / ELSEWHERE_FILE).exists()

    def names(self, dimension: int) -> Mapping[str, bytes]:  # noqa: ARG002
        """Return nothing: the files have one name everywhere."""
        return {}

    @contextmanager
    def create(self, folder: Path, dimension: int) -> Iterator[FileRowWriter]:
        """Begin the files. Raises DataFolderError or OSError if the disk refuses."""
        terms_folder = folder / TERMS_FOLDER
        terms_folder.mkdir()
        with TermWriter(terms_folder) as terms:
            writer = FileRowWriter(terms, dimension)
            yield writer
        writer.vectors.save(folder / VECTORS_FILE)

    def open(self, folder: Path, documents: Documents) -> FileRows:
        """Open the files. Raises DataFolderError if there are none or they are damaged."""
        if not self.holds(folder):
            raise DataFolderError(
                f"What is searched of {folder} is kept by a server of Milvus; set PINCITE_INDEX "
                "to its address."
            )
        vectors = VectorIndex.load(folder / VECTORS_FILE)
        return FileRows(vectors, TermIndex.load(folder / TERMS_FOLDER), documents)

    def is_whole(self, folder: Path, rows: int) -> bool:  # noqa: ARG002
        """Return True: there is nothing outside of the folder."""
        return True

    def drop(self, folder: Path) -> None:
        """Do nothing: all there is goes with the folder."""


FILES: RowStore = FileRowStore()

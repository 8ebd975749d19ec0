"""What the searched part of a generation must be able to do, wherever it is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from index.protocols import Vectors
from index.rows.rows import RowHit, Rows


class Documents(Protocol):
    """Which rows belong to which documents."""

    @property
    def entries(self) -> Mapping[str, object]:
        """Return the documents by id, sorted."""

    def rows_of(self, document_ids: Collection[str]) -> Rows:
        """Return the rows of all chunks of the documents, ascending; unknown ids have none."""

    def rows_outside(self, document_ids: Collection[str]) -> Rows:
        """Return the rows of all chunks of the other documents, ascending."""


class RowSearch(Protocol):
    """The chunks of one generation by row, searchable by vector and by words; for many threads.

    Only chunks of `documents` are found, None meaning all, and none of those that are `hidden`.
    Order: score descending, then row ascending. Fewer than k come where fewer match. Raises
    DataFolderError where a server keeps the rows and does not give them.
    """

    def __len__(self) -> int:
        """Return how many rows there are; they are 0 to this, exclusive."""

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""

    def dense(
        self,
        vector: Vectors,
        k: int,
        documents: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> tuple[RowHit, ...]:
        """Return the k rows of largest inner product with `vector`, shape (dimension,).

        Where the search is approximate a row may be missed, and the next stands in its place.
        """

    def lexical(
        self,
        query: str,
        k: int,
        documents: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> tuple[RowHit, ...]:
        """Return the k rows that match any word of `query` best by BM25.

        The words are those of `index.rows.terms.query_words`. Heading and body are scored apart and
        added; word statistics are those of the whole generation.
        """

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of known rows in the order asked, shape (len(rows), dimension)."""


class RowWriter(Protocol):
    """Takes the chunks of a new generation, in the order of their rows, from 0 on."""

    def add(
        self,
        document_id: str,
        headings: Sequence[str],
        bodies: Sequence[str],
        vectors: Vectors,
    ) -> None:
        """Add the chunks of the next document by id, each with its headings, text and vector.

        A document without chunks is added too.
        """

    def __len__(self) -> int:
        """Return how many rows there are so far."""


class RowStore(Protocol):
    """Where the rows of generations are kept; the folder of a generation tells where its are."""

    def holds(self, folder: Path) -> bool:
        """Return whether the rows of the generation in `folder` are kept here."""

    def names(self, dimension: int) -> Mapping[str, bytes]:
        """Return, by name, the files that will tell in the folder where a generation's rows are."""

    def create(self, folder: Path, dimension: int) -> AbstractContextManager[RowWriter]:
        """Begin the rows of the generation in `folder`, which has the files of `names`.

        On a clean exit all can be searched.
        """

    def open(self, folder: Path, documents: Documents) -> RowSearch:
        """Open the rows of a generation. Raises DataFolderError if they are not to be had."""

    def is_whole(self, folder: Path, rows: int) -> bool:
        """Return whether what is kept outside of the folder is there, with so many rows.

        True where nothing is. Raises DataFolderError if that cannot be told now.
        """

    def drop(self, folder: Path) -> None:
        """Delete what is kept of the generation outside of its folder, if it is kept here.

        Raises DataFolderError if that cannot be done now.
        """

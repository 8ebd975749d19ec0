"""The rows of a generation in a collection of Milvus, searched by vector and by words.

A collection holds one generation and never changes once it is written. Texts come as the stems of
`index.rows.terms`, so that Milvus, whose own analyser has nothing left to do but to part them,
scores the same words by the same formula (BM25, Robertson et al., 1994) as the files of a
generation do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from index.protocols import Vectors
from index.rows.milvus_server import MilvusServer
from index.rows.rows import RowHit, Rows, best_rows
from index.rows.summed import best_sums
from index.rows.tantivy_folder import stems
from index.rows.terms import HEADING_WEIGHT, query_words

ROW, DOCUMENT, VECTOR, HEADING, BODY = "row", "document", "vector", "heading", "body"
LONGEST_TEXT: Final = 65_535  # bytes, the most that Milvus takes
_MOST = 16_384  # rows that Milvus finds at once
_AT_ONCE = 1000  # vectors that are asked for in one call


def scored(field: str) -> str:
    """Return the name of the sparse vectors that Milvus makes of a text field."""
    return f"{field}_words"


def as_words(text: str) -> str:
    """Return the stems of a text as Milvus stores them, parted by blanks.

    Those that would not fit any more are left out.
    """
    found = _parted(stems(text))
    if len(found) <= LONGEST_TEXT:
        return found
    return found[: LONGEST_TEXT + 1].rpartition(" ")[0]


@dataclass(frozen=True, slots=True)
class MilvusRows:
    """The collection of a generation, opened for reading.

    `numbers` are those of the documents by id. Once it is dropped, which happens when two newer
    generations are written, every search raises UnreachableError.
    """

    server: MilvusServer
    collection: str
    dimension: int
    count: int
    numbers: Mapping[str, int]

    def __len__(self) -> int:
        return self.count

    def dense(
        self,
        vector: Vectors,
        k: int,
        documents: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> tuple[RowHit, ...]:
        """Return the k rows of largest inner product with `vector`."""
        given = self._filter(documents, hidden)
        query = np.ascontiguousarray(vector, dtype=np.float32)

        def fetch(n: int) -> list[RowHit]:
            return self._search(VECTOR, query, "IP", n, given)

        return best_rows(fetch, k, min(len(self), _MOST))

    def lexical(
        self,
        query: str,
        k: int,
        documents: Collection[str] | None = None,
        hidden: Collection[str] = (),
    ) -> tuple[RowHit, ...]:
        """Return the k rows that match any word of `query` best."""
        words = _parted(query_words(query))
        if not words:
            return ()
        given = self._filter(documents, hidden)
        lists = [
            _FieldList(self, BODY, words, given, 1.0),
            _FieldList(self, HEADING, words, given, HEADING_WEIGHT),
        ]
        return best_sums(lists, k, min(len(self), _MOST))

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of known rows in the order asked."""
        found = np.empty((len(rows), self.dimension), dtype=np.float32)
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE].tolist()
            wanted = _within(ROW, some)
            by_row = {each[ROW]: each[VECTOR] for each in self._read(wanted)}
            found[start : start + len(some)] = [by_row[row] for row in some]
        return found

    def _read(self, wanted: str) -> Any:
        return self.server.ask(
            self.collection,
            lambda client, seconds: client.query(
                self.collection, filter=wanted, output_fields=[ROW, VECTOR], timeout=seconds
            ),
        )

    def _filter(self, documents: Collection[str] | None, hidden: Collection[str]) -> str:
        """Return the expression for a filter: numbers alone, whatever the ids are."""
        known = self.numbers.keys()
        seen = (known if documents is None else known & set(documents)) - set(hidden)
        if len(seen) <= len(known) // 2:
            return _within(DOCUMENT, [self.numbers[id_] for id_ in seen])
        unseen = known - seen
        return f"not ({_within(DOCUMENT, [self.numbers[id_] for id_ in unseen])})" if unseen else ""

    def _search(self, field: str, query: object, metric: str, n: int, given: str) -> list[RowHit]:
        found: Any = self.server.ask(
            self.collection,
            lambda client, seconds: client.search(
                self.collection,
                data=[query],
                anns_field=field,
                limit=n,
                filter=given,
                output_fields=[ROW],
                # What looks at more neighbours misses fewer; it must be no less than the limit.
                search_params={"metric_type": metric, "params": {"ef": max(2 * n, 256)}}
                if metric == "IP"
                else {"metric_type": metric},
                timeout=seconds,
            ),
        )
        return [RowHit(int(hit[ROW]), float(hit["distance"])) for hit in found[0]]


@dataclass(frozen=True, slots=True)
class _FieldList:
    """The rows whose text has one of the words, scored by BM25."""

    rows: MilvusRows
    field: str
    words: str
    given: str
    weight: float

    def best(self, n: int) -> Sequence[RowHit]:
        """Return the n best rows."""
        return self._found(n, self.given)

    def of(self, rows: Collection[int]) -> Mapping[int, float]:
        """Return the scores of those of the rows that have one of the words."""
        return dict(self._found(len(rows), _within(ROW, rows)))

    def _found(self, n: int, given: str) -> list[RowHit]:
        hits = self.rows._search(scored(self.field), self.words, "BM25", n, given)
        # Milvus Lite gives scores of words as distances, which are below 0.
        return [RowHit(row, self.weight * abs(score)) for row, score in hits]


def _parted(words: Collection[str]) -> str:
    """Return words in such letters as no analyser takes apart or changes."""
    return " ".join(word if word.isascii() else f"x{word.encode('utf-8').hex()}" for word in words)


def _within(field: str, numbers: Collection[int]) -> str:
    return f"{field} in [{','.join(map(str, sorted(numbers)))}]"

"""What a search returns: hits in two ranked lists."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.structure import Chunk


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk and its score in one list; higher is better."""

    chunk: Chunk
    score: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """The nearest chunks by meaning and by words, each best first.

    Order is total: score descending, then document id, then start. `dense` scores are cosines;
    `lexical` scores are BM25 and only comparable within one search.
    """

    dense: tuple[Hit, ...]
    lexical: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which documents a search may return; None means all."""

    documents: frozenset[str] | None = None

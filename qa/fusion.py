"""Two ranked lists made one, without a look at their scores' scales."""

from __future__ import annotations

from collections.abc import Sequence

from index.ranked import Hit, Ranked

# Tuned on the development questions together with the number of reranked candidates; a small
# constant trusts the tops of the lists (the published 60 suits lists of hundreds of judged hits).
RANK_CONSTANT = 10.0


def fuse(ranked: Ranked, constant: float = RANK_CONSTANT) -> tuple[Hit, ...]:
    """Return every chunk of either list once, best first, scored by reciprocal rank fusion.

    A chunk's score is the sum over the lists of 1 / (constant + rank), ranks from 1, divided by
    the largest possible sum, so that a chunk at the top of both lists scores 1 (Cormack, Clarke
    and Büttcher, SIGIR 2009). Order: score descending, then document id, then start.
    """
    scores: dict[tuple[str, int], float] = {}
    chunks = {}
    for hits in (ranked.dense, ranked.lexical):
        for rank, hit in enumerate(hits, start=1):
            key = hit.chunk.key
            chunks[key] = hit.chunk
            scores[key] = scores.get(key, 0.0) + 1.0 / (constant + rank)
    best = 2.0 / (constant + 1.0)
    order: Sequence[tuple[str, int]] = sorted(scores, key=lambda key: (-scores[key], key))
    return tuple(Hit(chunks[key], scores[key] / best) for key in order)

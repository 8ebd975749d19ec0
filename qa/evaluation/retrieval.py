"""Retrieval: at which rank the passages have shown the gold quotes."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import Passage
from qa.evaluation.gold import Evidence, GoldQuestion
from qa.evaluation.normalise import first_words, has_run, normalised, words
from qa.evaluation.prediction import MAX_PASSAGES

PASSAGE_WORDS = 200
RUN_WORDS = 5


def recall_at(k: int, question: GoldQuestion, passages: Sequence[Passage]) -> float:
    """Return how much of the evidence the first `k` passages cover, from 0 to 1.

    Where all evidence together makes up the support (list, aggregate and crossdoc questions), the
    share of the gold quotes covered; elsewhere 1 when any one is. No evidence gives 0.
    """
    ranks = [covering_rank(evidence, passages) for evidence in question.evidence]
    covered = sum(rank is not None and rank <= k for rank in ranks)
    if question.needs_all_evidence:
        return covered / len(ranks) if ranks else 0.0
    return float(covered > 0)


def reciprocal_rank(question: GoldQuestion, passages: Sequence[Passage]) -> float:
    """Return 1 / k for the first k at which the passages 1..k cover any gold quote.

    Only the first 10 passages count: 0 when they cover none. Its mean is MRR@10 (Voorhees, The
    TREC-8 Question Answering Track Report, 1999).
    """
    ranks = [covering_rank(evidence, passages[:MAX_PASSAGES]) for evidence in question.evidence]
    return max((1 / rank for rank in ranks if rank is not None), default=0.0)


def covering_rank(evidence: Evidence, passages: Sequence[Passage]) -> int | None:
    """Return the first rank k, from 1, at which the passages 1..k cover the quote, or None.

    Passages of the quote's document count, each with the first 200 words of its text. The quote is
    covered when at least 80 % of its normalised words lie in runs of five or more words (the whole
    quote, when shorter) that stand contiguously in one of those passages; different words may be
    covered by different passages.
    """
    quote = words(evidence.quote)
    length = min(RUN_WORDS, len(quote))
    runs = [" ".join(quote[start : start + length]) for start in range(len(quote) - length + 1)]
    covered: set[int] = set()
    for rank, passage in enumerate(passages, start=1):
        if passage.document != evidence.doc:
            continue
        text = normalised(first_words(passage.text, PASSAGE_WORDS))
        for start, run in enumerate(runs):
            if has_run(text, run):
                covered.update(range(start, start + length))
        if 5 * len(covered) >= 4 * len(quote):
            return rank
    return None

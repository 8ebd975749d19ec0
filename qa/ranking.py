"""Retrieval: the chunks that come nearest to a question, the best read again with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.structure import Chunk, StructuredDocument
from index.protocols import Index
from index.ranked import Hit, Ranked, SearchFilter
from index.stages import Stage, stage
from qa.fusion import fuse
from qa.reranker import Reranker
from qa.settings import AnswerSettings, Part


@dataclass(frozen=True, slots=True)
class RankedChunk:
    """A chunk and its heading path, its fused score, the reranker's logit, and both together."""

    chunk: Chunk
    section_path: tuple[str, ...]
    fused: float
    logit: float
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found for a question: the reranked chunks and those behind them, best first.

    `cosine` is that of the nearest vector, -1 where there is none.
    """

    reranked: tuple[RankedChunk, ...]
    behind: tuple[Chunk, ...]
    cosine: float


NOTHING = Ranking((), (), -1.0)


def heading_of(document: StructuredDocument, section: int) -> str:
    """Return the document's title and the section's two nearest headings, each once."""
    path = document.sections[section].path[-2:]
    return " › ".join(dict.fromkeys((document.document.metadata.title, *path)))


@stage(Stage.RETRIEVING)
def rank(
    question: str,
    index: Index,
    reranker: Reranker,
    filter: SearchFilter,
    settings: AnswerSettings,
    other_names: Sequence[str] = (),
) -> Ranking:
    """Search both lists, fuse them and read the first chunks again together with the question.

    Where none of these is near, more are read. `other_names` are those that passages may have
    for what the question names. A chunk's score is its logit and `settings.prior` times its fused
    score. Order: score descending, then document id, then start.
    """
    ranked = _without(
        index.search(question, settings.depth, filter, " ".join(other_names)), settings
    )
    fused = fuse(ranked)
    best, behind = fused[: settings.reranked], fused[settings.reranked :]
    found = _reranked(question, index, reranker, best, settings)
    nothing_near = all(each.logit < settings.enough for each in found)
    if nothing_near and not settings.without & {Part.FURTHER, Part.RERANKER}:
        more = max(settings.further - settings.reranked, 0)
        found += _reranked(question, index, reranker, behind[:more], settings)
        behind = behind[more:]
    found.sort(key=lambda each: (-each.score, each.chunk.key))
    cosine = ranked.dense[0].score if ranked.dense else -1.0
    return Ranking(tuple(found), tuple(hit.chunk for hit in behind), cosine)


def _reranked(
    question: str,
    index: Index,
    reranker: Reranker,
    hits: Sequence[Hit],
    settings: AnswerSettings,
) -> list[RankedChunk]:
    documents = [index.document(hit.chunk.document_id) for hit in hits]
    logits: Sequence[float] = (0.0,) * len(hits)
    if Part.RERANKER not in settings.without:
        texts = [_text(hit, each, settings) for hit, each in zip(hits, documents, strict=True)]
        logits = reranker.score(question, texts)
    prior = 0.0 if Part.PRIOR in settings.without else settings.prior
    return [
        RankedChunk(
            hit.chunk,
            document.sections[hit.chunk.section].path,
            hit.score,
            logit,
            logit + prior * hit.score,
        )
        for hit, document, logit in zip(hits, documents, logits, strict=True)
    ]


def _without(ranked: Ranked, settings: AnswerSettings) -> Ranked:
    return Ranked(
        () if Part.DENSE in settings.without else ranked.dense,
        () if Part.LEXICAL in settings.without else ranked.lexical,
    )


def _text(hit: Hit, document: StructuredDocument, settings: AnswerSettings) -> str:
    """Return a chunk as the reranker reads it: document title, the two nearest headings, text."""
    _, _, text = hit.chunk.embed_text.partition("\n")
    if Part.HEADING in settings.without:
        return text
    return f"{heading_of(document, hit.chunk.section)}\n{text}"

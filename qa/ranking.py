"""Retrieval: the chunks that come nearest to a question, the best read again with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.structure import Chunk, StructuredDocument
from index.protocols import Index
from index.ranked import Hit, Ranked, SearchFilter
from index.stages import Stage, stage
from qa.candidates import candidates
from qa.fusion import fuse
from qa.reading.decoding import PassageReading
from qa.reading.reader import Reader
from qa.reading.texts import ReadingText, reading_text
from qa.reranker import Reranker
from qa.settings import AnswerSettings, Part


@dataclass(frozen=True, slots=True)
class RankedChunk:
    """A chunk that was read together with a question, and what speaks for it.

    `text` is what was read of it, under `section_path`, and `reading` what it holds of an answer.
    `fused` is its score in the fused lists. `logit` is the reranker's, or where that did not read
    it what the reader lets expect; `score` is all of them together.
    """

    chunk: Chunk
    section_path: tuple[str, ...]
    text: ReadingText
    reading: PassageReading
    fused: float
    logit: float
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found for a question: the chunks that were read and those behind them, best first.

    `cosine` is that of the nearest vector, -1 where there is none.
    """

    read: tuple[RankedChunk, ...]
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
    reader: Reader,
    filter: SearchFilter,
    settings: AnswerSettings,
    other_names: Sequence[str] = (),
) -> Ranking:
    """Search both lists, fuse them, read the first chunks and the best of these once more.

    The reader tells which of the first chunks answer the question; where none of them does, more
    are read. The reranker then has its say about the best few of these, which stay before the
    others. `other_names` are those that passages may have for what the question names. Order: score
    descending within these and the others, then document id, then start.
    """
    ranked = _without(
        index.search(question, settings.depth, filter, " ".join(other_names)), settings
    )
    fused = fuse(ranked)
    found: list[RankedChunk] = []
    is_large = index.section_count() > settings.many
    steps = settings.steps_of_many if is_large else settings.steps
    for step in steps[:1] if Part.FURTHER in settings.without else steps:
        found += _read(question, index, reader, fused[len(found) : step.chunks], settings)
        if any(each.reading.answerable >= step.enough for each in found):
            break
    behind = fused[len(found) :]
    found.sort(key=_order)
    best = _reranked(question, index, reranker, found[: settings.reranked], settings)
    cosine = ranked.dense[0].score if ranked.dense else -1.0
    return Ranking(
        (*sorted(best, key=_order), *found[len(best) :]),
        tuple(hit.chunk for hit in behind),
        cosine,
    )


def _order(each: RankedChunk) -> tuple[float, tuple[str, int]]:
    return (-each.score, each.chunk.key)


def _read(
    question: str, index: Index, reader: Reader, hits: Sequence[Hit], settings: AnswerSettings
) -> list[RankedChunk]:
    """Return chunks as the reader finds them, in the order of the hits."""
    documents = [index.document(hit.chunk.document_id) for hit in hits]
    texts = [
        reading_text(
            "" if Part.HEADING in settings.without else heading_of(document, hit.chunk.section),
            candidates(document, hit.chunk),
        )
        for hit, document in zip(hits, documents, strict=True)
    ]
    readings: Sequence[PassageReading] = (PassageReading((), 0.0, 0.0),) * len(texts)
    if Part.READER not in settings.without:
        readings = reader.read(question, [text.text for text in texts])
    return [
        _scored(
            RankedChunk(
                hit.chunk,
                document.sections[hit.chunk.section].path,
                text,
                reading,
                hit.score,
                settings.slope * reading.answerable + settings.offset,
                0.0,
            ),
            settings,
        )
        for hit, document, text, reading in zip(hits, documents, texts, readings, strict=True)
    ]


def _reranked(
    question: str,
    index: Index,
    reranker: Reranker,
    found: Sequence[RankedChunk],
    settings: AnswerSettings,
) -> list[RankedChunk]:
    """Return chunks with what the reranker says of them."""
    if Part.RERANKER in settings.without:
        return list(found)
    texts = [_text(each.chunk, index.document(each.chunk.document_id), settings) for each in found]
    logits = reranker.score(question, texts)
    return [
        _scored(replace(each, logit=logit), settings)
        for each, logit in zip(found, logits, strict=True)
    ]


def _scored(each: RankedChunk, settings: AnswerSettings) -> RankedChunk:
    prior = 0.0 if Part.PRIOR in settings.without else settings.prior
    return replace(
        each, score=each.logit + settings.answerable * each.reading.answerable + prior * each.fused
    )


def _without(ranked: Ranked, settings: AnswerSettings) -> Ranked:
    return Ranked(
        () if Part.DENSE in settings.without else ranked.dense,
        () if Part.LEXICAL in settings.without else ranked.lexical,
    )


def _text(chunk: Chunk, document: StructuredDocument, settings: AnswerSettings) -> str:
    """Return a chunk as the reranker reads it: document title, the two nearest headings, text."""
    _, _, text = chunk.embed_text.partition("\n")
    if Part.HEADING in settings.without:
        return text
    return f"{heading_of(document, chunk.section)}\n{text}"

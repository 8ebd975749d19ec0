"""The one answer function behind every door."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.structure import BlockKind, Chunk, StructuredDocument
from index.protocols import Index
from index.ranked import Hit, Ranked, SearchFilter
from qa.answer import Answer, AnswerKind, Citation, Context, Coverage, NearPassage, Reply
from qa.candidates import Candidate, candidates, shown
from qa.citation import cite
from qa.followup import standalone
from qa.fusion import fuse
from qa.passages import passages
from qa.question import Question, check
from qa.reranker import Reranker


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """How much is looked at, and when a question is refused.

    `depth` chunks are taken from each ranked list, the `reranked` best of both are read together
    with the question, and the candidates of the `read` best of these compete. `prior` is what a
    chunk at the top of both lists gains over one at their end, in logits. A question is refused
    when nothing is near it by either measure: the best logit is below `least_logit` and the best
    cosine below `least_cosine`. The figures belong to the default models; `docs/tuning.md` says how
    they were chosen.
    """

    depth: int = 100
    reranked: int = 12
    read: int = 3
    prior: float = 3.0
    least_logit: float = -7.0
    least_cosine: float = 0.56


@dataclass(frozen=True, slots=True)
class _Scored:
    """A reranked chunk, its logit, and the logit with what its rank in the fused list adds."""

    chunk: Chunk
    logit: float
    score: float


class AnswerService:
    """Answers questions from an index; safe from many threads.

    The same question over the same index generation gives an equal reply.
    """

    def __init__(
        self, index: Index, reranker: Reranker, settings: AnswerSettings | None = None
    ) -> None:
        self._index = index
        self._reranker = reranker
        self._settings = settings or AnswerSettings()

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question, a refusal included.

        Raises QuestionError if the question is empty or too long, or names a document that is not
        in the collection.
        """
        return self.reply(question).answer

    def reply(self, question: Question) -> Reply:
        """Return the answer with the passages it was read from, at most ten. Raises as `ask`."""
        index = self._index.snapshot()
        check(question, index.document_ids)
        understood = standalone(question)
        wanted = frozenset(question.documents) or None
        ranked = index.search(understood, self._settings.depth, SearchFilter(wanted))
        fused = fuse(ranked)
        scored = self._rerank(understood, index, fused[: self._settings.reranked])
        common = Answer(
            AnswerKind.NOT_FOUND,
            understood_as=understood,
            coverage=Coverage(
                len({(item.chunk.document_id, item.chunk.section) for item in scored}),
                index.section_count(),
            ),
            generation=index.generation,
        )
        if self._is_far(ranked, scored):
            answer = _refusal(common, index, scored, question.limit)
        else:
            best = scored[: self._settings.read]
            answer = _found(common, *self._read(understood, index, best))
        chunks = [item.chunk for item in scored]
        chunks += [hit.chunk for hit in fused[self._settings.reranked :]]
        return Reply(answer, passages(chunks, index.document))

    def _rerank(self, question: str, index: Index, hits: Sequence[Hit]) -> list[_Scored]:
        """Return the hits by combined score, best first; ties by document id, then start."""
        texts = [_reading(hit.chunk, index.document(hit.chunk.document_id)) for hit in hits]
        logits = self._reranker.score(question, texts)
        scored = [
            _Scored(hit.chunk, logit, logit + self._settings.prior * hit.score)
            for hit, logit in zip(hits, logits, strict=True)
        ]
        return sorted(scored, key=lambda item: (-item.score, item.chunk.key))

    def _is_far(self, ranked: Ranked, scored: Sequence[_Scored]) -> bool:
        """Tell whether nothing found is near the question, by logit and by cosine."""
        if not scored:
            return True
        cosine = ranked.dense[0].score if ranked.dense else -1.0
        best = max(item.logit for item in scored)
        return best < self._settings.least_logit and cosine < self._settings.least_cosine

    def _read(
        self, question: str, index: Index, scored: Sequence[_Scored]
    ) -> tuple[_Scored, Candidate]:
        """Return the candidate that answers best, by its own logit and its chunk's score together.

        A candidate is read under the document's title, which says what "it" is. Ties go to the
        better chunk, then to text order.
        """
        found = [
            (item, candidate)
            for item in scored
            for candidate in candidates(index.document(item.chunk.document_id), item.chunk)
        ]
        if len(found) == 1:
            return found[0]
        texts = [f"{_title(candidate)}\n{candidate.text}" for _, candidate in found]
        logits = self._reranker.score(question, texts)
        totals = [item.score + logit for (item, _), logit in zip(found, logits, strict=True)]
        return found[totals.index(max(totals))]


def _found(common: Answer, scored: _Scored, candidate: Candidate) -> Answer:
    document = candidate.document
    context: tuple[Context, ...] = ()
    if candidate.context:
        context = (Context(shown(document, candidate.context), cite(document, candidate.context)),)
    is_row = candidate.block.kind is BlockKind.TABLE_ROW
    return replace(
        common,
        kind=AnswerKind.TABLE if is_row else AnswerKind.SPAN,
        answer=candidate.text,
        text=candidate.text,
        citations=(cite(document, candidate.parts),),
        context=context,
        confidence=_probability(scored.logit),
    )


def _refusal(common: Answer, index: Index, scored: Sequence[_Scored], limit: int) -> Answer:
    """Return a refusal with the first candidates of the best chunks, `limit` different ones."""
    nearest: dict[Citation, NearPassage] = {}
    for item in scored:
        if len(nearest) >= limit:
            break
        document = index.document(item.chunk.document_id)
        first = candidates(document, item.chunk)[0]
        citation = cite(document, first.parts)
        nearest.setdefault(citation, NearPassage(first.text, citation))
    best = max((item.logit for item in scored), default=-math.inf)
    return replace(common, nearest=tuple(nearest.values()), confidence=_probability(best))


def _reading(chunk: Chunk, document: StructuredDocument) -> str:
    """Return a chunk as the reranker reads it: document title, the two nearest headings, text."""
    path = document.sections[chunk.section].path[-2:]
    heading = " › ".join(dict.fromkeys((document.document.metadata.title, *path)))
    _, _, text = chunk.embed_text.partition("\n")
    return f"{heading}\n{text}"


def _title(candidate: Candidate) -> str:
    return candidate.document.document.metadata.title


def _probability(logit: float) -> float:
    """Return the logistic of a logit, rounded so that it prints the same everywhere."""
    return round(1.0 / (1.0 + math.exp(-max(min(logit, 40.0), -40.0))), 4)

"""The one answer function behind every door."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import QuestionError
from corpus.structure import BlockKind, Chunk, StructuredDocument
from index.protocols import Index
from index.ranked import Hit, SearchFilter
from qa.answer import Answer, AnswerKind, Context, Coverage, NearPassage, Reply
from qa.candidates import Candidate, candidates, shown
from qa.citation import cite
from qa.followup import standalone
from qa.fusion import fuse
from qa.passages import passages
from qa.question import MAX_QUESTION_CHARACTERS, MAX_TURNS, Question
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
    """A reranked chunk: its hit in the fused list, its logit, and both combined."""

    hit: Hit
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
        self._check(question)
        understood = standalone(question)
        wanted = frozenset(question.documents) or None
        ranked = self._index.search(understood, self._settings.depth, SearchFilter(wanted))
        fused = fuse(ranked)
        scored = self._rerank(understood, fused[: self._settings.reranked])
        rest = fused[self._settings.reranked :]
        chunks = [item.hit.chunk for item in scored] + [hit.chunk for hit in rest]
        cosine = ranked.dense[0].score if ranked.dense else -1.0
        answer = self._answer(question, understood, scored, cosine)
        return Reply(answer, passages(chunks, self._index.document))

    def _check(self, question: Question) -> None:
        text = question.text
        if not text.strip():
            raise QuestionError("the question is empty; type one")
        if len(text) > MAX_QUESTION_CHARACTERS:
            raise QuestionError(
                f"the question has {len(text)} characters; "
                f"at most {MAX_QUESTION_CHARACTERS} are read"
            )
        if len(question.history) > MAX_TURNS:
            raise QuestionError(
                f"the history has {len(question.history)} turns; at most {MAX_TURNS} are read"
            )
        turns = (line for turn in question.history for line in (turn.question, turn.answer))
        for line in (text, *turns):
            if not _is_text(line):
                raise QuestionError("the question holds half a character (a lone surrogate)")
        known = self._index.document_ids() if question.documents else ()
        unknown = sorted(set(question.documents) - set(known))
        if unknown:
            raise QuestionError(
                f"no document is called {unknown[0]!r}; there are {', '.join(known)}"
            )
        if question.limit < 0:
            raise QuestionError(f"the limit is {question.limit}; it cannot be negative")

    def _rerank(self, question: str, hits: Sequence[Hit]) -> list[_Scored]:
        """Return the hits by combined score, best first; ties by document id, then start."""
        logits = self._reranker.score(question, [_reading(hit.chunk) for hit in hits])
        scored = [
            _Scored(hit, logit, logit + self._settings.prior * hit.score)
            for hit, logit in zip(hits, logits, strict=True)
        ]
        return sorted(scored, key=lambda item: (-item.score, item.hit.chunk.key))

    def _answer(
        self, question: Question, understood: str, scored: Sequence[_Scored], cosine: float
    ) -> Answer:
        coverage = Coverage(
            len({(item.hit.chunk.document_id, item.hit.chunk.section) for item in scored}),
            self._index.section_count(),
        )
        generation = self._index.generation
        best = max((item.logit for item in scored), default=-math.inf)
        far = best < self._settings.least_logit and cosine < self._settings.least_cosine
        if not scored or far:
            return Answer(
                AnswerKind.NOT_FOUND,
                nearest=tuple(self._near(item.hit.chunk) for item in scored[: question.limit]),
                understood_as=understood,
                confidence=_probability(best),
                coverage=coverage,
                generation=generation,
            )
        chosen = self._read(understood, scored[: self._settings.read])
        document = chosen.document
        context: tuple[Context, ...] = ()
        if chosen.context:
            context = (Context(shown(document, chosen.context), cite(document, chosen.context)),)
        row = chosen.block.kind is BlockKind.TABLE_ROW
        return Answer(
            AnswerKind.TABLE if row else AnswerKind.SPAN,
            answer=chosen.text,
            text=chosen.text,
            citations=(cite(document, chosen.parts),),
            context=context,
            understood_as=understood,
            confidence=_probability(best),
            coverage=coverage,
            generation=generation,
        )

    def _read(self, question: str, scored: Sequence[_Scored]) -> Candidate:
        """Return the candidate that answers best: its own logit and its chunk's score together.

        A candidate is read under the document's title, which says what "it" is. Ties go to the
        better chunk, then to text order.
        """
        found = [
            (item.score, candidate)
            for item in scored
            for candidate in candidates(self._document(item.hit.chunk), item.hit.chunk)
        ]
        if len(found) == 1:
            return found[0][1]
        texts = [f"{_title(candidate)}\n{candidate.text}" for _, candidate in found]
        logits = self._reranker.score(question, texts)
        totals = [score + logit for (score, _), logit in zip(found, logits, strict=True)]
        return found[totals.index(max(totals))][1]

    def _near(self, chunk: Chunk) -> NearPassage:
        document = self._document(chunk)
        best = candidates(document, chunk)[0]
        return NearPassage(best.text, cite(document, best.parts))

    def _document(self, chunk: Chunk) -> StructuredDocument:
        return self._index.document(chunk.document_id)


def _reading(chunk: Chunk) -> str:
    """Return a chunk as the reranker reads it: document title, the two nearest headings, text."""
    heading, _, text = chunk.embed_text.partition("\n")
    title, *path = heading.split(" › ")
    return " › ".join(dict.fromkeys((title, *path[-2:]))) + "\n" + text


def _title(candidate: Candidate) -> str:
    return candidate.document.document.metadata.title


def _probability(logit: float) -> float:
    """Return the logistic of a logit, rounded so that it prints the same everywhere."""
    return round(1.0 / (1.0 + math.exp(-max(min(logit, 40.0), -40.0))), 4)


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

"""The one answer function behind every door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.protocols import Index
from index.ranked import SearchFilter
from qa.answer import Answer, AnswerKind, Coverage, Reply
from qa.asked import Asked, asked
from qa.candidates import Candidate, candidates
from qa.composing import found, probability, refused
from qa.evidence import Evidence, weigh
from qa.followup import standalone
from qa.passages import passages
from qa.question import Question, check
from qa.ranking import Ranking, heading_of, rank
from qa.reader import Reader
from qa.reading import PassageReading
from qa.reading_text import reading_text
from qa.reranker import Reranker
from qa.settings import AnswerSettings, Part
from qa.signals import Signals


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A reply with all that led to it.

    `evidence` holds every candidate that was weighed, best first, by `weights`; there is none if
    the question was refused.
    """

    reply: Reply
    asked: Asked
    ranking: Ranking
    evidence: tuple[Evidence, ...]
    weights: Signals


class AnswerService:
    """Answers questions from an index; safe from many threads.

    The same question over the same index generation gives an equal reply.
    """

    def __init__(
        self,
        index: Index,
        reranker: Reranker,
        reader: Reader,
        settings: AnswerSettings | None = None,
    ) -> None:
        self._index = index
        self._reranker = reranker
        self._reader = reader
        self._settings = settings or AnswerSettings()

    @property
    def settings(self) -> AnswerSettings:
        """Return the settings that it answers by."""
        return self._settings

    def with_settings(self, settings: AnswerSettings) -> AnswerService:
        """Return a service over the same index and models that answers by other settings."""
        return AnswerService(self._index, self._reranker, self._reader, settings)

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question, a refusal included.

        Raises QuestionError if the question is empty or too long, or names a document that is not
        in the collection.
        """
        return self.reply(question).answer

    def reply(self, question: Question) -> Reply:
        """Return the answer with the passages it was read from, at most ten. Raises as `ask`."""
        return self.explain(question).reply

    def explain(self, question: Question) -> Reasoned:
        """Return the reply with what was looked at and what it scored. Raises as `ask`."""
        index = self._index.snapshot()
        check(question, index.document_ids)
        settings = self._settings
        if Part.HISTORY in settings.without:
            question = replace(question, history=())
        understood = standalone(question)
        wants = asked(understood)
        wanted = SearchFilter(frozenset(question.documents) or None)
        ranking = rank(understood, index, self._reranker, wanted, settings)
        common = Answer(
            AnswerKind.NOT_FOUND,
            understood_as=understood,
            coverage=Coverage(
                len({(each.chunk.document_id, each.chunk.section) for each in ranking.reranked}),
                index.section_count(),
            ),
            generation=index.generation,
        )
        evidence: tuple[Evidence, ...] = ()
        if self._is_far(ranking):
            answer = _refusal(common, index, ranking, question.limit)
        else:
            evidence = self._weighed(understood, wants, index, ranking)
            answer = found(common, evidence, settings)
            answer = replace(answer, confidence=probability(evidence[0].chunk.logit))
        chunks = [*(each.chunk for each in ranking.reranked), *ranking.behind]
        reply = Reply(answer, passages(chunks, index.document))
        return Reasoned(reply, wants, ranking, evidence, _weights(settings))

    def _is_far(self, ranking: Ranking) -> bool:
        """Tell whether nothing found is near the question, by logit and by cosine."""
        best = max((each.logit for each in ranking.reranked), default=None)
        if best is None:
            return True
        settings = self._settings
        return best < settings.least_logit and ranking.cosine < settings.least_cosine

    def _weighed(
        self, question: str, wants: Asked, index: Index, ranking: Ranking
    ) -> tuple[Evidence, ...]:
        """Return the candidates of the best chunks by score, at least one.

        Ties go to the better chunk, then to text order.
        """
        settings = self._settings
        best = ranking.reranked[: settings.read]
        documents = [index.document(each.chunk.document_id) for each in best]
        texts = [
            reading_text(
                ""
                if Part.HEADING in settings.without
                else heading_of(document, each.chunk.section),
                candidates(document, each.chunk),
            )
            for document, each in zip(documents, best, strict=True)
        ]
        if Part.READER in settings.without:
            readings = (PassageReading((), 0.0, 0.0),) * len(texts)
        else:
            # Chunks of one long sentence are the same text: it is read once.
            distinct = list(dict.fromkeys(text.text for text in texts))
            read = dict(zip(distinct, self._reader.read(question, distinct), strict=True))
            readings = tuple(read[text.text] for text in texts)
        weights = _weights(settings)
        found = [
            evidence
            for each, text, reading in zip(best, texts, readings, strict=True)
            for evidence in weigh(wants, each, text, reading, weights)
        ]
        return tuple(sorted(found, key=lambda each: -each.score))


def _weights(settings: AnswerSettings) -> Signals:
    weights = settings.weights
    if Part.FORM in settings.without:
        weights = replace(weights, form=0.0)
    if Part.AGREEMENT in settings.without:
        weights = replace(weights, names=0.0, figures=0.0, other_year=0.0)
    return weights


def _refusal(common: Answer, index: Index, ranking: Ranking, limit: int) -> Answer:
    def nearest() -> Iterator[Candidate]:
        for each in ranking.reranked:
            yield candidates(index.document(each.chunk.document_id), each.chunk)[0]

    best = max((each.logit for each in ranking.reranked), default=-40.0)
    return replace(refused(common, nearest(), limit), confidence=probability(best))

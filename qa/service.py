"""The one answer function behind every door."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.protocols import Index
from index.ranked import SearchFilter
from qa.analysis.asked import Asked, asked
from qa.answer import Answer, AnswerKind, Correction, Coverage, Remark, Reply
from qa.composing import found, probability
from qa.conflict.answering import with_conflict
from qa.correcting.question import corrected
from qa.evidence import Evidence
from qa.followup.standalone import standalone
from qa.panel import SPECIALISTS
from qa.passages import passages
from qa.question import Question, check
from qa.ranking import NOTHING, Ranking, rank
from qa.reading.reader import Reader
from qa.reading.remembering import RememberingReader
from qa.refusing.refusal import Denied, denied, is_foreign, refusal
from qa.refusing.remarks import said
from qa.reranker import Reranker
from qa.settings import AnswerSettings, Part
from qa.signals import Signals
from qa.specialists import Situation
from qa.weighing import weighed, weights_of


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A reply with all that led to it.

    `evidence` holds every candidate that was weighed, best first, by `weights`; there is none if
    the question was refused or a specialist answered it.
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
        return self._explain(question, offers=True)

    def _explain(self, question: Question, *, offers: bool) -> Reasoned:
        """Do what `explain` does; a refusal is bare unless it `offers` what could be asked."""
        index = self._index.snapshot()
        check(question, index.document_ids)
        settings = self._settings
        typed = said(question.text)
        question = replace(question, text=typed.question)
        if Part.HISTORY in settings.without:
            question = replace(question, history=())
        corrections: tuple[Correction, ...] = ()
        if Part.CORRECTING not in settings.without:
            read = corrected(question, index)
            question, corrections = read.question, read.corrections
        understood = standalone(question)
        wants = asked(understood)
        wanted = SearchFilter(frozenset(question.documents) or None)
        ranking = (
            rank(understood, index, self._reranker, wanted, settings)
            if typed.remark is Remark.NONE
            else NOTHING
        )
        common = Answer(
            AnswerKind.NOT_FOUND,
            understood_as=understood,
            corrections=corrections,
            coverage=Coverage(
                len({(each.chunk.document_id, each.chunk.section) for each in ranking.reranked}),
                index.section_count(),
            ),
            generation=index.generation,
        )
        evidence: tuple[Evidence, ...] = ()
        reader = RememberingReader(self._reader)
        situation = Situation(
            question, understood, wants, ranking, index, self._reranker, reader, settings
        )
        is_asked = typed.remark is Remark.NONE and not is_foreign(situation)
        special = _special(situation, common) if is_asked else None
        if special is not None:
            answer = special
        elif not is_asked or situation.is_far:
            answer = self._refusal(common, situation, typed.remark) if offers else common
        else:
            evidence = weighed(understood, wants, ranking, index, reader, settings)
            best = evidence[0]
            against = denied(situation, best.candidate, best.chunk.chunk)
            if against is None:
                answer = found(common, evidence, settings)
                answer = with_conflict(answer, wants, evidence, settings.near)
                answer = replace(answer, confidence=probability(best.chunk.logit))
            elif offers:
                answer, evidence = self._refusal(common, situation, typed.remark, against), ()
            else:
                answer, evidence = common, ()
        chunks = [*(each.chunk for each in ranking.reranked), *ranking.behind]
        reply = Reply(answer, passages(chunks, index.document))
        return Reasoned(reply, wants, ranking, evidence, weights_of(settings))

    def _refusal(
        self, common: Answer, situation: Situation, remark: Remark, against: Denied | None = None
    ) -> Answer:
        """Refuse, with questions that the same state of the index answers."""
        here = AnswerService(situation.index, self._reranker, self._reader, self._settings)

        def ask(question: Question) -> Answer:
            return here._explain(question, offers=False).reply.answer

        return refusal(common, situation, remark, ask, against)


def _special(situation: Situation, common: Answer) -> Answer | None:
    """Return the answer of the first specialist that has one."""
    answers = (specialist.answer(situation, common) for specialist in SPECIALISTS)
    return next((answer for answer in answers if answer is not None), None)

"""The one answer function behind every door."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.protocols import Index
from index.ranked import SearchFilter
from index.stages import Stage, stage
from qa.ambiguity import with_reading
from qa.analysis.asked import Asked, asked
from qa.analysis.short_forms import renamed
from qa.answer import Answer, AnswerKind, Correction, Coverage, Remark, Reply
from qa.composing import found, probability
from qa.confidence.grounding import grounds_of_span, grounds_of_structure
from qa.confidence.grounds import Grounds, confidence
from qa.conflict.answering import with_conflict
from qa.correcting.question import corrected
from qa.evidence import Evidence
from qa.followup.standalone import standalone
from qa.in_force import in_force
from qa.panel import SPECIALISTS
from qa.passages import passages
from qa.question import Question, check
from qa.ranking import NOTHING, Ranking, rank
from qa.reading.reader import Reader
from qa.reading.remembering import RememberingReader
from qa.reading.verifier import Verifier
from qa.refusing.hearing import Heard, heard
from qa.refusing.refusal import Denied, denied, is_foreign, refusal
from qa.refusing.remarks import Said, said
from qa.reranker import MeasuredReranker, Reranker
from qa.settings import AnswerSettings, Part
from qa.signals import Signals
from qa.specialists import Situation
from qa.weighing import weighed, weights_of


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A reply with all that led to it.

    `evidence` holds every candidate that was weighed, best first, by `weights`; there is none where
    a specialist answered or nothing was near. `grounds` are those of the confidence in the best
    answer, given or not; None where there was no answer to doubt.
    """

    reply: Reply
    asked: Asked
    ranking: Ranking
    evidence: tuple[Evidence, ...]
    weights: Signals
    grounds: Grounds | None


@dataclass(frozen=True, slots=True)
class Tried:
    """The answer that was found, None where none is given, and why.

    `confidence` is that of the best answer, given or not. `denied` is the part of the question that
    the best candidate contradicts.
    """

    answer: Answer | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    grounds: Grounds | None = None
    denied: Denied | None = None


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
        verifier: Verifier | None = None,
    ) -> None:
        self._index = index
        self._reranker = reranker
        self._reader = reader
        self._settings = settings or AnswerSettings()
        self._verifier = verifier

    @property
    def settings(self) -> AnswerSettings:
        """Return the settings that it answers by."""
        return self._settings

    def with_settings(self, settings: AnswerSettings) -> AnswerService:
        """Return a service over the same index and models that answers by other settings."""
        return AnswerService(self._index, self._reranker, self._reader, settings, self._verifier)

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question, a refusal included.

        Raises QuestionError if the question is empty or too long, or names a document that is not
        in the collection.
        """
        return self.reply(question).answer

    def reply(self, question: Question) -> Reply:
        """Return the answer with the passages it was read from, at most ten. Raises as `ask`."""
        return self.explain(question).reply

    @stage(Stage.COMPOSING)
    def explain(self, question: Question) -> Reasoned:
        """Return the reply with what was looked at and what it scored. Raises as `ask`."""
        return self._explain(question, offers=True)

    def _explain(self, question: Question, *, offers: bool) -> Reasoned:
        """Do what `explain` does; a refusal is bare unless it `offers` what could be asked."""
        index = self._index.snapshot()
        check(question, index.document_ids)
        index, documents = in_force(index, question.documents, question.as_of)
        typed = said(question.text)
        if typed.remark is Remark.NONE and question.as_of and not index.document_ids():
            typed = replace(typed, remark=Remark.NOTHING_YET)
        question = replace(question, text=typed.question, documents=documents)
        situation, understood, corrections = self._situation(question, typed, index)
        ranking = situation.ranking
        foreign = is_foreign(situation)
        if foreign:  # what looks like slips are words of its own
            understood, corrections = question.text, ()
        common = Answer(
            AnswerKind.NOT_FOUND,
            understood_as=understood,
            corrections=corrections,
            coverage=Coverage(
                len({(each.chunk.document_id, each.chunk.section) for each in ranking.read}),
                index.section_count(),
            ),
            as_of=question.as_of,
            generation=index.generation,
        )
        is_asked = typed.remark is Remark.NONE and not foreign
        tried = self._tried(situation, common) if is_asked else Tried()
        answer = tried.answer
        if answer is None:
            answer = replace(common, confidence=tried.confidence)
            if offers:
                answer = self._refusal(answer, situation, typed.remark, tried.denied)
        chunks = [*(each.chunk for each in ranking.read), *ranking.behind]
        reply = Reply(answer, passages(chunks, index.document))
        return Reasoned(
            reply,
            situation.asked,
            ranking,
            tried.evidence,
            weights_of(self._settings),
            tried.grounds,
        )

    @stage(Stage.UNDERSTANDING)
    def _situation(
        self, question: Question, typed: Said, index: Index
    ) -> tuple[Situation, str, tuple[Correction, ...]]:
        """Return what was found for a question, as what it is understood, and what was put right.

        The situation has the question's names as the documents have them.
        """
        settings = self._settings
        if Part.HISTORY in settings.without:
            question = replace(question, history=())
        corrections: tuple[Correction, ...] = ()
        if Part.CORRECTING not in settings.without:
            read = corrected(question, index)
            question, corrections = read.question, read.corrections
        understood = standalone(question)
        names = renamed(understood, index)
        wanted = SearchFilter(frozenset(question.documents) or None)
        ranking, reranker = NOTHING, MeasuredReranker(self._reranker)
        reader = RememberingReader(self._reader)
        if typed.remark is Remark.NONE:
            ranking = rank(names.read, index, reranker, reader, wanted, settings, names.others)
        situation = Situation(
            question,
            names.read,
            asked(names.read),
            ranking,
            index,
            reranker,
            reader,
            settings,
        )
        return situation, understood, corrections

    def _tried(self, situation: Situation, common: Answer) -> Tried:
        """Return the best answer to a question, and whether it is sure enough to be given."""
        is_heard = heard(situation) is Heard.WORDS
        for specialist in SPECIALISTS:
            if not (is_heard or specialist.is_exhaustive):
                continue
            special = specialist.answer(situation, common)
            if special is not None:
                if specialist.is_exhaustive:
                    return Tried(special, special.confidence)
                return self._weighed_up(special, situation)
        if not is_heard or situation.is_far:
            return Tried()
        settings = self._settings
        evidence = weighed(
            situation.asked,
            situation.ranking,
            settings,
        )
        best = evidence[0]
        against = denied(situation, best.candidate, best.chunk.chunk)
        if against is not None:
            return Tried(denied=against)
        answer = found(common, evidence, settings)
        answer = with_conflict(answer, situation.asked, evidence, settings.near)
        return self._weighed_up(answer, situation, evidence)

    def _weighed_up(
        self, answer: Answer, situation: Situation, evidence: tuple[Evidence, ...] = ()
    ) -> Tried:
        """Return an answer with its confidence, or none if that is too low."""
        settings, verifier = self._settings, self._verifier
        if verifier is None or Part.VERIFIER in settings.without:
            sure = probability(evidence[0].chunk.logit) if evidence else answer.confidence
            return Tried(replace(answer, confidence=sure), sure, evidence)
        if evidence:
            grounds = grounds_of_span(evidence[0], situation, verifier)
        else:
            grounds = grounds_of_structure(answer, situation)
        sure = confidence(grounds, settings.trust if evidence else settings.structure_trust)
        if sure < settings.threshold:
            return Tried(None, sure, evidence, grounds)
        answer = replace(answer, confidence=sure)
        if evidence:
            answer = with_reading(answer, situation, evidence, verifier)
        return Tried(answer, sure, evidence, grounds)

    @stage(Stage.REFUSING)
    def _refusal(
        self, common: Answer, situation: Situation, remark: Remark, against: Denied | None = None
    ) -> Answer:
        """Refuse, with questions that the same state of the index answers."""
        here = AnswerService(
            situation.index, self._reranker, self._reader, self._settings, self._verifier
        )

        def ask(question: Question) -> Answer:
            return here._explain(question, offers=False).reply.answer

        return refusal(common, situation, remark, ask, against)

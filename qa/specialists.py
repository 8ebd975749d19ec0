"""What a specialist for one kind of question is given, and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from index.protocols import Index
from qa.analysis.asked import Asked
from qa.answer import Answer
from qa.question import Question
from qa.ranking import Ranking
from qa.reading.reader import Reader
from qa.reranker import Reranker
from qa.settings import AnswerSettings


@dataclass(frozen=True, slots=True)
class Situation:
    """A question as it is understood, what was found for it, and what it can be answered with.

    `understood` is the question made to stand alone, which `asked` was read from and `ranking`
    was found for. `index` is the snapshot that the ranking is of.
    """

    question: Question
    understood: str
    asked: Asked
    ranking: Ranking
    index: Index
    reranker: Reranker
    reader: Reader
    settings: AnswerSettings

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the ids of the documents that the question may be answered from, sorted."""
        named = frozenset(self.question.documents)
        ids = self.index.document_ids()
        return tuple(each for each in ids if each in named) if named else ids

    @property
    def is_far(self) -> bool:
        """Tell whether nothing found is near the question, by logit and by cosine."""
        best = max((each.logit for each in self.ranking.reranked), default=None)
        if best is None:
            return True
        return best < self.settings.least_logit and self.ranking.cosine < self.settings.least_cosine


class Specialist(Protocol):
    """Answers one kind of question."""

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return `common` with what answers the question filled in.

        None: the question is of another kind, or the specialist is not sure of its answer. The
        same situation gives an equal answer.
        """

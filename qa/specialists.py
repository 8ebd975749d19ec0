"""What a specialist for one kind of question is given, and what it returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from index.protocols import Index
from index.ranked import SearchFilter
from qa.analysis.asked import Asked, asked
from qa.answer import Answer
from qa.evidence import Evidence
from qa.question import Question
from qa.ranking import Ranking, rank
from qa.reading.reader import Reader
from qa.reranker import Reranker
from qa.settings import AnswerSettings
from qa.weighing import weighed


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

    def of(self, question: str, documents: Iterable[str] = ()) -> Situation:
        """Return the situation of another question, found for anew.

        It is answered from the documents given, from those in scope where none are.
        """
        scope = frozenset(documents) or frozenset(self.question.documents)
        wanted = SearchFilter(scope or None)
        ranking = rank(question, self.index, self.reranker, self.reader, wanted, self.settings)
        return replace(self, understood=question, asked=asked(question), ranking=ranking)

    def weighed(self) -> tuple[Evidence, ...]:
        """Return what the span reading weighs for the question, best first."""
        return weighed(self.asked, self.ranking, self.settings)

    @property
    def is_far(self) -> bool:
        """Tell whether nothing found is near the question, by logit and by cosine."""
        best = max((each.logit for each in self.ranking.read), default=None)
        if best is None:
            return True
        return best < self.settings.least_logit and self.ranking.cosine < self.settings.least_cosine


class Specialist(Protocol):
    """Answers one kind of question.

    `is_exhaustive`: it looks at all that there is, so that its answers are not doubted.
    """

    @property
    def is_exhaustive(self) -> bool: ...  # noqa: D102

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return `common` with what answers the question filled in.

        None: the question is of another kind, or the specialist is not sure of its answer. The
        same situation gives an equal answer.
        """

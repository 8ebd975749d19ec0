"""Questions offered with a refusal, each tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corpus.structure import Chunk
from qa.analysis.asked import asked
from qa.answer import Answer, AnswerKind
from qa.followup.standalone import standalone
from qa.ledger.names import name
from qa.ledger.scan import blocks_with
from qa.panel import SPECIALISTS
from qa.question import MAX_TURNS, Question, Turn
from qa.ranking import NOTHING
from qa.refusing.proposing import Proposal, of_document, of_names, of_section, of_structure
from qa.specialists import Situation

MOST = 3
_READ = 1  # questions that are tried with the models: as many cost as much as an answer each
_MOST_PLACES = 25  # of a name: what is named everywhere is no help
_MOST_READ = 500  # blocks with the words of a name, which are read for its places
_DOCUMENTS = 4  # whose subject is offered where nothing else is near
_EVERY_DOCUMENT = "Which documents are in the collection?"
_REFUSAL = Answer(AnswerKind.NOT_FOUND)

Ask = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True)
class Trial:
    """Tries questions as if each were asked next: from structure alone, or with all there is.

    `ask` answers a question as the service does, without suggestions.
    """

    situation: Situation
    ask: Ask

    def by_structure(self, question: str) -> Answer:
        """Return the answer of the specialists that need no ranked passages, or a refusal."""
        here = replace(
            self.situation,
            question=self._next(question),
            understood=question,
            asked=asked(question),
            ranking=NOTHING,
        )
        if not self.stands_alone(question):
            return _REFUSAL
        answers = (specialist.answer(here, _REFUSAL) for specialist in SPECIALISTS)
        return next((answer for answer in answers if answer is not None), _REFUSAL)

    def by_reading(self, question: str) -> Answer:
        """Return the answer of the service, or a refusal."""
        return self.ask(self._next(question)) if self.stands_alone(question) else _REFUSAL

    def stands_alone(self, question: str) -> bool:
        """Tell whether a question is not read as a follow-up to what came before."""
        return standalone(self._next(question)) == question

    def _next(self, question: str) -> Question:
        before = self.situation.question
        history = (*before.history, Turn(before.text, ""))[-MAX_TURNS:]
        return replace(before, text=question, history=history)


def suggestions(trial: Trial, names: Sequence[str], chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """Return questions near a refused one that the documents answer, at most three.

    `names` are those of the question that the documents hold, `chunks` the nearest ones, best
    first. Offered are every place of the first name that has few, what the nearest place explains,
    lists or dates, and what the sections around it cover; each only where its answer cites that
    place.
    """
    found: list[str] = []
    found += islice(_mentions(trial, names), 1)
    structural = (each for chunk in chunks for each in of_structure(trial.situation.index, chunk))
    fresh = (each for each in structural if each.question != trial.situation.understood)
    found += _tried(islice(fresh, _READ), trial.by_reading)
    is_only = len(trial.situation.documents) == 1
    sections = (
        each for chunk in chunks for each in of_section(trial.situation.index, chunk, is_only)
    )
    found += islice(_tried(sections, trial.by_structure), 1)
    return tuple(dict.fromkeys(found))[:MOST]


def openers(trial: Trial) -> tuple[str, ...]:
    """Return questions about the collection that it answers, at most three."""
    index, documents = trial.situation.index, trial.situation.documents
    proposed = (each for id_ in documents[:_DOCUMENTS] for each in of_document(index.document(id_)))
    found = list(islice(_tried(proposed, trial.by_structure), MOST - 1))
    # Whose answer is long and known: where there are documents, it is all of them.
    if documents and trial.stands_alone(_EVERY_DOCUMENT):
        found.append(_EVERY_DOCUMENT)
    return tuple(found)


def _mentions(trial: Trial, names: Iterable[str]) -> Iterator[str]:
    index, documents = trial.situation.index, trial.situation.documents
    for each in names:
        held = blocks_with(index, name(each).stems, documents)
        if sum(map(len, held.values())) <= _MOST_READ:
            for question in of_names([each]):
                if 0 < len(trial.by_structure(question).items) <= _MOST_PLACES:
                    yield question


def _tried(proposals: Iterable[Proposal], answer: Callable[[str], Answer]) -> Iterator[str]:
    for each in proposals:
        if _cites(answer(each.question), each):
            yield each.question


def _cites(answer: Answer, proposal: Proposal) -> bool:
    place = proposal.place
    return any(
        citation.document == proposal.document
        and any(place.start <= part.start < place.end for part in citation.parts)
        for citation in answer.citations
    )

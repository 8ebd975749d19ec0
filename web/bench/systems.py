"""The systems that are asked: each gives passages and an answer, and tells how long it took.

Only Pincite reads answers out of passages. For the others the best sentence of the best passage is
taken, by the cross-encoder that all of them rank with; that is not counted in their time. They do
not see a conversation either: the question before goes in front of one that follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpus.sentences import sentences
from corpus.span import trimmed
from corpus.structure import StructuredDocument
from index.protocols import Embedder, Vectors
from qa.answer import Answer, AnswerKind, Passage, Reply
from qa.candidates import shown
from qa.citation import cite
from qa.question import Question
from qa.reranker import Reranker
from qa.service import AnswerService
from web.bench.peers.child import Peer
from web.bench.peers.protocol import Place
from web.bench.peers.word_windows import word_windows
from web.bench.timing import Stopwatch, Taken

PASSAGES = 10


class System(Protocol):
    """What can be asked."""

    @property
    def name(self) -> str:
        """Return what the system is called."""

    def ask(self, question: Question) -> tuple[Reply, Taken]:
        """Return the answer with its passages, at most ten, best first, and what it took."""


@dataclass(frozen=True, slots=True)
class InProcess:
    """Pincite's own answer function."""

    answers: AnswerService
    name: str = "Pincite"

    def ask(self, question: Question) -> tuple[Reply, Taken]:
        """Return the reply to the question, its history included."""
        watch = Stopwatch()
        with watch.running():
            reply = self.answers.reply(question)
        return reply, watch.taken


@dataclass(frozen=True, slots=True)
class Quoter:
    """Makes passages an answer, where a system has none of its own."""

    document_of: Callable[[str], StructuredDocument]
    reranker: Reranker

    def reply(self, question: str, places: Sequence[Place]) -> Reply:
        """Return the sentences of the first place, the best first, with all places as passages.

        No place, or a first one without a word, is a refusal.
        """
        found = [
            Passage(place.document, place.start, place.end, self._text(place)) for place in places
        ]
        return Reply(self._answer(question, places), tuple(found))

    def _text(self, place: Place) -> str:
        return self.document_of(place.document).document.text[place.start : place.end]

    def _answer(self, question: str, places: Sequence[Place]) -> Answer:
        if not places:
            return Answer(AnswerKind.NOT_FOUND)
        document = self.document_of(places[0].document)
        text = document.document.text
        whole = trimmed(text, places[0].start, places[0].end)
        if whole is None:
            return Answer(AnswerKind.NOT_FOUND)
        found = sentences(text, (whole,))
        told = [shown(document, parts) for parts in found]
        scores = self.reranker.score(question, told)
        order = sorted(range(len(told)), key=lambda number: -scores[number])
        return Answer(
            AnswerKind.SPAN,
            answer=told[order[0]],
            text=" ".join(told[number] for number in order),
            citations=(cite(document, found[order[0]]),),
        )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A system in an environment of its own."""

    peer: Peer
    quoter: Quoter

    @property
    def name(self) -> str:
        """Return what the system is called."""
        return self.peer.name

    def ask(self, question: Question) -> tuple[Reply, Taken]:
        """Return what the system finds, quoted; its own clock counts."""
        text = in_front(question)
        found = self.peer.ask(text)
        return self.quoter.reply(text, found.passages), Taken(found.wall, found.processor)


class Plain:
    """What is left when everything else is left out: windows of words, by their vectors alone."""

    name = "plain"

    def __init__(
        self, documents: Sequence[StructuredDocument], embedder: Embedder, quoter: Quoter
    ) -> None:
        self._embedder, self._quoter = embedder, quoter
        self._places = [
            place
            for each in documents
            for place in word_windows(each.document.id, each.document.text)
        ]
        texts = {each.document.id: each.document.text for each in documents}
        self._vectors: Vectors = embedder.embed_passages(
            [texts[place.document][place.start : place.end] for place in self._places]
        )

    def ask(self, question: Question) -> tuple[Reply, Taken]:
        """Return the nearest windows, quoted."""
        text, watch = in_front(question), Stopwatch()
        with watch.running():
            near = self._vectors @ self._embedder.embed_query(text)
            places = [self._places[row] for row in np.argsort(-near, kind="stable")[:PASSAGES]]
        return self._quoter.reply(text, places), watch.taken


def in_front(question: Question) -> str:
    """Return a question with the one before it in front, where it follows one."""
    return " ".join([*(turn.question for turn in question.history[-1:]), question.text])

"""The answer function as requests reach it: through the gate, and observed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from time import perf_counter

from flask import Flask, g

from index.protocols import Index
from index.stages import measured_by
from qa.answer import Answer
from qa.question import Question
from qa.service import Reasoned
from web.guards.gate import BusyError, Gate
from web.opening import Asking, Collection
from web.telemetry.metrics import Metrics


@dataclass(frozen=True, slots=True)
class GuardedAnswers:
    """Answers within a request, which passes the gate at its first question.

    Raises BusyError where it may not. The request keeps its place until it ends, so that one of
    several questions is answered whole or not at all. `g.answer` is the last answer.
    """

    answers: Asking
    gate: Gate
    metrics: Metrics

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question, as the function behind does."""
        self._enter()
        with measured_by(g.stopwatch):
            answer = self.answers.ask(question)
        g.answer = answer
        return answer

    def explain(self, question: Question) -> Reasoned:
        """Return the reply with what led to it, as the function behind does."""
        self._enter()
        with measured_by(g.stopwatch):
            reasoned = self.answers.explain(question)
        g.answer = reasoned.reply.answer
        return reasoned

    def _enter(self) -> None:
        if "gate" in g:
            return
        begun = perf_counter()
        try:
            with self.metrics.waiting():
                has_waited = self.gate.enter()
        except BusyError:
            self.metrics.rejected()
            raise
        if has_waited:
            g.stages.append(("wait", perf_counter() - begun))
        g.gate = self.gate


@dataclass(frozen=True, slots=True)
class Guarded:
    """A collection whose answers are guarded."""

    collection: Collection
    answers: GuardedAnswers

    @property
    def index(self) -> Index:
        """Return the index."""
        return self.collection.index

    def refresh(self) -> object:
        """Go on with the newest state of the collection."""
        return self.collection.refresh()


def guarded(collection: Collection, gate: Gate, metrics: Metrics) -> Guarded:
    """Return a collection that answers through a gate."""
    return Guarded(collection, GuardedAnswers(collection.answers, gate, metrics))


@contextmanager
def opened_guarded(
    opened: AbstractContextManager[Collection], gate: Gate, metrics: Metrics
) -> Iterator[Collection]:
    """Open a collection that answers through a gate."""
    with opened as collection:
        yield guarded(collection, gate, metrics)


def leave_at_the_end(app: Flask) -> None:
    """Let the next request through the gate when one that passed it ends, however it does."""

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        gate: Gate | None = g.pop("gate", None)
        if gate is not None:
            gate.leave()

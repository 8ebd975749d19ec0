"""Where the time of a question goes: its stages, measured for whoever asks by a clock of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Stage(StrEnum):
    """What is done for a question, in the order in which it is first done."""

    UNDERSTANDING = "understanding"  # corrections, follow-ups, names, what is asked for
    RETRIEVING = "retrieving"  # what was found, read from the catalogue and fused
    DENSE = "dense"  # the question embedded, and the nearest vectors
    LEXICAL = "lexical"
    RERANKING = "reranking"
    READING = "reading"
    VERIFYING = "verifying"
    COMPOSING = "composing"  # all the rest: structures, weighing, confidence, citations
    REFUSING = "refusing"  # what is said in place of an answer, without the models asked for it


class Stopwatch:
    """Adds up, in the seconds of a clock, the time of each stage; for one thread at a time.

    A stage within another counts for itself alone: the sum of all is no more than the whole.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._spent = dict.fromkeys(Stage, 0.0)
        self._seen: set[Stage] = set()
        self._within: list[Stage] = []
        self._since = 0.0

    @property
    def spent(self) -> tuple[tuple[Stage, float], ...]:
        """Return the stages that have been, in their order, each with its seconds."""
        return tuple((each, self._spent[each]) for each in Stage if each in self._seen)

    @contextmanager
    def during(self, stage: Stage) -> Iterator[None]:
        """Count the time of the block for a stage."""
        self._turn()
        self._seen.add(stage)
        self._within.append(stage)
        try:
            yield
        finally:
            self._turn()
            self._within.pop()

    def _turn(self) -> None:
        """Count the time since the last turn for the innermost stage."""
        now = self._clock()
        if self._within:
            self._spent[self._within[-1]] += now - self._since
        self._since = now


_stopwatch: ContextVar[Stopwatch | None] = ContextVar("stopwatch", default=None)


@contextmanager
def measured_by(stopwatch: Stopwatch) -> Iterator[None]:
    """Let a stopwatch count the stages of what this thread does within the block."""
    token = _stopwatch.set(stopwatch)
    try:
        yield
    finally:
        _stopwatch.reset(token)


@contextmanager
def stage(name: Stage) -> Iterator[None]:
    """Mark a block, or as a decorator a function, as a stage; nothing is done if none measures."""
    stopwatch = _stopwatch.get()
    if stopwatch is None:
        yield
        return
    with stopwatch.during(name):
        yield

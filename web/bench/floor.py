"""The floor: the model calls of an answer and nothing else.

What was given to the models while a question was answered is given to the same sessions of ONNX
Runtime again, tensor by tensor, side by side as it was. What an answer takes beyond that is what
everything around the models costs.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.models.onnx_encoder import Feed, Node, Session, covered
from web.bench.timing import Stopwatch, Taken


@dataclass(frozen=True, slots=True)
class ModelCall:
    """A call of a model: the session, what it was given, and when, by the clock of the process."""

    session: Session
    names: tuple[str, ...]
    feed: Feed
    began: float
    ended: float


class Recorder:
    """Keeps the model calls of the sessions that are loaded in its `recording` block."""

    def __init__(self) -> None:
        self._calls: list[ModelCall] = []

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record the calls of every session that is loaded within the block, then and later."""
        with covered(lambda session: _Recorded(session, self._calls)):
            yield

    def taken(self) -> tuple[ModelCall, ...]:
        """Return the calls since the last time, by their beginning, and forget them."""
        calls = sorted(self._calls, key=lambda call: call.began)
        self._calls.clear()
        return tuple(calls)


@dataclass(frozen=True, slots=True)
class _Recorded:
    session: Session
    calls: list[ModelCall]

    def get_inputs(self) -> Sequence[Node]:
        return self.session.get_inputs()

    def get_outputs(self) -> Sequence[Node]:
        return self.session.get_outputs()

    def run(self, names: Sequence[str], feed: Feed) -> Sequence[npt.NDArray[np.float32]]:
        began = time.perf_counter()
        outputs = self.session.run(names, feed)
        ended = time.perf_counter()
        self.calls.append(ModelCall(self.session, tuple(names), feed, began, ended))
        return outputs


@dataclass(frozen=True, slots=True)
class Wave:
    """Calls that overlapped, in the order of their beginning, at most `width` at any moment."""

    calls: tuple[ModelCall, ...]
    width: int


def waves(calls: Iterable[ModelCall]) -> tuple[Wave, ...]:
    """Return calls, which come by their beginning, as the waves they went in.

    A wave ends where every call has ended before the next one begins.
    """
    found: list[list[ModelCall]] = []
    until = 0.0
    for call in calls:
        if not found or call.began >= until:
            found.append([])
        found[-1].append(call)
        until = max(until, call.ended)
    return tuple(Wave(tuple(each), _width(each)) for each in found)


def replay(went: Sequence[Wave]) -> Taken:
    """Make the calls again, wave after wave, each on as many threads as it went on before.

    The threads are there before the time begins.
    """
    watch = Stopwatch()
    widest = max((wave.width for wave in went), default=1)
    with ThreadPoolExecutor(widest) as threads:
        list(threads.map(time.sleep, [0.001] * widest))  # a pool starts its threads when needed
        with watch.running():
            for wave in went:
                if wave.width == 1:
                    for call in wave.calls:
                        _again(call)
                else:
                    _side_by_side(wave, threads)
    return watch.taken


def _side_by_side(wave: Wave, threads: ThreadPoolExecutor) -> None:
    waiting = iter(wave.calls)  # taken from under the lock of the interpreter

    def work() -> None:
        for call in waiting:
            _again(call)

    for done in [threads.submit(work) for _ in range(wave.width)]:
        done.result()


def _again(call: ModelCall) -> None:
    call.session.run(call.names, call.feed)


def _width(calls: Sequence[ModelCall]) -> int:
    begins = [(call.began, 1) for call in calls]
    ends = [(call.ended, -1) for call in calls]
    most = running = 0
    for _, step in sorted(begins + ends):  # what ends at a moment makes room for what begins then
        running += step
        most = max(most, running)
    return most

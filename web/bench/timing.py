"""Times: how long work takes, by the clock and by the processors."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from index.models.onnx_encoder import OnnxEncoder
from index.models.packaged import RERANKER_EN, local_model

_PAIRS, _TOKENS = 20, 60


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds that work took: `wall` by the clock, `processor` summed over the threads.

    On a machine that does other things, too, the second says what the work needs.
    """

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Spread:
    """What times are like: median, 95th percentile (interpolated) and mean, over `count`."""

    p50: float
    p95: float
    mean: float
    count: int


class Stopwatch:
    """Tells what a `running` block took, once it has ended.

    The processors' time is that of all threads of this process, or what another clock tells.
    """

    taken = Taken(0.0, 0.0)

    def __init__(self, processor: Callable[[], float] = time.process_time) -> None:
        self._processor = processor

    @contextmanager
    def running(self) -> Iterator[None]:
        """Time the block."""
        wall, processor = time.perf_counter(), self._processor()
        yield
        self.taken = Taken(time.perf_counter() - wall, self._processor() - processor)


def spread(seconds: Sequence[float]) -> Spread:
    """Return what these times are like; there is at least one."""
    p50, p95 = (float(each) for each in np.quantile(seconds, (0.5, 0.95)))
    return Spread(p50, p95, statistics.fmean(seconds), len(seconds))


def median_taken(work: Callable[[], object], rounds: int) -> Taken:
    """Return what some work takes in the median of so many rounds."""
    watch, taken = Stopwatch(), []
    for _ in range(rounds):
        with watch.running():
            work()
        taken.append(watch.taken)
    return Taken(
        statistics.median(each.wall for each in taken),
        statistics.median(each.processor for each in taken),
    )


def bare_reranking() -> Callable[[], None]:
    """Return R20: the packaged cross-encoder over 20 pairs of 60 tokens on one thread, warm."""
    encoder = OnnxEncoder(local_model(RERANKER_EN.name).path, 512)
    query = " ".join(["when", "was", "the", "agency", "founded"])
    passage = " ".join(["word"] * (_TOKENS - 3 - len(query.split())))  # [CLS] query [SEP] … [SEP]

    def run() -> None:
        for _ in range(_PAIRS):
            encoder.run(query, passage)

    run()
    return run

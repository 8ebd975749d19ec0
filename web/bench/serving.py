"""What serving costs: until it is ready, over HTTP, for many at once, in memory."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from index.stages import Stage
from qa.question import Question
from qa.serialise import to_json
from web.bench.machine import (
    processor_seconds,
    processor_seconds_of_children,
    proportional_megabytes,
)
from web.bench.painting import chromium, first_paint
from web.bench.timing import Spread, Stopwatch, Taken, spread

CLIENTS = 16
STARTS = 5
_LOOK_EVERY = 0.02  # seconds
_TIME = re.compile(r"([a-z]+);dur=([0-9.]+)")  # of Server-Timing, in milliseconds
_PROGRAM = str(Path(sys.executable).with_name("pincite"))


@dataclass(frozen=True, slots=True)
class Served:
    """What serving costs, in seconds and megabytes.

    `ready` is the median time from the start of the process until it can answer. `alone` are the
    times of answers asked one by one, of which HTTP adds `added` in the median; `crowd` those of
    `CLIENTS` who ask at once, together `rate` answers a second, each of which keeps the
    processors busy for `work`. `memory` is what all processes of
    the service hold after that (PSS). `paint` is the first paint of the first page, None where no
    browser measures it. `stages` are the seconds that those asked one by one spent in each stage.
    """

    ready: float
    alone: Spread
    added: float
    crowd: Spread
    rate: float
    work: float
    memory: float
    paint: float | None
    stages: Mapping[Stage, float]


def serving(questions: Sequence[Question]) -> Served:
    """Serve the collection of the settings, and post the questions, one by one and at once."""
    ready = [_ready_seconds() for _ in range(STARTS)]
    # As many may wait as ask at once here: by itself a worker sends some of them away.
    with _server({"PINCITE_QUESTIONS_WAITING": str(CLIENTS)}) as (address, process):
        posted = [_post(address, question) for question in questions]
        watch = Stopwatch(lambda: processor_seconds(process))
        with watch.running(), ThreadPoolExecutor(CLIENTS) as clients:
            crowd = list(clients.map(lambda each: _post(address, each), questions))
        memory = proportional_megabytes(process)
        with chromium() as browser:
            paint = first_paint(browser, address) if browser else None
    return Served(
        ready=statistics.median(ready),
        alone=spread([each.whole for each in posted]),
        added=statistics.median(each.whole - each.times.get("answer", 0.0) for each in posted),
        crowd=spread([each.whole for each in crowd]),
        rate=len(crowd) / watch.taken.wall,
        work=watch.taken.processor / len(crowd),
        memory=memory,
        paint=paint,
        stages={stage: sum(each.times.get(stage, 0.0) for each in posted) for stage in Stage},
    )


def building(data: Path) -> Taken:
    """Return what `pincite build` takes to make the shipped documents a collection."""
    return _running("build", "--data", str(data))


def cold_ask(question: str) -> Taken:
    """Return what `pincite ask` takes, whose process begins and ends with it."""
    return _running("ask", "--", question)


def _running(*arguments: str) -> Taken:
    watch = Stopwatch(processor_seconds_of_children)
    with watch.running():
        subprocess.run(  # noqa: S603 - our own program
            [_PROGRAM, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return watch.taken


@dataclass(frozen=True, slots=True)
class _Posted:
    """Seconds that an answer took: for who asked, and inside the service by what it says."""

    whole: float
    times: Mapping[str, float]


def _post(address: str, question: Question) -> _Posted:
    body = json.dumps(to_json(question)).encode()
    request = Request(f"{address}/api/answer", data=body)  # noqa: S310 - our own server
    begin = time.perf_counter()
    with urlopen(request) as response:  # noqa: S310
        response.read()
        whole = time.perf_counter() - begin
        told = _TIME.findall(response.headers["Server-Timing"])
    return _Posted(whole, {name: float(milliseconds) / 1000 for name, milliseconds in told})


def _ready_seconds() -> float:
    begin = time.perf_counter()
    with _server({}):
        return time.perf_counter() - begin


@contextmanager
def _server(variables: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Start `pincite serve` on a free port; give its address and process id once it is ready."""
    with subprocess.Popen(  # noqa: S603
        [_PROGRAM, "serve", "--port", "0"],
        env={**os.environ, "PINCITE_REQUEST_LOG": "off", **variables},
        stdout=subprocess.PIPE,
    ) as process:
        try:
            first = process.stdout.readline().decode() if process.stdout else ""
            address = first.split()[-1]
            while not _is_ready(address):
                time.sleep(_LOOK_EVERY)
            yield address, process.pid
        finally:
            process.terminate()


def _is_ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/readyz"):  # noqa: S310
            return True
    except HTTPError as error:
        error.close()
        return False

"""Timings and memory, stated in units of the machine at hand.

Run by `make bench`. The unit of answer speed is R20: one bare run of the packaged cross-encoder
over 20 pairs of 60 tokens on one thread, measured in the same run.
"""

from __future__ import annotations

import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from index.models import RERANKER_EN, local_model
from index.onnx_encoder import OnnxEncoder
from index.stages import Stopwatch, measured_by
from qa.answer import AnswerKind
from qa.evaluation.gold_files import shipped_gold
from qa.question import Question
from qa.serialise import to_json
from web.bench_ledger import ledger_figure
from web.painting import RUNS, chromium, first_paint
from web.service import opened
from web.settings import read_settings

_PAIRS, _TOKENS = 20, 60
_ROUNDS = 15
_COLD_RUNS = 5
_WARM_UP = 10
_POSTED = 60
_REFUSED = (
    "How many anchors does the harbour warden keep?",
    "When was the ministry of lighthouses abolished?",
    "Which city hosted the second congress of falconers?",
    "What is the capital of Peru?",
    "Who won the football championship of 1974?",
)
_ANSWER_TIME = re.compile(r"\banswer;dur=([0-9.]+)")


@dataclass(frozen=True, slots=True)
class _Served:
    """What serving costs: megabytes resident in the worker, seconds HTTP adds to an answer.

    `paint` is the first paint of the first page in seconds, None where no browser measures it.
    """

    resident: float
    added: float
    paint: float | None


def main() -> None:
    """Measure everything on the collection of the settings and print one line per figure."""
    settings = read_settings()
    r20 = _median_seconds(_bare_reranking(), _ROUNDS)
    seconds: list[float] = []
    refusals: list[float] = []
    stopwatch = Stopwatch(time.perf_counter)
    with opened(settings) as pincite:
        questions = [question.asked() for question in shipped_gold()]
        for question in questions[:_WARM_UP]:
            pincite.answers.ask(question)
        for question in questions:
            begin = time.perf_counter()
            with measured_by(stopwatch):
                answer = pincite.answers.ask(question)
            taken = time.perf_counter() - begin
            (refusals if answer.kind is AnswerKind.NOT_FOUND else seconds).append(taken)
        for text in _REFUSED:
            begin = time.perf_counter()
            pincite.answers.ask(Question(text))
            refusals.append(time.perf_counter() - begin)
        resident = _resident_megabytes()
        r20 = statistics.median([r20, _median_seconds(_bare_reranking(), _ROUNDS)])
    cold = _median_seconds(_cold_ask(questions[0].text), _COLD_RUNS)
    served = _serving(questions[:_POSTED])
    ledger = ledger_figure(settings, r20)
    median = statistics.median(seconds)
    p95 = statistics.quantiles(seconds, n=20)[-1]
    refused = statistics.median(refusals)
    lines = (
        f"machine         {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}",
        f"R20             {1000 * r20:6.0f} ms",
        f"warm answer     {1000 * median:6.0f} ms median = {median / r20:.2f} R20, "
        f"{1000 * p95:.0f} ms p95 = {p95 / r20:.2f} R20, n = {len(seconds)}",
        f"warm refusal    {1000 * refused:6.0f} ms median = {refused / r20:.2f} R20, "
        f"n = {len(refusals)}",
        f"stages          {_shares(stopwatch)}",
        f"resident        {resident:6.0f} MB, both models and {settings.threads} threads",
        f"cold ask        {cold:6.2f} s median of {_COLD_RUNS}, process start included",
        f"web worker      {served.resident:6.0f} MB after {_POSTED} answers",
        f"HTTP adds       {1000 * served.added:6.1f} ms median of {_POSTED}",
        f"first paint     {_milliseconds(served.paint)} median of {RUNS}",
        ledger,
    )
    sys.stdout.write("\n".join(lines) + "\n")


def _shares(stopwatch: Stopwatch) -> str:
    """Tell the share that each stage has of the time of all answers, refusals included."""
    whole = sum(seconds for _, seconds in stopwatch.spent)
    return ", ".join(f"{stage} {100 * taken / whole:.0f} %" for stage, taken in stopwatch.spent)


def _milliseconds(seconds: float | None) -> str:
    return "not measured, for want of Chromium," if seconds is None else f"{1000 * seconds:6.0f} ms"


def _bare_reranking() -> Callable[[], None]:
    encoder = OnnxEncoder(local_model(RERANKER_EN.name).path, 512)
    query = " ".join(["when", "was", "the", "agency", "founded"])
    passage = " ".join(["word"] * (_TOKENS - 3 - len(query.split())))  # [CLS] query [SEP] … [SEP]

    def run() -> None:
        for _ in range(_PAIRS):
            encoder.run(query, passage)

    run()
    return run


def _cold_ask(question: str) -> Callable[[], None]:
    program = Path(sys.executable).with_name("pincite")

    def run() -> None:
        subprocess.run([program, "ask", "--", question], check=True, stdout=subprocess.DEVNULL)  # noqa: S603

    return run


def _median_seconds(work: Callable[[], None], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def _serving(questions: Sequence[Question]) -> _Served:
    """Serve the collection, post the questions one by one and return what that costs."""
    added = []
    with _server() as (address, process):
        for question in questions:
            body = json.dumps(to_json(question)).encode()
            request = Request(f"{address}/api/answer", data=body)  # noqa: S310 - our own server
            begin = time.perf_counter()
            with urlopen(request) as response:  # noqa: S310
                response.read()
                whole = time.perf_counter() - begin
                own = _ANSWER_TIME.search(response.headers["Server-Timing"])
            added.append(whole - (float(own[1]) / 1000 if own else 0.0))
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
        worker = children.split()[0]
        resident = _resident_megabytes(worker)
        with chromium() as browser:
            paint = first_paint(browser, address) if browser else None
        return _Served(resident, statistics.median(added), paint)


@contextmanager
def _server() -> Iterator[tuple[str, int]]:
    """Start `pincite serve` on a free port; give its address and process id once it is ready."""
    program = Path(sys.executable).with_name("pincite")
    with subprocess.Popen([program, "serve", "--port", "0"], stdout=subprocess.PIPE) as process:  # noqa: S603
        try:
            first = process.stdout.readline().decode() if process.stdout else ""
            address = first.split()[-1]
            while not _is_ready(address):
                time.sleep(0.1)
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


def _resident_megabytes(process: str = "self") -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()

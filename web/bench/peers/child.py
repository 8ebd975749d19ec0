"""A system in an environment of its own, from this side: a process that is asked line by line."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from web.bench.peers.protocol import Found, Ready, Task, found_in, line_of, question_line, ready_in

_ROOT = Path(__file__).parents[3]
_OFFLINE = {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}


class PeerError(Exception):
    """A system that is compared did not start or did not answer; the message says which."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A system that runs, and is ready for questions.

    `ready` is how many seconds that took from the start of its process, `built` those of the index
    among them.
    """

    name: str
    process: int
    ready: float
    built: float
    _asking: IO[str]
    _answering: IO[str]

    def ask(self, question: str) -> Found:
        """Return what the system finds for a question. Raises PeerError if it has ended."""
        try:
            self._asking.write(question_line(question))
            self._asking.flush()
            return found_in(self._answering.readline())
        except (OSError, ValueError) as error:
            raise PeerError(f"{self.name} does not answer ({error})") from error


@contextmanager
def started(name: str, python: Path, module: str, task: Task, log: Path) -> Iterator[Peer]:
    """Start a module as a system, by the interpreter of its environment; end it at the end.

    What it writes on standard error goes to the file `log`. Raises PeerError, naming the file, if
    it does not become ready.
    """
    begin = time.perf_counter()
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(  # noqa: S603 - our own module
            [python, "-m", module],
            cwd=_ROOT,
            env={**os.environ, **_OFFLINE, "PYTHONPATH": str(_ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        asking, answering = process.stdin, process.stdout
        if asking is None or answering is None:
            raise PeerError(f"{name} cannot be spoken to")
        try:
            built = _ready(asking, answering, task, name, log)
            ready = time.perf_counter() - begin
            yield Peer(name, process.pid, ready, built.built, asking, answering)
        finally:
            process.terminate()


def _ready(asking: IO[str], answering: IO[str], task: Task, name: str, log: Path) -> Ready:
    try:
        asking.write(line_of(task))
        asking.flush()
        return ready_in(answering.readline())
    except (OSError, ValueError) as error:
        raise PeerError(f"{name} does not become ready ({error}); see {log}") from error

"""The service in processes of its own, over models done by hand, and many who ask it at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import monotonic, sleep
from types import MappingProxyType
from typing import Protocol
from urllib.parse import quote

from flask import Flask

from index.embedded import EmbeddedIndex
from qa.answer import Answer
from qa.question import Question
from qa.service import AnswerService, Reasoned
from tests.fakes import HashedWords
from tests.qa_helpers import BY_OVERLAP, COLLECTION, SharedLines, SharedWords
from web.collecting.building import build
from web.configuration.reading import configured
from web.configuration.settings import Settings
from web.server.serving import serve
from web.storing import storage_of

ROOT = Path(__file__).parent.parent
_IN_A_ROW = 20  # answers that say that all workers are ready, not the first one alone
SECONDS = 120  # until a server or a request is given up
_PAUSE = "TEST_SECONDS_OF_AN_ANSWER"
BY_HAND = ("-m", "tests.served_processes")  # a program over models done by hand
AS_INSTALLED = ("-m", "web.cli", "serve", "--port", "0")
_BEGUN = "begun.txt"  # in the data folder: the process that began to answer, and the question


@dataclass(frozen=True, slots=True)
class Slow:
    """Answers as the function behind it, after a pause, and writes down who began to."""

    answers: AnswerService
    data: Path

    def ask(self, question: Question) -> Answer:
        return self.explain(question).reply.answer

    def explain(self, question: Question) -> Reasoned:
        with (self.data / _BEGUN).open("a", encoding="utf-8", errors="replace") as file:
            file.write(f"{os.getpid()} {question.text}\n")
        sleep(float(os.environ[_PAUSE]))
        return self.answers.explain(question)


@dataclass(frozen=True, slots=True)
class Opened:
    """A collection on the disk that is read by models done by hand."""

    index: EmbeddedIndex
    answers: Slow

    def refresh(self) -> None:
        self.index.refresh()


def application(settings: Settings) -> Flask:
    """Make the application of a worker."""
    from web.app import create_app  # not before the process is told where figures are put

    index = EmbeddedIndex.open(settings.data, HashedWords(), storage_of(settings))
    answers = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP)
    return create_app(settings, Opened(index, Slow(answers, settings.data)))


def collected(folder: Path) -> Path:
    """Make the collection of the tests in a folder and return its data folder."""
    (folder / "documents").mkdir()
    for name, text in COLLECTION.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8", newline="")
    build(folder / "documents", folder / "data", HashedWords())
    return folder / "data"


@dataclass(frozen=True, slots=True)
class Served:
    """A service that runs: its port, the process to signal, its data folder and its log."""

    port: int
    process: subprocess.Popen[str]
    data: Path
    log: Path  # what it writes to standard error

    def workers(self) -> list[int]:
        """Return the ids of the worker processes."""
        own = self.process.pid
        found = Path(f"/proc/{own}/task/{own}/children").read_text(encoding="ascii")
        return [int(each) for each in found.split()]

    def megabytes(self) -> float:
        """Return what all processes take, pages that they share counted once."""
        return sum(map(megabytes_of, (self.process.pid, *self.workers())))

    def complaints(self) -> list[str]:
        """Return the lines of the log that are not just information."""
        return _complaints(self.log)

    def begun(self) -> list[tuple[int, str]]:
        """Return who began to answer which question."""
        file = self.data / _BEGUN
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [(int(line.split()[0]), line.partition(" ")[2]) for line in lines]


class Reached(Protocol):
    """What answers at a port of this machine."""

    @property
    def port(self) -> int: ...


def megabytes_of(process: int) -> float:
    """Return what a process takes, its share of the pages that it shares (PSS)."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    (line,) = (each for each in rollup.splitlines() if each.startswith("Pss:"))
    return int(line.split()[1]) / 1024


@contextmanager
def served(
    data: Path, pause: float = 0.0, program: Sequence[str] = BY_HAND, **variables: str
) -> Iterator[Served]:
    """Serve a collection, each answer after a pause, by the settings of these variables.

    Models done by hand pause, others do not. What the processes write to standard error goes to
    a file, since a pipe that nobody reads would hold them up, and from there to ours in the end.
    """
    settings = {f"PINCITE_{name.upper()}": value for name, value in variables.items()}
    plain = {"HISTORY_DAYS": "0", "FEEDBACK": "off", "REQUEST_LOG": "off", "LISTEN_PORT": "0"}
    given = {
        **{f"PINCITE_{name}": value for name, value in plain.items()},
        **settings,
        "PINCITE_DATA": str(data),
        _PAUSE: str(pause),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PINCITE_")}
    with (
        NamedTemporaryFile() as log,
        subprocess.Popen(
            [sys.executable, *program],
            cwd=ROOT,
            env={**kept, **given},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            running = Served(int(line.rpartition(":")[2]), process, data, Path(log.name))
            until = monotonic() + SECONDS
            wanted = _IN_A_ROW if int(variables.get("workers", "1")) > 1 else 1
            ready = 0
            while ready < wanted and monotonic() < until:
                ready = ready + 1 if get(running, "/readyz").status == 200 else 0
                sleep(0.0 if ready else 0.05)
            yield running
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=SECONDS)
            # pytest shows it where a test fails
            last = _complaints(Path(log.name))[-20:]
            sys.stderr.write("".join(f"{line}\n" for line in last))


def _complaints(log: Path) -> list[str]:
    lines = log.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if '"level": "info"' not in line]


@dataclass(frozen=True, slots=True)
class Got:
    """What came back, and the seconds it took; status 0 and the error if nothing did."""

    status: int
    body: bytes
    retry_after: str
    seconds: float


def get(server: Reached, path: str, headers: Mapping[str, str] = MappingProxyType({})) -> Got:
    """Ask for an address on a connection of its own."""
    return send(server, "GET", path, headers=headers)


def send(
    server: Reached,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Got:
    """Send a request on a connection of its own."""
    begun = monotonic()
    connection = HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)
    try:
        connection.request(method, path, body, {**headers, "Connection": "close"})
        response = connection.getresponse()
        body = response.read()
        retry_after = response.headers.get("Retry-After", "")
        return Got(response.status, body, retry_after, monotonic() - begun)
    except (OSError, HTTPException) as error:
        return Got(0, repr(error).encode(), "", monotonic() - begun)
    finally:
        connection.close()


def question(text: str) -> str:
    """Return the address that answers a question."""
    return f"/api/answer?q={quote(text)}"


def asked_by_many(
    server: Reached,
    clients: int,
    paths: Sequence[str],
    meanwhile: Callable[[], None] | None = None,
    rest: float = 0.0,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> list[Got]:
    """Ask for all addresses, by so many clients side by side, and do something meanwhile.

    A client that is not answered rests for so many seconds before it asks for the next one.
    """

    def ask(path: str) -> Got:
        found = get(server, path, headers)
        if found.status != 200:
            sleep(rest)
        return found

    with ThreadPoolExecutor(clients) as threads:
        found = [threads.submit(ask, path) for path in paths]
        if meanwhile is not None:
            meanwhile()
        return [each.result() for each in found]


def code_of(got: Got) -> object:
    """Return the code of the problem that came back."""
    return json.loads(got.body)["code"]


if __name__ == "__main__":

    def announce(line: str) -> None:
        if line.startswith("Pincite"):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    found = configured(Settings, os.environ, None).settings
    sys.exit(serve(found, announce, application))

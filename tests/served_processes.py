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
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep
from types import MappingProxyType
from urllib.parse import quote

from flask import Flask

from index.embedded import EmbeddedIndex
from qa.answer import Answer
from qa.question import Question
from qa.service import AnswerService, Reasoned
from tests.fakes import HashedWords
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords
from web.configuration import configured
from web.serving import serve
from web.settings import Settings

ROOT = Path(__file__).parent.parent
SECONDS = 60  # until a server or a request is given up
_PAUSE = "TEST_SECONDS_OF_AN_ANSWER"
_BEGUN = "begun.txt"  # in the data folder: the process that began to answer, and the question


@dataclass(frozen=True, slots=True)
class Slow:
    """Answers as the function behind it, after a pause, and writes down who began to."""

    answers: AnswerService
    data: Path

    def ask(self, question: Question) -> Answer:
        return self.explain(question).reply.answer

    def explain(self, question: Question) -> Reasoned:
        with (self.data / _BEGUN).open("a", encoding="utf-8") as file:
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

    index = EmbeddedIndex.open(settings.data, HashedWords())
    answers = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP)
    return create_app(settings, Opened(index, Slow(answers, settings.data)))


@dataclass(frozen=True, slots=True)
class Served:
    """A service that runs: the port it listens at, the process to signal, its data folder."""

    port: int
    process: subprocess.Popen[str]
    data: Path

    def workers(self) -> list[int]:
        """Return the ids of the worker processes."""
        own = self.process.pid
        found = Path(f"/proc/{own}/task/{own}/children").read_text(encoding="ascii")
        return [int(each) for each in found.split()]

    def begun(self) -> list[tuple[int, str]]:
        """Return who began to answer which question."""
        file = self.data / _BEGUN
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [(int(line.split()[0]), line.partition(" ")[2]) for line in lines]


@contextmanager
def served(data: Path, pause: float = 0.0, **variables: str) -> Iterator[Served]:
    """Serve a collection, each answer after a pause, by the settings of these variables."""
    settings = {f"PINCITE_{name.upper()}": value for name, value in variables.items()}
    plain = {"PINCITE_HISTORY_DAYS": "0", "PINCITE_FEEDBACK": "off", "PINCITE_REQUEST_LOG": "off"}
    given = {**plain, **settings, "PINCITE_DATA": str(data), _PAUSE: str(pause)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PINCITE_")}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.served_processes"],
        cwd=ROOT,
        env={**kept, **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert line, process.stderr and process.stderr.read()
            running = Served(int(line.rpartition(":")[2]), process, data)
            until = monotonic() + SECONDS
            while get(running, "/readyz").status != 200 and monotonic() < until:
                sleep(0.05)
            yield running
        finally:
            process.send_signal(signal.SIGTERM)
            _, complaints = process.communicate(timeout=SECONDS)
            sys.stderr.write(complaints)  # pytest shows it where a test fails


@dataclass(frozen=True, slots=True)
class Got:
    """What came back, and the seconds it took; status 0 and the error if nothing did."""

    status: int
    body: bytes
    retry_after: str
    seconds: float


def get(server: Served, path: str, headers: Mapping[str, str] = MappingProxyType({})) -> Got:
    """Ask for an address on a connection of its own."""
    begun = monotonic()
    connection = HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Connection": "close", **headers})
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
    server: Served,
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
    sys.exit(serve(replace(found, listen_port=0), announce, application))

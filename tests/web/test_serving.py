from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from corpus.errors import DataFolderError, SettingsError
from tests.qa_helpers import COLLECTION, build
from web.configuration.settings import Settings
from web.server.serving import serve
from web.service import load_embedder

ROOT = Path(__file__).parents[2]
SECONDS = 60  # until a server that does not come up is given up
PROGRAM = """
import sys
from pathlib import Path
from web.server.serving import serve
from web.configuration.settings import Settings
def announce(line):
    print(line, flush=True)
settings = Settings(data=Path(sys.argv[1]), listen_port=0, questions_at_once=2, request_log=False)
sys.exit(serve(settings, announce))
"""


def refused(settings: Settings) -> None:
    serve(settings, lambda line: pytest.fail(f"announced {line}"))


def test_a_folder_without_a_collection_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match="pincite build"):
        refused(Settings(data=tmp_path))


def test_a_port_that_is_taken_is_refused_in_one_sentence(tmp_path: Path) -> None:
    data = build(tmp_path / "collection", COLLECTION)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match=f"Port {port} of 127.0.0.1 is taken"):
            refused(Settings(data=data, listen_port=port))


def test_the_process_that_forks_the_worker_loads_no_library_with_threads() -> None:
    unwanted = "{'onnxruntime', 'prometheus_client'}"
    program = f"import sys, web.cli, web.server.serving; print({unwanted} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "set()\n", done.stderr


def ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/readyz") as response:  # noqa: S310 - our own server
            return bool(response.status == 200)
    except HTTPError as error:
        with error:
            assert error.code == 503
        return False


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "collection"
    return build(folder, COLLECTION, embedder=load_embedder(Settings()))


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Serve a collection in a process of its own, which must end quietly; yield its address."""
    arguments = [sys.executable, "-c", PROGRAM, str(data)]
    with subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().split()[-1]
            assert server.stdout.readline().startswith(f"curl {address}/api/answer ")
            deadline = monotonic() + SECONDS
            while not ready(address) and monotonic() < deadline:
                sleep(0.05)
            yield address
        finally:
            server.send_signal(signal.SIGTERM)
            _, complaints = server.communicate(timeout=SECONDS)
    assert complaints == ""
    assert server.returncode == 0


@pytest.mark.models
def test_a_served_collection_answers_and_ends_quietly(data: Path) -> None:
    with served(data) as address:
        question = f"{address}/api/answer?q=When+does+the+keeper+trim+the+lamp"
        with urlopen(question) as response:  # noqa: S310 - our own server
            answer = json.load(response)
    assert answer["text"].startswith("The keeper trims the lamp at dusk")


def refusal(address: str, headers: Mapping[str, str]) -> tuple[int, object]:
    """Return the status of a request that must be refused, as HTTP and as its details have it."""
    request = Request(address, headers=dict(headers))  # noqa: S310 - our own server
    with pytest.raises(HTTPError) as refused, urlopen(request):  # noqa: S310
        pass
    with refused.value as error:
        assert error.headers["Content-Type"] == "application/problem+json"
        return error.code, json.load(error)["status"]


@pytest.mark.models
def test_what_is_too_long_for_the_server_is_a_problem_like_any_other(data: Path) -> None:
    with served(data) as address:
        for characters in (9_000, 60_000):
            assert refusal(f"{address}/api/answer?q={'x' * characters}", {}) == (414, 414)
        assert refusal(address, {"X-Long": "x" * 9_000}) == (431, 431)


@pytest.mark.models
def test_a_link_from_an_answer_is_short_enough_for_the_server(data: Path) -> None:
    earlier = "".join("&earlier=" + quote("é" * 300) for _ in range(3))
    question = f"/?q=When+does+the+keeper+trim+the+lamp{earlier}"
    with served(data) as address:
        with urlopen(address + question) as response:  # noqa: S310 - our own server
            links = [
                *map(unescape, re.findall(r'href="(/documents/[^"]+)"', response.read().decode()))
            ]
        assert max(map(len, links)) > 3000
        for link in links:
            with urlopen(address + link) as response:  # noqa: S310 - our own server
                assert response.status == 200


WORKER = """
import sys
from pathlib import Path
from time import sleep
from web.app import create_app
from web.configuration.settings import Settings
app = create_app(Settings(data=Path(sys.argv[1])))
client = app.test_client()
while client.get("/readyz").status_code == 503:
    sleep(0.05)
print(client.get("/api/answer?q=When+does+the+keeper+trim+the+lamp").json["kind"])
print(sorted({"onnxruntime", "torch", "transformers"} & set(sys.modules)))
app.extensions["pincite"].close()
"""


@pytest.mark.models
def test_a_worker_with_the_default_models_loads_no_training_library(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.stdout == "span\n['onnxruntime']\n", done.stderr

"""Every kind of attack on the Model Context Protocol over standard streams."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from threading import Timer
from time import monotonic

import pytest

from tests.counts import tries
from tests.hostile_clients import LIMIT
from tests.hostile_doors import message
from tests.hostile_input import KINDS, hostile
from tests.mcp_processes import model_server
from tests.served_processes import SECONDS, collected

pytestmark = pytest.mark.scale

COUNT = tries(2, 1_000)  # for each kind of attack
_BATCH = 20  # messages between two looks whether it lives
_INITIALIZE = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "tests", "version": "1"},
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collected(tmp_path_factory.mktemp("models"))


class Streams:
    """The standard streams of a server, as a client has them."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._pinged = 0

    def send(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line.replace(b"\n", b" ") + b"\n")

    def asked(self, method: str, params: object, seconds: float = LIMIT) -> None:
        """Send a good request and read until it is answered, for so long at most."""
        self._pinged += 1
        id_ = f"good-{self._pinged}"
        request = {"jsonrpc": "2.0", "id": id_, "method": method, "params": params}
        self.send(json.dumps(request).encode())
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.flush()
        hung = Timer(seconds, self.process.kill)  # which ends the reading
        hung.start()
        try:
            while line := self.process.stdout.readline():
                if json.loads(line).get("id") == id_:
                    return
        finally:
            hung.cancel()
        pytest.fail("it has died or did not answer in time")


@pytest.fixture(scope="module")
def streams(data: Path) -> Iterator[Streams]:
    with model_server(data) as process:
        found = Streams(process)
        found.asked("initialize", _INITIALIZE, SECONDS)  # it starts first
        found.send(b'{"jsonrpc": "2.0", "method": "notifications/initialized"}')
        yield found


@pytest.mark.parametrize("kind", KINDS)
def test_no_attack_over_standard_streams_makes_it_fail(
    streams: Streams, kind: str, record_property: Callable[[str, object], None]
) -> None:
    drawn, slowest = Random(kind), 0.0  # noqa: S311 - no secret
    for number in range(COUNT):
        streams.send(message(hostile(kind, drawn), drawn))
        if number % _BATCH == 0 or number == COUNT - 1:
            begun = monotonic()
            streams.asked("ping", {})
            slowest = max(slowest, monotonic() - begun)
    record_property("figure", f"{COUNT} messages, slowest {_BATCH} of them {slowest:.2f} s")

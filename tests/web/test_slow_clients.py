"""Clients that send, read or go slowly hold up nobody, and are cut off."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest

from tests.counts import tries
from tests.hostile_doors import DOORS
from tests.served_processes import SECONDS, Served, collected, get, question, served

pytestmark = pytest.mark.scale

LIMIT = 10.0  # seconds until a client is cut off; the machine may be busy
WHEN = question("When does the keeper trim the lamp?")
POST = b"POST /ask HTTP/1.1\r\nHost: localhost\r\n"
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
BEGUN = {
    "nothing": b"",
    "a part of the line": b"GET / HT",
    "a part of the headers": GET + b"Accept: ",
    "a part of the body": POST + b"Content-Length: 900\r\n\r\nq=",
    "a part of a chunk": POST + b"Transfer-Encoding: chunked\r\n\r\n384\r\nq=",
    "headers that wait for leave": POST + b"Expect: 100-continue\r\nContent-Length: 9\r\n\r\n",
    "a request and a part of the next": GET + b"\r\n" + GET,
}
AT_ONCE = 250
MANY = 60  # three times as many as there are threads


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collected(tmp_path_factory.mktemp("slow"))


def connected(server: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS)


def still_open(connections: list[socket.socket]) -> int:
    """Return how many of these the service has not closed; what it has sent is read."""
    found = 0
    for each in connections:
        each.settimeout(0)
        try:
            while each.recv(65536):
                pass
        except BlockingIOError:
            found += 1
        except ConnectionError:
            pass
    return found


@pytest.fixture(scope="module")
def patient(data: Path) -> Iterator[Served]:
    with served(data, read_seconds="600") as running:
        yield running


@pytest.mark.parametrize("begun", BEGUN)
def test_requests_that_do_not_end_take_nobody_s_turn(patient: Served, begun: str) -> None:
    with ExitStack() as closing:
        slow = [closing.enter_context(connected(patient)) for _ in range(MANY)]
        for each in slow:
            each.sendall(BEGUN[begun])
        assert get(patient, WHEN).status == 200
        assert still_open(slow) == MANY


def test_few_may_take_longer_to_bring_files(data: Path) -> None:
    files = b"Content-Type: multipart/form-data; boundary=a\r\nContent-Length: 900\r\n\r\n--a"
    with served(data, read_seconds="1", upload_seconds="600") as server, ExitStack() as closing:
        slow = [closing.enter_context(connected(server)) for _ in range(MANY)]
        for each in slow:
            each.sendall(POST + files)
        until = monotonic() + SECONDS
        while (left := still_open(slow)) > 16 and monotonic() < until:
            sleep(0.2)
        sleep(3)
        assert still_open(slow) == left == 16
        assert get(server, WHEN).status == 200


def test_clients_that_do_not_close_what_is_over_take_nobody_s_turn(patient: Served) -> None:
    with ExitStack() as closing:
        begun = monotonic()
        for _ in range(MANY):
            connection = closing.enter_context(connected(patient))
            connection.sendall(GET + b"Connection: close\r\n\r\n")
            assert connection.recv(12) == b"HTTP/1.1 200"
        assert get(patient, WHEN).status == 200
        assert monotonic() - begun < MANY  # seconds; each client could take two


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Served]:
    with served(data, read_seconds="2", request_seconds="6", upload_seconds="2") as running:
        yield running


@pytest.mark.parametrize("door", DOORS)
def test_requests_to_a_door_that_stop_anywhere_are_cut_off(
    server: Served, door: str, record_property: Callable[[str, object], None]
) -> None:
    drawn, count, slowest = Random(door), tries(8, 1_000), 0.0  # noqa: S311 - no secret
    for _ in range(0, count, AT_ONCE):
        begun = monotonic()
        with ExitStack() as closing:
            slow = [closing.enter_context(connected(server)) for _ in range(min(count, AT_ONCE))]
            for each in slow:
                whole = DOORS[door](b"When does the keeper trim the lamp?", drawn)
                each.sendall(whole[: drawn.randrange(len(whole))])
            answered = get(server, WHEN)
            assert answered.status == 200
            slowest = max(slowest, answered.seconds)
            for each in slow:
                with suppress(ConnectionError):
                    while piece := each.recv(65536):
                        assert not piece.startswith(b"HTTP/1.1 5")
        assert monotonic() - begun < SECONDS
    record_property(
        "figure", f"{count} clients, {AT_ONCE} at once; a question meanwhile {slowest:.2f} s"
    )


@pytest.mark.parametrize("door", DOORS)
def test_clients_of_a_door_that_do_not_read_take_nobody_s_turn(
    patient: Served, door: str, record_property: Callable[[str, object], None]
) -> None:
    drawn, count, slowest = Random(door), tries(8, 1_000), 0.0  # noqa: S311 - no secret
    for _ in range(0, count, AT_ONCE):
        with ExitStack() as closing:
            slow = [closing.enter_context(socket.socket()) for _ in range(min(count, AT_ONCE))]
            for each in slow:
                each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
                each.connect(("127.0.0.1", patient.port))
                each.sendall(DOORS[door](b"When does the keeper trim the lamp?", drawn))
            answered = get(patient, WHEN)
            slowest = max(slowest, answered.seconds)
            # As many as there are of them may be asking, too.
            assert answered.status in (200, 503)
    assert get(patient, "/healthz").status == 200
    record_property(
        "figure", f"{count} clients, {AT_ONCE} at once; a question meanwhile {slowest:.2f} s"
    )


def test_slow_clients_hold_nobody_up_and_are_cut_off(server: Served) -> None:
    begun = monotonic()
    with ExitStack() as closing:
        slow = [
            closing.enter_context(
                socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS)
            )
            for _ in range(tries(60, 600))
        ]
        for number, each in enumerate(slow):
            if number % 3:  # the third kind says nothing at all
                each.sendall(
                    b"GET / HT"
                    if number % 3 == 1
                    else b"POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nq="
                )
        answered = get(server, question("When does the keeper trim the lamp?"))
        assert answered.status == 200
        assert answered.seconds < SECONDS / 2
        for each in slow:
            with suppress(ConnectionError):
                while piece := each.recv(65536):
                    assert not piece.startswith(b"HTTP/1.1 5")
    assert monotonic() - begun < SECONDS
    assert json.loads(get(server, "/readyz").body)["status"] == "ready"


def test_a_client_that_drips_its_request_is_cut_off_in_time(server: Served) -> None:
    begun = monotonic()
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=0.3) as drip,
        suppress(ConnectionError),
    ):
        while monotonic() - begun < SECONDS:
            drip.sendall(b"G")
            with suppress(TimeoutError):
                if not drip.recv(1000):
                    break
    assert monotonic() - begun < LIMIT

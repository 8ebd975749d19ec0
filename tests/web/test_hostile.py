"""Hostile input at every door: nothing fails, and nothing takes long."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.counts import tries
from tests.qa_helpers import COLLECTION
from tests.served_processes import Served, collected, get, served
from tests.web_helpers import collection
from web.app import create_app
from web.configuration.settings import Settings

pytestmark = pytest.mark.scale

LIMIT = 10.0  # seconds for one request; the machine may be busy
TEXTS = (
    b"\xff\xfe\xc3\x28",
    b"%FF%FE",
    b"\x00",
    "\u202e\u2066gnihtemos\u2069".encode(),
    b"<script>alert(1)</script>",
    b"' OR 1=1; DROP TABLE keys; --",
    b"../../../../etc/passwd",
    b"..%2f..%2f..%2fetc%2fpasswd",
    b"{{ 7 * 7 }}${7*7}",
    b"\r\nSet-Cookie: a=b",
    b"a" * 100_000,
    b'"' * 10_000,
    ("\u0301" * 5_000).encode(),
    "\U0001f600".encode() * 5_000,
    b"-" * 50_000,
    b"1e999",
    b"-1",
    b"",
)
BODIES = (
    *TEXTS,
    b"[" * 200_000,
    b'{"text":' * 50_000,
    b'{"text": "' + b"a" * 900_000 + b'"}',
    b'{"text": "\\ud800"}',
    b'{"text": "\\u0000Who?"}',
    b'{"text": NaN}',
    b'{"text": ' + b"9" * 100_000 + b"}",
    b'{"text": "Who?", "text": "What?", "history": [' + b"{}," * 10_000 + b"{}]}",
    b'{"messages": [' + b'{"role":"user","content":"Who?"},' * 5_000 + b"{}]}",
    b"q=Who&" * 1_000,
    b"q=%00&request=" + b"a" * 64,
    b"x" * (1024 * 1024 + 1),
)
COOKIES = ("", "pincite", "pincite_key")
TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/form-data",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("hostile")
    with collection(folder / "collection", COLLECTION) as service:
        app = create_app(Settings(data=folder), service)
        yield app
        for name in ("history", "feedback", "keys"):
            app.extensions[name].close()


def doors(app: Flask) -> list[tuple[str, str]]:
    """Return every method and path with its placeholders."""
    return sorted(
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}
    )


def met(client: FlaskClient, method: str, path: str, **how: object) -> None:
    begun = monotonic()
    response = client.open(path, method=method, **how)  # type: ignore[arg-type]
    told = f"{method} {path[:80]!r}: {response.status_code}"
    assert response.status_code < 500, told
    assert monotonic() - begun < LIMIT, told
    assert "<script>alert(1)</script>" not in response.text
    assert "root:x:" not in response.text
    assert response.headers.get("Set-Cookie", "").partition("=")[0] in (
        "",
        "pincite",
        "pincite_key",
    )


def sample(population: list[tuple[str, str, bytes]], seed: int) -> list[tuple[str, str, bytes]]:
    drawn = random.Random(seed)  # noqa: S311 - no secret
    count = min(tries(150, len(population)), len(population))
    return drawn.sample(population, count)


def test_no_address_fails_by_what_stands_in_it(app: Flask) -> None:
    client = app.test_client()
    every = [(*door, text) for door in doors(app) for text in TEXTS]
    for method, rule, text in sample(every, 1):
        parts = rule.split("<")
        path = parts[0] + "".join(
            text.decode("latin-1") + each.partition(">")[2] for each in parts[1:]
        )
        typed = "".join(each for each in path if each not in "?#")[:8_000] or "/"
        query = b"q=" + text + b"&document=" + text + b"&cite=" + text
        met(client, method, typed, query_string=query[:8_000].decode("latin-1"))


def test_no_door_fails_by_what_is_posted(app: Flask) -> None:
    client = app.test_client()
    posting = [door for door in doors(app) if door[0] == "POST"]
    assert len(posting) > 5
    for number, (method, rule, content) in enumerate(
        sample([(*door, body) for door in posting for body in BODIES], 2)
    ):
        path = rule.replace("<id>", "1").replace("<", "").replace(">", "")
        met(client, method, path, data=content, content_type=TYPES[number % len(TYPES)])


@pytest.mark.parametrize("name", ["Cookie", "Accept", "Authorization", "X-Request-Id", "Origin"])
def test_no_header_makes_a_door_fail(app: Flask, name: str) -> None:
    client = app.test_client()
    for text in TEXTS:
        value = text.decode("latin-1").replace("\r", "").replace("\n", "")[:8_000]
        for path in ("/", "/conversations", "/api/v1/documents", "/sign-in", "/metrics"):
            met(client, "GET", path, headers={name: f"pincite={value}; {value}"})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = collected(tmp_path_factory.mktemp("served"))
    with served(data, read_seconds="2", request_seconds="6") as running:
        yield running


def sent(server: Served, content: bytes, seconds: float = LIMIT) -> bytes:
    """Return what comes back to bytes as they are; nothing, if the connection is just closed."""
    found = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as connection:
        with suppress(OSError):
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while piece := connection.recv(65536):
                found += piece
    return found


HOST = b"Host: localhost\r\n"


@pytest.mark.parametrize(
    "content",
    [
        b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X\x00Y: a\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
        b"POST /ask HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nq=Who?",
        b"POST /ask HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
        b"POST /ask HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999999999999\r\n\r\n",
        b"POST /ask HTTP/1.1\r\n"
        + HOST
        + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /ask HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 5_000 + b"\r\n",
        b"A" * 200_000,
        b"",
    ],
)
def test_what_is_no_request_is_refused_and_the_service_goes_on(
    server: Served, content: bytes
) -> None:
    found = sent(server, content)
    assert not found.startswith((b"HTTP/1.1 5", b"HTTP/1.0 5"))
    assert b"root:x:" not in found
    assert get(server, "/healthz").status == 200


def test_what_cannot_be_read_is_logged_without_what_it_says(server: Served) -> None:
    for line in (b"GET /?q=my secret HTTP/1.1", b"GET /secret secret", b"secret", b"GET / secret"):
        assert b" 400 " in sent(server, line + b"\r\n" + HOST + b"\r\n")
    logged = server.complaints()
    assert any("Invalid request from ip=127.0.0.1" in each for each in logged)
    assert not any("secret" in each for each in logged)


def test_no_header_rewrites_the_address_or_where_a_request_comes_from(server: Served) -> None:
    for header in (b"PATH_INFO: /metrics", b"SCRIPT_NAME: /x", b"X-Forwarded-Proto: https"):
        found = sent(server, b"GET /healthz HTTP/1.1\r\n" + HOST + header + b"\r\n\r\n")
        assert b'"alive"' in found or found.startswith(b"HTTP/1.1 400")
        assert b"pincite_requests" not in found

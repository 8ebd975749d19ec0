"""Clients that send hostile bytes and look at what comes back."""

from __future__ import annotations

import socket
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from time import monotonic

from tests.counts import tries
from tests.served_processes import SECONDS

# Seconds in which a response must come. In `make test` the machine may be busy with other tests.
LIMIT = float(tries(SECONDS, 10))
_CLIENTS = 4
_NEVER_SENT = (b"root:x:0", b"[extensions]", b"Traceback (most recent")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A request, the status that came back (0 for none), the seconds, and what is wrong."""

    sent: bytes
    status: int
    seconds: float
    wrong: str


def exchange(port: int, request: bytes) -> Outcome:
    """Send the bytes and read what comes back until the connection ends."""
    begun, found, wrong = monotonic(), bytearray(), ""
    with socket.create_connection(("127.0.0.1", port), timeout=LIMIT) as connection:
        try:
            with suppress(ConnectionError):
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                found += piece
        except ConnectionError:
            pass  # it was refused before it was read
        except TimeoutError:
            wrong = "no end"
    seconds = monotonic() - begun
    status = int(found[9:12]) if found[:7] == b"HTTP/1." and found[9:12].isdigit() else 0
    return Outcome(request, status, seconds, wrong or _wrong(bytes(found), status, seconds))


def _wrong(response: bytes, status: int, seconds: float) -> str:
    if status >= 500 and status != 503:
        return "it failed"
    if seconds > LIMIT:
        return "it took too long"
    if found := [each for each in _NEVER_SENT if each in response]:
        return f"it holds {found[0]!r}"
    head, _, body = response.partition(b"\r\n\r\n")
    if b"\r\nSet-Cookie: a=b" in head:
        return "it holds a header that was sent"
    if b"text/html" in head and b"<script>alert" in body:
        return "it holds markup that was sent"
    return ""


def many(
    count: int, seed: str, draw: Callable[[Random], bytes], send: Callable[[bytes], Outcome]
) -> list[Outcome]:
    """Draw so many requests from a seed and send them, by some clients side by side."""
    drawn = Random(zlib.crc32(seed.encode()))  # noqa: S311 - no secret
    with ThreadPoolExecutor(_CLIENTS) as threads:
        found: list[Outcome] = []
        while len(found) < count:  # not all at once: some are large
            batch = [draw(drawn) for _ in range(min(200, count - len(found)))]
            found += threads.map(send, batch)
        return found


def told(outcomes: list[Outcome]) -> list[str]:
    """Return what is wrong with these, in short."""
    return [
        f"{each.wrong}: {each.status} after {each.seconds:.1f} s for {each.sent[:300]!r}"
        for each in outcomes
        if each.wrong
    ]

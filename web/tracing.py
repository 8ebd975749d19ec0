"""What a response says about its request: an id and where the time went."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from flask import Flask, Response, g, request

from index.stages import Stopwatch

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def trace(app: Flask) -> None:
    """Give every response `X-Request-Id` (the caller's, if it is a plain one) and `Server-Timing`.

    Times are in milliseconds: one entry for each `timed` block, those of the stages that
    `g.stopwatch` measured, and `total`. They stand in headers so that equal questions have equal
    bodies. `g.stages` holds them in seconds.
    """

    @app.before_request
    def begin() -> None:
        if "request_id" in g:
            return
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        g.stages = []
        g.stopwatch = Stopwatch(perf_counter)
        g.started = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        begin()  # has not been if the request was refused before
        g.stages += g.stopwatch.spent
        g.stages.append(("total", perf_counter() - g.started))
        response.headers["Server-Timing"] = ", ".join(
            f"{name};dur={seconds * 1000:.1f}" for name, seconds in g.stages
        )
        response.headers["X-Request-Id"] = g.request_id
        return response


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Add the time that the block takes to the response's `Server-Timing` under `name`."""
    started = perf_counter()
    try:
        yield
    finally:
        g.stages.append((name, perf_counter() - started))

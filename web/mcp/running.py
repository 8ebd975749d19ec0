"""How messages reach the server of the Model Context Protocol."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import anyio
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

_Event = dict[str, Any]  # of ASGI


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered to a message that came by HTTP."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def serve_standard_streams(server: Server[Any]) -> None:
    """Serve the program that started this one, over standard input and output, until it ends."""

    async def run() -> None:
        async with stdio_server() as (received, sent):
            await server.run(received, sent, server.create_initialization_options())

    anyio.run(run)


def reply_to(server: Server[Any], headers: Iterable[tuple[str, str]], body: bytes) -> Reply:
    """Return the reply to a message that was posted (streamable HTTP, without sessions).

    Where it comes from and who sends it is for the caller to look at. The work is done on threads
    with the context variables of this one.
    """
    scope: _Event = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ],
    }
    received = iter([{"type": "http.request", "body": body, "more_body": False}])
    sent: list[_Event] = []

    async def receive() -> _Event:
        for event in received:
            return event
        await anyio.sleep_forever()  # the caller stays until the reply is there
        raise AssertionError

    async def send(event: _Event) -> None:
        sent.append(event)

    async def run() -> None:
        manager = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
        async with manager.run():
            await manager.handle_request(scope, receive, send)  # type: ignore[arg-type]

    anyio.run(run)
    begin = sent[0]
    return Reply(
        HTTPStatus(begin["status"]),
        tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in begin["headers"]
        ),
        b"".join(event.get("body", b"") for event in sent[1:]),
    )

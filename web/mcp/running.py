"""The server of the Model Context Protocol as a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anyio
import uvicorn
from mcp.server import Server
from mcp.server.stdio import stdio_server

from web.listening import address_of, listening

_HOST = "127.0.0.1"  # this machine alone: the protocol's HTTP has no other guard here


def serve_standard_streams(server: Server[Any]) -> None:
    """Serve the program that started this one, over standard input and output, until it ends."""

    async def run() -> None:
        async with stdio_server() as (received, sent):
            await server.run(received, sent, server.create_initialization_options())

    anyio.run(run)


def serve_http(server: Server[Any], port: int, announce: Callable[[str], None]) -> None:
    """Serve this machine at http://127.0.0.1:port/mcp (streamable HTTP) until interrupted.

    Port 0 takes a free one; `announce` is told the address once it is taken. Requests must name
    localhost or a numeric address of this machine, as those of other sites' pages do not. Raises
    SettingsError if the port is not to be had.
    """
    app = server.streamable_http_app(host=_HOST, stateless_http=True)
    with listening(_HOST, port) as listener:
        announce(f"Pincite answers at {address_of(listener)}/mcp")
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])

"""The connections whose requests may take longer to arrive: they bring files."""

from __future__ import annotations

import socket
from weakref import WeakSet

from flask import current_app, request


class Patience:
    """Remembers connections; whoever serves them gives them more time, and lets them go again."""

    def __init__(self) -> None:
        self._sockets: WeakSet[socket.socket] = WeakSet()

    def __contains__(self, connection: socket.socket) -> bool:
        return connection in self._sockets

    def add(self, connection: socket.socket) -> None:
        """Give a connection more time."""
        self._sockets.add(connection)

    def discard(self, connection: socket.socket) -> None:
        """Give a connection as much time as any other."""
        self._sockets.discard(connection)


def wait_longer() -> None:
    """Give the current request the time that files need, where the server knows of that."""
    connection = request.environ.get("gunicorn.socket")
    if isinstance(connection, socket.socket):
        current_app.extensions["patience"].add(connection)

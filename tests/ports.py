"""Ports of this machine: free ones, and those that something listens at."""

from __future__ import annotations

import socket
from time import monotonic, sleep

_SECONDS = 60  # until what does not come up is given up


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def until_listening(port: int) -> None:
    """Wait until something listens at the port. Raises TimeoutError."""
    until = monotonic() + _SECONDS
    while monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens at port {port}")

"""The socket that a server listens at, and the address that people reach it by."""

from __future__ import annotations

import errno
import socket

from corpus.errors import SettingsError


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens at a port of a host; port 0 takes a free one.

    Raises SettingsError if the address is not to be had.
    """
    if not 0 <= port <= 65535:
        raise SettingsError(f"{port} is no port; give a number up to 65535")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = "is taken" if error.errno == errno.EADDRINUSE else f"is not to be had ({error})"
        raise SettingsError(
            f"Port {port} of {host} {reason}; choose another port or host"
        ) from error


def address_of(listener: socket.socket) -> str:
    """Return the address of the service that listens there, such as http://127.0.0.1:8000."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

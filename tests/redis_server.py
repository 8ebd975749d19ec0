"""A Redis of its own for a test, where one is installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

_SECONDS = 30  # until one that does not come up is given up


@contextmanager
def redis_server(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start a Redis on a free port; yield its address and its process, and end it at the end.

    Skips the test where the server is not installed.
    """
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server was not found; install it to count requests together")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        program,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield f"redis://127.0.0.1:{port}", process
        finally:
            process.kill()


def _wait(port: int) -> None:
    until = monotonic() + _SECONDS
    while monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as asked:
                asked.sendall(b"PING\r\n")
                if asked.recv(100).startswith(b"+PONG"):
                    return
        except OSError:
            sleep(0.05)
    raise TimeoutError(f"no Redis answers at port {port}")

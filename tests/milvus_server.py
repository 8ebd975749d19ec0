"""A database of Milvus of its own for the tests: of a server that is named, or of Milvus Lite."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from index.rows.milvus_server import MilvusAddress, MilvusServer
from tests.ports import free_port, until_listening

NAMED = os.environ.get("PINCITE_TEST_MILVUS", "")


class MilvusLite:
    """A Milvus Lite in a process of its own, which listens for many clients as a server does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"milvus://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it listens, with what it kept before."""
        place = ["--data-dir", f"{self._folder}/rows", "--host", "127.0.0.1"]
        command = [sys.executable, "-m", "milvus_lite", "server", *place, "--port", str(self._port)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        until_listening(self._port)

    def kill(self) -> None:
        """Kill it, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@contextmanager
def milvus_lite() -> Iterator[MilvusLite]:
    """Start a Milvus Lite on a free port and end it at the end.

    Skips the test where it, or the client, is not installed.
    """
    if not (find_spec("pymilvus") and find_spec("milvus_lite")):
        pytest.skip("Milvus is not installed: pip install pincite[milvus]")
    with TemporaryDirectory() as folder:
        server = MilvusLite(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.kill()


@contextmanager
def milvus_server() -> Iterator[str]:
    """Yield the address of an empty database, which is gone at the end.

    It is one of the server that PINCITE_TEST_MILVUS names, else a Milvus Lite.
    """
    if NAMED:
        with _database(NAMED) as address:
            yield address
        return
    with milvus_lite() as server:
        yield server.address


@contextmanager
def _database(address: str) -> Iterator[str]:
    server = re.sub(r"(?<=[^/])/\w+$", "", address)
    name = f"pincite_test_{secrets.token_hex(8)}"
    whole = MilvusServer(MilvusAddress.of(server))
    whole.call(lambda client, seconds: client.create_database(name, timeout=seconds))
    ours = f"{server}/{name}"
    try:
        yield ours
    finally:
        MilvusServer(MilvusAddress.of(ours)).call(_drop_collections)
        whole.call(lambda client, seconds: client.drop_database(name, timeout=seconds))


def _drop_collections(client: Any, seconds: float) -> None:
    for each in client.list_collections(timeout=seconds):
        client.drop_collection(each, timeout=seconds)

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

from index.milvus_server import MilvusAddress, MilvusServer
from tests.ports import free_port, until_listening

NAMED = os.environ.get("PINCITE_TEST_MILVUS", "")


@contextmanager
def milvus_server() -> Iterator[str]:
    """Yield the address of an empty database, which is gone at the end.

    It is one of the server that PINCITE_TEST_MILVUS names, else Milvus Lite in a process of its
    own, which listens for many clients as a server does. Skips the test where the client or Milvus
    Lite is not installed.
    """
    if not (find_spec("pymilvus") and find_spec("milvus_lite")):
        pytest.skip("Milvus is not installed: pip install pincite[milvus]")
    with _database(NAMED) if NAMED else _lite() as address:
        yield address


@contextmanager
def _lite() -> Iterator[str]:
    port = free_port()
    with TemporaryDirectory() as folder, Path(folder, "log").open("wb") as log:
        command = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", f"{folder}/rows"]
        command += ["--host", "127.0.0.1", "--port", str(port)]
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            until_listening(port)
            yield f"milvus://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


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

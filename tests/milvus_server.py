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
    """Yield the address of an empty database, which is dropped at the end.

    It is one of the server that PINCITE_TEST_MILVUS names, else of Milvus Lite in a process of its
    own, which listens for many clients as a server does. Skips the test where the client or Milvus
    Lite is not installed.
    """
    if not (find_spec("pymilvus") and find_spec("milvus_lite")):
        pytest.skip("Milvus is not installed: pip install pincite[milvus]")
    if NAMED:
        with _database(re.sub(r"(?<=[^/])/\w+$", "", NAMED)) as address:
            yield address
        return
    with (
        TemporaryDirectory() as folder,
        _lite(Path(folder)) as server,
        _database(server) as address,
    ):
        yield address


@contextmanager
def _lite(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(folder / "rows")]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log) as process,
    ):
        try:
            until_listening(port)
            yield f"milvus://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"pincite_test_{secrets.token_hex(8)}"
    whole = MilvusServer(MilvusAddress.of(server))
    whole.call(lambda client, seconds: client.create_database(name, timeout=seconds))
    address = f"{server}/{name}"
    try:
        yield address
    finally:
        MilvusServer(MilvusAddress.of(address)).call(_drop_collections)
        whole.call(lambda client, seconds: client.drop_database(name, timeout=seconds))


def _drop_collections(client: Any, seconds: float) -> None:
    for each in client.list_collections(timeout=seconds):
        client.drop_collection(each, timeout=seconds)

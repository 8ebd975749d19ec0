"""More connections than a process may open files: they wait, and no worker dies of it."""

from __future__ import annotations

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.served_processes import SECONDS, Served, collected, get, question, served
from web.server.open_files import connections_within

WHEN = question("When does the keeper trim the lamp?")
FEW = 128  # files
MANY = 160  # connections: more than files


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collected(tmp_path_factory.mktemp("connections"))


@contextmanager
def limited(data: Path, hard: int, read_seconds: str) -> Iterator[Served]:
    """Serve from a process that may open few files, and as many as `hard` if it asks for them."""
    limits = f"resource.setrlimit(resource.RLIMIT_NOFILE, ({FEW}, {hard}))"
    run = "runpy.run_module('tests.served_processes', run_name='__main__')"
    program = ("-c", f"import resource, runpy; {limits}; {run}")
    with served(data, program=program, read_seconds=read_seconds) as server:
        yield server


@contextmanager
def held(server: Served, number: int) -> Iterator[None]:
    """Hold connections that have begun a request and do not end it."""
    with ExitStack() as closing:
        for _ in range(number):
            address = ("127.0.0.1", server.port)
            each = closing.enter_context(socket.create_connection(address, timeout=SECONDS))
            each.sendall(b"GET / HT")
        yield


def test_the_limit_of_open_files_is_raised_to_what_the_connections_need(data: Path) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with limited(data, most, read_seconds="600") as server, held(server, MANY):
        assert get(server, WHEN).status == 200
        assert server.complaints() == []


def test_connections_beyond_the_limit_of_open_files_wait_until_others_are_cut_off(
    data: Path,
) -> None:
    with limited(data, FEW, read_seconds="1") as server:
        before = server.workers()
        with held(server, MANY):
            assert get(server, WHEN).status == 200
        assert server.workers() == before
        assert server.complaints() == []


def test_a_worker_that_can_open_no_file_for_a_connection_lives_on(data: Path) -> None:
    with limited(data, FEW, read_seconds="1") as server:
        (worker,) = server.workers()
        resource.prlimit(worker, resource.RLIMIT_NOFILE, (FEW // 4, FEW))
        with held(server, FEW // 2):
            resource.prlimit(worker, resource.RLIMIT_NOFILE, (FEW, FEW))
            assert get(server, WHEN).status == 200
        assert server.workers() == [worker]


@pytest.mark.parametrize(
    ("files", "connections"), [(64, 32), (512, 256), (1_024, 768), (1_256, 1_000), (9_999, 1_000)]
)
def test_connections_leave_files_for_all_else(files: int, connections: int) -> None:
    assert connections_within(files) == connections

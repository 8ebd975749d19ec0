"""Several services over one collection, as on several hosts, behind the nginx of the guide."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import sleep

import pytest

from tests.ports import free_port, until_listening
from tests.served_processes import ROOT, SECONDS, Got, Served, served
from tests.soak_requests import Wanted, ask

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
NAMES = ("web1:8000", "web2:8000", "web3:8000")  # the hosts of the configuration
_LISTENS = "listen 8080;"
# What nginx wants to know besides, and a file of its own for all that it writes.
_AROUND = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr warn;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxied;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include pincite.conf;
}
"""


class Host:
    """A service that can be killed, ended and begun again at the port that it had."""

    def __init__(self, data: Path, pause: float = 0.0, **variables: str) -> None:
        self.data = data
        self._pause = pause
        self._variables = {"trusted_proxies": "1", **variables}
        self._running = ExitStack()
        self._served: Served | None = None

    @property
    def port(self) -> int:
        return self.served.port

    @property
    def served(self) -> Served:
        assert self._served is not None
        return self._served

    def begin(self) -> None:
        """Start it and wait until it is ready; nothing if it runs."""
        if self._served and self._served.process.poll() is None:
            return
        self._running.close()
        port = str(self._served.port if self._served else 0)
        variables = {**self._variables, "listen_port": port}
        self._served = self._running.enter_context(served(self.data, self._pause, **variables))

    def end(self) -> None:
        """Tell it to end and wait until it has."""
        self._running.close()

    def kill(self) -> None:
        """Kill all its processes, as if the host had lost its power."""
        for process in (self.served.process.pid, *self.served.workers()):
            os.kill(process, signal.SIGKILL)
        self.served.process.wait(timeout=SECONDS)


@contextmanager
def running(hosts: Sequence[Host]) -> Iterator[Sequence[Host]]:
    """Begin the hosts side by side and end them at the end."""
    with ThreadPoolExecutor(len(hosts)) as threads:
        try:
            for begun in [threads.submit(each.begin) for each in hosts]:
                begun.result()
            yield hosts
        finally:
            for ended in [threads.submit(each.end) for each in hosts]:
                ended.result()


@dataclass(frozen=True, slots=True)
class Proxy:
    """The nginx in front: its port."""

    port: int


@contextmanager
def proxied(folder: Path, hosts: Sequence[Host]) -> Iterator[Proxy]:
    """Start nginx in front of the hosts, with the configuration of the guide.

    Skips the test where nginx is not installed.
    """
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("nginx was not found; install it to serve from several hosts")
    port = free_port()
    (folder / "pincite.conf").write_text(_at(port, hosts), encoding="utf-8")
    (folder / "nginx.conf").write_text(_AROUND, encoding="utf-8")
    command = [program, "-p", f"{folder}", "-c", f"{folder}/nginx.conf", "-e", "stderr"]
    with subprocess.Popen(command) as process:
        try:
            until_listening(port)
            yield Proxy(port)
        finally:
            process.terminate()


def _at(port: int, hosts: Sequence[Host]) -> str:
    """Return the configuration with the addresses of the test in the place of those in it."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    found = dict(zip(NAMES, (f"127.0.0.1:{each.port}" for each in hosts), strict=True))
    for name, address in {_LISTENS: f"listen 127.0.0.1:{port};", **found}.items():
        assert text.count(name) == 1, name
        text = text.replace(name, address)
    return text


def asked_meanwhile(
    proxy: Proxy,
    wanted: Sequence[Wanted],
    clients: int,
    rest: float,
    story: Callable[[], object],
) -> list[tuple[Wanted, Got]]:
    """Ask in turn, by so many clients side by side, while it happens and once more afterwards.

    Each rests for so many seconds after a request.
    """
    over = Event()

    def client(first: int) -> list[tuple[Wanted, Got]]:
        order = [*wanted[first % len(wanted) :], *wanted[: first % len(wanted)]]
        found = []
        is_last = False
        while not is_last:
            is_last = over.is_set()
            for each in order:
                found.append((each, ask(proxy, each)))
                sleep(rest)
        return found

    with ThreadPoolExecutor(clients) as threads:
        asking = [threads.submit(client, number) for number in range(clients)]
        try:
            story()
        finally:
            over.set()
        return [each for one in asking for each in one.result()]

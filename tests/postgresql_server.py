"""A PostgreSQL of its own for the tests, where one is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Final, LiteralString

import pytest
import sqlalchemy as sa

from index.databases.postgresql import Postgresql

PASSWORD = "hunter2%40"  # noqa: S105 - as it stands in an address
_PROGRAMS = Path("/usr/lib/postgresql")  # where Debian puts them, by version
_USER = "postgres"
_SECONDS = 60  # until one that does not come up is given up
_SETTINGS = (
    "autovacuum=off",
    "fsync=off",
    "full_page_writes=off",
    "listen_addresses=127.0.0.1",
    "max_connections=50",
    "shared_buffers=16MB",
    "unix_socket_directories=",
)
_FORGET: Final = """DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'pincite%' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', name);
    END LOOP;
END $$"""


class PostgresqlServer:
    """A server in a folder, whose databases order texts as English does unless told otherwise."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self._programs = programs
        self._folder = folder
        self._user = user
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    def make(self) -> None:
        """Make the files of the server."""
        password = self._folder / "password"
        password.write_text("hunter2@", encoding="ascii")
        self._run(
            "initdb",
            *("--username=keeper", "--auth=scram-sha-256", f"--pwfile={password}"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US"),
            *("--no-sync", "--wal-segsize=1", f"--pgdata={self._folder / 'data'}"),
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        from psycopg import OperationalError

        settings = [part for each in _SETTINGS for part in ("-c", each)]
        data = self._folder / "data"
        self._process = subprocess.Popen(
            [self._programs / "postgres", "-D", data, "-p", str(self.port), *settings],
            user=self._user,
            extra_groups=None if self._user is None else [],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = monotonic() + _SECONDS
        while monotonic() < until:
            try:
                return self.run("SELECT 1")
            except OperationalError:
                sleep(0.05)
        raise TimeoutError(f"no PostgreSQL answers at port {self.port}")

    def stop(self) -> None:
        """Stop it at once, as a crash does; whoever is connected loses the connection."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(_SECONDS)
            self._process = None

    def run(self, command: LiteralString) -> None:
        """Run a command of SQL."""
        from psycopg import connect

        with connect(self.address(), autocommit=True) as connection:
            connection.execute(command)

    def ask(self, question: LiteralString) -> int:
        """Return the number that a query of SQL gives."""
        from psycopg import connect

        with connect(self.address()) as connection:
            (found,) = connection.execute(question).fetchone() or (0,)
        return int(found)

    def address(self, password: str = PASSWORD, database: str = "postgres") -> str:
        """Return the address of a database."""
        return f"postgresql://keeper:{password}@127.0.0.1:{self.port}/{database}"

    def empty(self) -> str:
        """Forget what was kept and return the address of the database."""
        self.run(_FORGET)
        return self.address()

    def new_database(self) -> str:
        """Make a database and return its address."""
        from psycopg import connect, sql

        name = f"database_{next(self._numbers)}"
        with connect(self.address(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.address(database=name)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments],
            user=self._user,
            extra_groups=None if self._user is None else [],
            cwd=self._folder,
            check=True,
            capture_output=True,
        )


def asked(address: str, command: str, **values: object) -> list[object]:
    """Run a command of SQL and return the first column of what it gives."""
    with Postgresql(address, "PINCITE_CATALOGUE").engine.begin() as connection:
        found = connection.execute(sa.text(command), values)
        return list(found.scalars()) if found.returns_rows else []


@contextmanager
def postgresql_server() -> Iterator[PostgresqlServer]:
    """Start a server on a free port and end it at the end.

    Skips the test where the server or its Python package is not installed.
    """
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL was not found; install it to test what several machines share")
    if find_spec("psycopg") is None:
        pytest.skip("the package psycopg is not installed; install it to speak to PostgreSQL")
    user = _USER if os.geteuid() == 0 else None  # it does not run as root
    if user is not None and user not in {each.pw_name for each in pwd.getpwall()}:
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {user}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if user is not None:
            shutil.chown(folder, pwd.getpwnam(user).pw_uid)
        server = PostgresqlServer(programs, folder, user)
        server.make()
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _programs() -> Path | None:
    """Return the folder of the newest server's programs, None if there is no server."""
    found = shutil.which("postgres")
    if found is not None:
        return Path(found).resolve().parent
    versions = (each for each in _PROGRAMS.glob("*/bin") if (each / "initdb").exists())
    return max(versions, key=lambda each: int(each.parent.name), default=None)

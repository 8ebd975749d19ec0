"""The register of a collection in PostgreSQL, with the files of its generations.

<data>/copies/<number>-<hash>/   the files of a generation as they are in the register
<data>/copies.lock               held by the process that brings some
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import sqlalchemy as sa

from corpus.errors import DamagedError, DataFolderError, LockedError
from index.databases.any_text import AnyText
from index.databases.database import Database, tables_of_version
from index.databases.postgresql import Postgresql
from index.databases.schema import postgresql_schema
from index.generations.names import generation_number
from index.generations.registered_files import (
    bring_files,
    delete_files,
    disk_refusals_told,
    files,
    metadata,
    parts_of,
    put_file,
)

_FOLDER = "copies"
_LOCK = crc32(b"pincite: the writer of the collection")

_generations = sa.Table(
    "generations",
    metadata,
    sa.Column("name", AnyText, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("is_complete", sa.Boolean, nullable=False),
)
_prepare = tables_of_version(metadata, 1, "The generations of the collection")
_COMPLETE = (
    sa.select(_generations.c.name)
    .where(_generations.c.is_complete)
    .order_by(_generations.c.number.desc())
)


class PostgresqlRegister:
    """Keeps the register in tables, and brings the files of a generation where they are wanted.

    The generation in use is the complete one of the highest number: one transaction makes it
    complete, and thereby the one in use.
    """

    def __init__(self, server: Postgresql) -> None:
        self._place = server.place
        self._database = postgresql_schema(server, "collection", _prepare)

    @property
    def folder(self) -> str:
        """Return the name of the folder that holds the copies."""
        return _FOLDER

    def current_name(self, data: Path) -> str | None:  # noqa: ARG002
        """Return the complete generation of the highest number."""
        with self._database.reading() as connection:
            name: str | None = connection.execute(_COMPLETE.limit(1)).scalar()
        if name is not None and generation_number(name) is None:
            raise DamagedError(f"{self._place} has {name!r} for the name of a generation.")
        return name

    def newest(self, data: Path) -> str | None:
        """Return the same."""
        return self.current_name(data)

    def bring(self, data: Path, generation: str) -> Path:
        """Bring the files that are not here, or are not as they should be; delete old copies.

        One process of a machine does so at a time. Raises DataFolderError if there is no such
        generation any more, or the disk refuses.
        """
        copies = data / _FOLDER
        with _copying(data):
            with self._database.reading() as connection:
                is_complete = _COMPLETE.where(_generations.c.name == generation)
                if connection.execute(is_complete).scalar() is None:
                    raise DataFolderError(
                        f"{self._place} has not got the generation {generation} any more; try "
                        "again."
                    )
                bring_files(connection, generation, copies / generation, sa.true())
            here = [path for path in copies.iterdir() if path.is_dir()]
            # Asked for after they were found: what is begun is registered before it has a folder.
            with self._database.reading() as connection:
                registered = set(connection.execute(sa.select(_generations.c.name)).scalars())
            for path in here:
                if path.name.removesuffix(".new") not in registered:
                    shutil.rmtree(path, ignore_errors=True)
        return copies / generation

    @contextmanager
    def locked(self, data: Path) -> Iterator[PostgresqlRegistrar]:
        """Hold the lock, which the server drops if the process or its connection dies."""
        with _copying(data):
            pass  # the folder is there now, and can be written to
        session = self._database.session()
        try:
            with self._database.refusals_told(), session.begin():
                taken = session.execute(sa.select(sa.func.pg_try_advisory_lock(_LOCK)))
                is_ours = taken.scalar_one()
            if not is_ours:
                raise LockedError(
                    f"Another process is writing to {self._place}; try again when it is done."
                )
            try:
                yield PostgresqlRegistrar(data / _FOLDER, self._database, session)
            finally:
                _unlock(session)
        finally:
            session.close()


@dataclass(frozen=True, slots=True)
class PostgresqlRegistrar:
    """Changes the register by the connection that holds its lock: without the lock, nothing."""

    copies: Path
    _database: Database
    _session: sa.Connection

    def complete(self) -> frozenset[str]:
        """Return the names of the generations that are complete."""
        with self._changing() as connection:
            found = connection.execute(_COMPLETE).scalars().all()
        return frozenset(name for name in found if generation_number(name) is not None)

    def known(self) -> frozenset[str]:
        """Return the names of all that is in the register, and of what else has a folder here."""
        with self._changing() as connection:
            registered = connection.execute(sa.select(_generations.c.name)).scalars().all()
        # What is no name of a generation could lead out of the folder.
        names = frozenset(name for name in registered if generation_number(name) is not None)
        return names.union(path.name for path in self.copies.iterdir() if path.is_dir())

    def begin(self, generation: str, names: Mapping[str, bytes]) -> None:
        """Note the generation: whoever finds it left knows what to delete, on any machine."""
        number = generation_number(generation)
        row = {"name": generation, "number": number, "is_complete": False}
        with self._changing() as connection:
            connection.execute(_generations.insert().values(row))
            for path, content in names.items():
                put_file(connection, generation, path, [content], is_name=True)

    def publish(self, generation: str) -> None:
        """Put all files of the generation into the register and call it complete."""
        folder = self.copies / generation
        names = sa.select(files.c.path).where(files.c.generation == generation)
        mine = _generations.c.name == generation
        with self._changing() as connection:
            known = set(connection.execute(names).scalars())
            for file in sorted(folder.rglob("*")):
                path = file.relative_to(folder).as_posix()
                if file.is_file() and path not in known:
                    with disk_refusals_told(file):
                        put_file(connection, generation, path, parts_of(file))
            connection.execute(_generations.update().where(mine).values(is_complete=True))

    def replace(self, generation: str, file: str, content: bytes) -> None:
        """Replace the file in the register; copies are brought anew."""
        with self._changing() as connection:
            delete_files(connection, generation, file)
            put_file(connection, generation, file, [content])

    def told(self, generation: str) -> Path:
        """Bring the files of the generation that tell where its parts are, if it has any."""
        folder = self.copies / generation
        with self._changing() as connection:
            bring_files(connection, generation, folder, files.c.is_name)
        return folder

    def forget(self, generation: str) -> None:
        """Delete it from the register, and its folder here; other machines do so by themselves."""
        with self._changing() as connection:
            delete_files(connection, generation)
            connection.execute(_generations.delete().where(_generations.c.name == generation))
        shutil.rmtree(self.copies / generation, ignore_errors=True)

    @contextmanager
    def _changing(self) -> Iterator[sa.Connection]:
        with self._database.refusals_told():
            if self._session.invalidated:  # another one would be taken, which has not the lock
                raise ConnectionError("the connection that held the lock was lost")
            with self._session.begin():
                yield self._session


def _unlock(session: sa.Connection) -> None:
    """Let go of the lock now: the server ends a closed connection a moment later."""
    with suppress(sa.exc.DBAPIError):
        if not session.invalidated:
            with session.begin():
                session.execute(sa.select(sa.func.pg_advisory_unlock(_LOCK)))


@contextmanager
def _copying(data: Path) -> Iterator[None]:
    """Hold the lock of the copies, waiting for it; make their folder."""
    with disk_refusals_told(data):
        (data / _FOLDER).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(data / f"{_FOLDER}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)

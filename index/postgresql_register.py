"""The register of a collection in PostgreSQL, with the files of its generations.

<data>/copies/<number>-<hash>/   the files of a generation as they are in the register
<data>/copies.lock               held by the process that brings some
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import sqlalchemy as sa

from corpus.errors import DamagedError, DataFolderError, LockedError
from index.any_text import AnyText
from index.database import Database, tables_of_version
from index.generation_names import generation_number
from index.manifest import file_sha256
from index.postgresql import Postgresql
from index.postgresql_schema import postgresql_schema

_FOLDER = "copies"
_PART = 4 * 1024 * 1024  # bytes of a file that stand in one row
_LOCK = crc32(b"pincite: the writer of the collection")

_metadata = sa.MetaData()
_generations = sa.Table(
    "generations",
    _metadata,
    sa.Column("name", AnyText, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("is_complete", sa.Boolean, nullable=False),
)
_files = sa.Table(
    "files",
    _metadata,
    sa.Column("generation", AnyText, primary_key=True),
    sa.Column("path", AnyText, primary_key=True),
    sa.Column("sha256", AnyText, nullable=False),
    sa.Column("is_name", sa.Boolean, nullable=False),  # tells where a part is kept
)
_parts = sa.Table(
    "parts",
    _metadata,
    sa.Column("generation", AnyText, primary_key=True),
    sa.Column("path", AnyText, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
_prepare = tables_of_version(_metadata, 1, "The generations of the collection")
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
            return connection.execute(_COMPLETE.limit(1)).scalar()

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
                _bring(connection, generation, copies / generation, sa.true())
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
            yield PostgresqlRegistrar(data / _FOLDER, self._database, session)
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
            return frozenset(connection.execute(_COMPLETE).scalars())

    def known(self) -> frozenset[str]:
        """Return the names of all that is in the register, and of what else has a folder here."""
        with self._changing() as connection:
            registered = frozenset(connection.execute(sa.select(_generations.c.name)).scalars())
        return registered.union(path.name for path in self.copies.iterdir() if path.is_dir())

    def begin(self, generation: str, names: Mapping[str, bytes]) -> None:
        """Note the generation: whoever finds it left knows what to delete, on any machine."""
        number = generation_number(generation)
        row = {"name": generation, "number": number, "is_complete": False}
        with self._changing() as connection:
            connection.execute(_generations.insert().values(row))
            for path, content in names.items():
                _put(connection, generation, path, [content], is_name=True)

    def publish(self, generation: str) -> None:
        """Put all files of the generation into the register and call it complete."""
        folder = self.copies / generation
        names = sa.select(_files.c.path).where(_files.c.generation == generation)
        mine = _generations.c.name == generation
        with self._changing() as connection:
            known = set(connection.execute(names).scalars())
            for file in sorted(folder.rglob("*")):
                path = file.relative_to(folder).as_posix()
                if file.is_file() and path not in known:
                    with _disk_refusals_told(file):
                        _put(connection, generation, path, _read(file))
            connection.execute(_generations.update().where(mine).values(is_complete=True))

    def replace(self, generation: str, file: str, content: bytes) -> None:
        """Replace the file in the register; copies are brought anew."""
        with self._changing() as connection:
            for table in (_parts, _files):
                mine = (table.c.generation == generation, table.c.path == file)
                connection.execute(table.delete().where(*mine))
            _put(connection, generation, file, [content])

    def told(self, generation: str) -> Path:
        """Bring the files of the generation that tell where its parts are, if it has any."""
        folder = self.copies / generation
        with self._changing() as connection:
            _bring(connection, generation, folder, _files.c.is_name)
        return folder

    def forget(self, generation: str) -> None:
        """Delete it from the register, and its folder here; other machines do so by themselves."""
        with self._changing() as connection:
            for table in (_parts, _files):
                connection.execute(table.delete().where(table.c.generation == generation))
            connection.execute(_generations.delete().where(_generations.c.name == generation))
        shutil.rmtree(self.copies / generation, ignore_errors=True)

    @contextmanager
    def _changing(self) -> Iterator[sa.Connection]:
        with self._database.refusals_told():
            if self._session.invalidated:  # another one would be taken, which has not the lock
                raise ConnectionError("the connection that held the lock was lost")
            with self._session.begin():
                yield self._session


def _put(
    connection: sa.Connection,
    generation: str,
    path: str,
    parts: Iterator[bytes] | list[bytes],
    *,
    is_name: bool = False,
) -> None:
    digest = hashlib.sha256()
    for number, part in enumerate(parts):
        digest.update(part)
        at = {"generation": generation, "path": path, "number": number}
        connection.execute(_parts.insert().values({**at, "content": part}))
    of_file = {"generation": generation, "path": path, "is_name": is_name}
    connection.execute(_files.insert().values({**of_file, "sha256": digest.hexdigest()}))


def _read(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while part := opened.read(_PART):
            yield part


def _bring(
    connection: sa.Connection, generation: str, folder: Path, which: sa.ColumnElement[bool]
) -> None:
    """Write those files of a generation that are not in the folder as they are registered."""
    mine = _files.c.generation == generation
    wanted = sa.select(_files.c.path, _files.c.sha256).where(mine, which).order_by(_files.c.path)
    for path, digest in connection.execute(wanted).all():
        file = folder / path
        if _is(file, digest):
            continue
        of_file = (_parts.c.generation == generation, _parts.c.path == path)
        content = sa.select(_parts.c.content).where(*of_file).order_by(_parts.c.number)
        fresh = file.with_name(f"{file.name}.new")
        with _disk_refusals_told(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as opened:
                for (part,) in connection.execute(content).yield_per(1):
                    opened.write(part)
            fresh.replace(file)


def _is(file: Path, sha256: str) -> bool:
    try:
        return file_sha256(file) == sha256
    except DamagedError:
        return False


@contextmanager
def _copying(data: Path) -> Iterator[None]:
    """Hold the lock of the copies, waiting for it; make their folder."""
    with _disk_refusals_told(data):
        (data / _FOLDER).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(data / f"{_FOLDER}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _disk_refusals_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DataFolderError(
            f"{path} cannot be written to ({error.strerror or error}); make room or choose another "
            "data folder."
        ) from error

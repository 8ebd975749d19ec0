"""The catalogues of generations in PostgreSQL, each in a schema of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from corpus.errors import DamagedError, DataFolderError, UnreachableError
from index.catalogue.catalogue import Catalogue
from index.catalogue.sqlite import CATALOGUE_ELSEWHERE_FILE, CATALOGUE_SUM_FILE
from index.catalogue.table_sum import TableSum
from index.catalogue.writer import CatalogueWriter
from index.databases.database import SECONDS_TO_WAIT
from index.databases.postgresql import Postgresql

_SCHEMA = re.compile(r"pincite_[0-9]{6,}_[0-9a-f]{12}")
_IDLE, _MOST = 4, 8  # connections of a process to a generation
_LONGEST_WRITING = 3600  # seconds, of one statement
_IS_THERE = sa.text("SELECT to_regnamespace(:schema) IS NOT NULL")
_SCHEMAS = sa.text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'pincite%' ORDER BY 1")
_READING: Final[dict[str, object]] = {"default_transaction_read_only": "on"}
_WRITING: Final[dict[str, object]] = {
    "statement_timeout": _LONGEST_WRITING * 1000,
    "idle_in_transaction_session_timeout": 0,  # models may embed meanwhile
}


class PostgresqlCatalogues:
    """Keeps the catalogue of a generation in a schema, which a file in the folder names.

    Every connection of an opened catalogue holds a lock of the schema, shared with all readers,
    which ends with the connection: only a schema that nobody holds is dropped. At a pooler a
    connection must be one to the server for as long as it lasts.
    """

    def __init__(self, server: Postgresql) -> None:
        self._server = server

    def names(self, generation: str) -> Mapping[str, bytes]:
        """Return a file that names the schema."""
        told = json.dumps({"schema": _schema_of(generation)})
        return {CATALOGUE_ELSEWHERE_FILE: told.encode("ascii")}

    def holds(self, folder: Path) -> bool:
        """Return whether the catalogue is in PostgreSQL."""
        return (folder / CATALOGUE_ELSEWHERE_FILE).exists()

    def create(self, folder: Path) -> CatalogueWriter:
        """Begin the schema, which nobody sees before all of it is there."""
        schema = _named(folder)
        session = {**_WRITING, "search_path": schema}
        engine = self._server.new_engine(session, poolclass=NullPool)
        return CatalogueWriter(engine, self._server.refusal, schema, folder / CATALOGUE_SUM_FILE)

    def open(self, folder: Path) -> Catalogue:
        """Open the schema. Raises DamagedError if there is none."""
        schema = _named(folder)
        with self._server.refusals_told(), self._server.engine.connect() as connection:
            if not connection.execute(_IS_THERE, {"schema": schema}).scalar_one():
                raise DamagedError(
                    f"{self._server.place} has lost the schema {schema} of {folder}; run "
                    "`pincite doctor --repair`."
                )
        engine = self._server.new_engine(
            {**_READING, "search_path": schema},
            isolation_level="AUTOCOMMIT",  # what is read never changes
            pool_size=_IDLE,
            max_overflow=_MOST - _IDLE,
            pool_timeout=SECONDS_TO_WAIT,
            pool_pre_ping=True,
        )

        @sa.event.listens_for(engine, "do_connect")
        def connect(
            dialect: sa.Dialect, _: object, given: list[Any], named: dict[str, Any]
        ) -> object:
            connection = dialect.connect(*given, **named)
            try:
                self._hold(connection, schema)
            except BaseException:
                connection.close()
                raise
            return connection

        try:
            return Catalogue(partial(_connected, self._server, engine), engine.dispose)
        except BaseException:
            engine.dispose()
            raise

    def is_whole(self, folder: Path) -> bool:
        """Return whether the rows of all tables come to what was written when they were."""
        if not self.holds(folder):
            return True
        found = TableSum()
        try:
            with closing(self.open(folder)) as catalogue:
                for table, rows in catalogue.rows_of_tables():
                    found.add(table.name, rows)
            return str(found) == (folder / CATALOGUE_SUM_FILE).read_text(encoding="ascii")
        except UnreachableError:
            raise
        except (DataFolderError, OSError, UnicodeDecodeError):
            return False

    def drop(self, folder: Path) -> None:
        """Drop the schema, if there is one. Raises DataFolderError if it is being read."""
        if self.holds(folder):
            self._drop(_named(folder))

    def drop_all_but(self, generations: Collection[str]) -> None:
        """Drop the schemas of other generations, as far as nobody reads them."""
        known = set(map(_schema_of, generations))
        with self._server.refusals_told(), self._server.engine.connect() as connection:
            found = connection.execute(_SCHEMAS).scalars().all()
        for schema in found:
            if _SCHEMA.fullmatch(schema) and schema not in known:
                self._drop(schema)

    def _drop(self, schema: str) -> None:
        free = sa.select(sa.func.pg_try_advisory_xact_lock(_key(schema)))
        with self._server.refusals_told(), self._server.engine.begin() as connection:
            if not connection.execute(free).scalar_one():
                raise DataFolderError(f"{schema} of {self._server.place} is being read.")
            connection.execute(sa.schema.DropSchema(schema, cascade=True, if_exists=True))

    def _hold(self, connection: Any, schema: str) -> None:
        """Hold the lock of a schema for as long as a connection of the driver lasts."""
        connection.autocommit = True
        for question, value in (
            ("SELECT pg_try_advisory_lock_shared(%s)", _key(schema)),
            # Whoever dropped it has let go of the lock.
            ("SELECT to_regnamespace(%s) IS NOT NULL", schema),
        ):
            (is_so,) = connection.execute(question, [value]).fetchone()
            if not is_so:
                raise UnreachableError(
                    f"{self._server.place} has not got this state of the collection any more; ask "
                    "again."
                )
        connection.autocommit = False


@contextmanager
def _connected(server: Postgresql, engine: sa.Engine) -> Iterator[sa.Connection]:
    with server.refusals_told(), engine.connect() as connection:
        yield connection


def _schema_of(generation: str) -> str:
    return f"pincite_{generation.replace('-', '_')}"


def _key(schema: str) -> int:
    """Return the number under which a schema is locked: 64 bits with a sign."""
    return int.from_bytes(sha256(schema.encode()).digest()[:8], signed=True)


def _named(folder: Path) -> str:
    """Return the schema that the file in a folder names."""
    path = folder / CATALOGUE_ELSEWHERE_FILE
    try:
        schema = str(json.loads(path.read_bytes())["schema"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DamagedError(f"{path} is damaged; run `pincite doctor --repair`.") from error
    if not _SCHEMA.fullmatch(schema):
        raise DamagedError(f"{path} is damaged; run `pincite doctor --repair`.")
    return schema

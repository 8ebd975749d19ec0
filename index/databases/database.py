"""A database that a process shares with others: its transactions, and what goes wrong there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

import sqlalchemy as sa

from corpus.errors import DataFolderError, NewerFormatError

SECONDS_TO_WAIT: Final = 20  # for the transaction of another thread or process to end

Prepare = Callable[[sa.Connection], None]
Refusal = Callable[[Exception], DataFolderError]


class Database:
    """Gives transactions; `prepare` makes or checks the tables before the first one.

    Whoever made the engine sees to it that a transaction with the execution option `writes` has no
    other beside it. `refusal` tells what the database has refused. `path` is that of its file, None
    if it is none. Everything raises DataFolderError if the database refuses, UnreachableError if
    it does not answer, and NewerFormatError if its tables are of a newer version.
    """

    def __init__(
        self, engine: sa.Engine, prepare: Prepare, refusal: Refusal, path: Path | None = None
    ) -> None:
        self._engine = engine
        self._prepare_tables = prepare
        self._refusal = refusal
        self._path = path
        self._preparing = Lock()
        self._is_prepared = False

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the database."""
        with self.refusals_told():
            self._prepare()
            with self._engine.connect() as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection to write with: all of it on a clean exit, nothing on an exception."""
        with self.refusals_told():
            self._prepare()
            with self._begun() as connection:
                yield connection

    @contextmanager
    def erasing(self) -> Iterator[sa.Connection]:
        """Do as `writing`; what was deleted is then gone from all files of an SQLite database."""
        with self.writing() as connection:
            yield connection
        if self._engine.dialect.name == "sqlite":
            with self.refusals_told(), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def session(self) -> sa.Connection:
        """Return a connection to write with that nobody shares, for locks that last.

        Each transaction is begun by whoever has it. Closing it ends it. What it raises by itself
        is told by `refusals_told`.
        """
        with self.refusals_told():
            self._prepare()
            connection = self._engine.execution_options(writes=True).connect()
            connection.detach()
            return connection

    def check(self) -> None:
        """Raise as all else does if the database is there and cannot be used; make no file."""
        if self._path is None or self._path.exists():
            with self.reading():
                pass

    def close(self) -> None:
        """Close all connections; a later use opens new ones."""
        self._engine.dispose()

    def _prepare(self) -> None:
        with self._preparing:
            if not self._is_prepared:
                with self._begun() as connection:
                    self._prepare_tables(connection)
                self._is_prepared = True

    @contextmanager
    def _begun(self) -> Iterator[sa.Connection]:
        with self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def refusals_told(self) -> AbstractContextManager[None]:
        """Raise what `refusal` makes of it in place of what the database raises."""
        return refusals_told(self._refusal)


@contextmanager
def refusals_told(refusal: Refusal) -> Iterator[None]:
    """Raise what `refusal` makes of it in place of what a database or its library raises."""
    try:
        yield
    except (sa.exc.DBAPIError, sa.exc.TimeoutError, OSError) as error:
        # The whole message of SQLAlchemy has the values of the row in it: what was asked.
        reason = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        raise refusal(reason if isinstance(reason, Exception) else error) from error


def tables_of_version(tables: sa.MetaData, version: int, what: str) -> Prepare:
    """Return what makes `tables` in an empty database, and leaves those of `version` as they are.

    It raises NewerFormatError, calling them `what` ("The keys"), if a newer program made them.
    Whoever changes tables raises their version and adds what leads the one before to it; that only
    adds, so that an older program goes on beside a newer one while requests go over.
    """
    versions = sa.Table("schema_version", tables, sa.Column("version", sa.Integer, nullable=False))

    def prepare(connection: sa.Connection) -> None:
        schema = connection.schema_for_object(versions)
        if not sa.inspect(connection).has_table(versions.name, schema=schema):
            tables.create_all(connection)
            connection.execute(versions.insert().values(version=version))
        found = connection.execute(sa.select(sa.func.max(versions.c.version))).scalar_one()
        if found > version:
            raise NewerFormatError(
                f"{what} have version {found} and this program knows {version}; "
                "install a newer Pincite."
            )

    return prepare

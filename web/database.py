"""Databases of what people leave behind, in files of the data folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from corpus.errors import DataFolderError
from index.databases.database import SECONDS_TO_WAIT, Database, Prepare


def sqlite_file(path: Path, prepare: Prepare, setting: str) -> Database:
    """Return the database of a file in a data folder, which is made at the first use.

    `setting` is how whatever needs it is switched off.

    It stands beside the generations, which come and go without it. Several processes may use it at
    once: a write-ahead log lets them read while one writes, and the log is flushed to the disk at
    each commit. Deleted text is overwritten.
    """

    def connect() -> sqlite3.Connection:
        if not path.exists():
            path.touch(mode=0o600)  # what people ask is nobody else's; the log gets the same mode
        # Without an isolation level the driver begins no transactions of its own.
        connection = sqlite3.connect(
            path, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False
        )
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # One that reads first and then writes would fail where another has written meanwhile.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def refusal(reason: Exception) -> DataFolderError:
        return DataFolderError(
            f"{path} cannot be used ({reason}); make room, choose another data folder or "
            f"set {setting}."
        )

    return Database(engine, prepare, refusal, path)


def copy_database(source: Path, destination: Path) -> None:
    """Copy an SQLite database, one state of it, while others read and write it.

    Raises DataFolderError if it cannot be read or the copy cannot be written.
    """
    destination.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(source, timeout=SECONDS_TO_WAIT)) as old,
            closing(sqlite3.connect(destination)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        raise DataFolderError(f"{source} cannot be copied to {destination}: {error}.") from error

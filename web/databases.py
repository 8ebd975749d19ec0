"""Where a database is: a file of the data folder, or a schema in PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from index.databases.database import Database, Prepare
from index.databases.postgresql import Postgresql
from index.databases.schema import postgresql_schema
from web.database import sqlite_file

_SETTING = "PINCITE_DATABASE"


def database_of(folder: Path, address: str, file: str, prepare: Prepare, setting: str) -> Database:
    """Return the database at an address of PostgreSQL, or of a file if that is empty.

    The schema there is named by the file. It is made at the first use; `prepare` and `setting` are
    as `sqlite_file` has them. Raises SettingsError if the address cannot be one.
    """
    if address:
        server = Postgresql(address, _SETTING)
        return postgresql_schema(server, Path(file).stem, prepare, f" or set {setting}")
    return sqlite_file(folder / file, prepare, setting)

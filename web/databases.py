"""Where a database is: a file of the data folder, or a schema in PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from web.database import Database, Prepare, sqlite_file
from web.postgresql import postgresql_schema


def database_of(folder: Path, address: str, file: str, prepare: Prepare, setting: str) -> Database:
    """Return the database at an address of PostgreSQL, or of a file if that is empty.

    The schema there is named by the file. It is made at the first use; `prepare` and `setting` are
    as `sqlite_file` has them. Raises SettingsError if the address cannot be one.
    """
    if address:
        return postgresql_schema(address, Path(file).stem, prepare, setting)
    return sqlite_file(folder / file, prepare, setting)

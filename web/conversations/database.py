"""The database that conversations are kept in."""

from __future__ import annotations

from pathlib import Path

from web.conversations.schema import prepare
from web.database import Database, sqlite_file

FILE = "conversations.sqlite"


def sqlite_database(folder: Path) -> Database:
    """Return the database of the conversations in a data folder."""
    return sqlite_file(folder / FILE, prepare, "PINCITE_HISTORY_DAYS to 0")

"""The database that conversations are kept in."""

from __future__ import annotations

from pathlib import Path

from index.databases.database import Database
from web.conversations.schema import prepare
from web.databases import database_of

FILE = "conversations.sqlite"


def conversations_database(folder: Path, address: str = "") -> Database:
    """Return the database of the conversations, at an address or in a data folder."""
    return database_of(folder, address, FILE, prepare, "PINCITE_HISTORY_DAYS to 0")

"""The catalogue of a generation as an SQLite file in its folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import NullPool, QueuePool

from corpus.errors import DamagedError, DataFolderError
from index.catalogue.catalogue import Catalogue
from index.catalogue.store import CatalogueStore
from index.catalogue.writer import CatalogueWriter

CATALOGUE_FILE = "catalogue.sqlite"
CATALOGUE_ELSEWHERE_FILE = "catalogue.json"  # tells where one is that is not in the folder
CATALOGUE_SUM_FILE = "catalogue.sum"  # what all of its rows come to
_READERS = 4  # connections, all opened at once: the file may be deleted while it is in use


class SqliteCatalogues:
    """Keeps the catalogue of a generation in its folder."""

    def names(self, generation: str) -> Mapping[str, bytes]:  # noqa: ARG002
        """Return nothing: the file has one name everywhere."""
        return {}

    def holds(self, folder: Path) -> bool:
        """Return whether the catalogue is a file of the folder."""
        return not (folder / CATALOGUE_ELSEWHERE_FILE).exists()

    def create(self, folder: Path) -> CatalogueWriter:
        """Begin the file; whoever closes it flushes it to the disk.

        Raises DataFolderError if it cannot be made.
        """
        path = folder / CATALOGUE_FILE

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(path)
            # Nobody sees the file before it is complete, so a journal would protect nothing.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            return connection

        def refusal(reason: Exception) -> DataFolderError:
            return DataFolderError(f"{path} cannot be written ({reason}); is the disk full?")

        engine = sa.create_engine("sqlite://", creator=connect, poolclass=NullPool)
        return CatalogueWriter(engine, refusal)

    def open(self, folder: Path) -> Catalogue:
        """Open the file read-only.

        All connections are opened now and kept, so that the file may be deleted meanwhile.
        """
        if not self.holds(folder):
            raise DataFolderError(
                f"The texts of {folder} are in PostgreSQL; set PINCITE_CATALOGUE to its address."
            )
        path = folder / CATALOGUE_FILE
        address = f"file:{quote(str(path))}?mode=ro&immutable=1"

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(address, uri=True, check_same_thread=False)

        engine = sa.create_engine(
            "sqlite://", creator=connect, poolclass=QueuePool, pool_size=_READERS, max_overflow=0
        )
        try:
            opened = [engine.connect() for _ in range(_READERS)]
            for connection in opened:
                connection.close()
            return Catalogue(engine.connect, engine.dispose)
        except sa.exc.DatabaseError as error:
            engine.dispose()
            raise DamagedError(
                f"{path} is not a readable catalogue; run `pincite doctor --repair`."
            ) from error

    def is_whole(self, folder: Path) -> bool:  # noqa: ARG002
        """Return True: there is nothing outside of the folder."""
        return True

    def drop(self, folder: Path) -> None:
        """Do nothing: all there is goes with the folder."""

    def drop_all_but(self, generations: Collection[str]) -> None:
        """Do nothing: there is nothing outside of folders."""


SQLITE: CatalogueStore = SqliteCatalogues()

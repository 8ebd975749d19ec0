"""The storage that the settings name by addresses."""

from __future__ import annotations

from index.catalogue.postgresql import PostgresqlCatalogues
from index.databases.postgresql import Postgresql
from index.generations.postgresql_register import PostgresqlRegister
from index.generations.storage import Storage
from index.rows.stores import IN_FILES, row_store

_SETTING = "PINCITE_CATALOGUE"


def storage_at(rows: str, catalogue: str = IN_FILES) -> Storage:
    """Return the storage with rows as `row_store` has them and texts at an address of PostgreSQL.

    For IN_FILES these are in files of a data folder, too. A server is connected to at the first
    use. Raises SettingsError if something is no address, or what speaks to it is not installed.
    """
    if catalogue == IN_FILES:
        return Storage(row_store(rows))
    server = Postgresql(catalogue, _SETTING)
    return Storage(row_store(rows), PostgresqlCatalogues(server), PostgresqlRegister(server))

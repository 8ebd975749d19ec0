"""Databases that share one of PostgreSQL, each in a schema of its own."""

from __future__ import annotations

from typing import Final
from zlib import crc32

import sqlalchemy as sa

from corpus.errors import DataFolderError
from index.databases.database import Database, Prepare
from index.databases.postgresql import Postgresql


def postgresql_schema(
    server: Postgresql, name: str, prepare: Prepare, remedy: str = ""
) -> Database:
    """Return the database of a schema, `pincite_` and the name, which is made at the first use.

    One transaction writes in a schema at a time, whatever machine it is of; those that read see
    the state at their beginning and wait for none. All schemas of a process share its connections.
    `remedy` is what else may be done where the server refuses (" or set …"). Raises SettingsError
    if the address cannot be one.
    """
    schema: Final = f"pincite_{name}"
    one_writer = sa.select(sa.func.pg_advisory_xact_lock(crc32(schema.encode())))
    engine = server.engine.execution_options(schema_translate_map={None: schema})

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.execute(one_writer)
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def prepared(connection: sa.Connection) -> None:
        server.check(connection)
        if not sa.inspect(connection).has_schema(schema):
            connection.execute(sa.schema.CreateSchema(schema))
        prepare(connection)

    def refusal(reason: Exception) -> DataFolderError:
        return server.refusal(reason, remedy)

    return Database(engine, prepared, refusal)

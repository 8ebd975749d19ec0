"""Rows sent to PostgreSQL as it takes them fastest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa


def copy_rows(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]
) -> None:
    """Add rows to a table by COPY, a third of the time that INSERT takes.

    All have the same columns in the same order; there is at least one. Raises DBAPIError if the
    server refuses; then nothing more can be done by the connection.
    """
    from psycopg import Error

    names = list(rows[0])
    types = (table.c[name].type.dialect_impl(connection.dialect) for name in names)
    written = [each.bind_processor(connection.dialect) or _as_it_is for each in types]
    command = f"COPY {table.name} ({', '.join(names)}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                values = zip(written, row.values(), strict=True)
                copy.write_row([write(value) for write, value in values])
    except Error as error:
        connection.invalidate(error)
        raise sa.exc.DBAPIError(command, None, error) from error


def _as_it_is(value: object) -> object:
    return value

"""How much a schema takes in PostgreSQL."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from index.databases.postgresql import Postgresql

_BYTES: Final = sa.text(
    "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c"
    " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = :schema AND c.relkind = 'r'"
)


def schema_bytes(server: Postgresql, schema: str) -> int:
    """Return the bytes of all tables with their indexes; 0 where there is no such schema.

    Raises UnreachableError if the server does not answer.
    """
    with server.refusals_told(), server.engine.connect() as connection:
        found: int = connection.execute(_BYTES, {"schema": schema}).scalar_one()
    return found

"""Databases in PostgreSQL: the pool of a process, its transactions, and what goes wrong there."""

from __future__ import annotations

import os
from functools import cache, partial
from typing import Final
from zlib import crc32

import sqlalchemy as sa

from corpus.errors import DataFolderError, SettingsError
from web.database import SECONDS_TO_WAIT, Database, Prepare, UnreachableError

OLDEST: Final = 13
_SETTING = "PINCITE_DATABASE"
_ENCODING = "UTF8"
_IDLE, _MOST = 3, 8  # connections of a process; a transaction takes milliseconds
_SECONDS_TO_RENEW = 600  # firewalls drop connections that have been idle for long
_LONGEST_REASON = 300  # characters
_PASSING = ("25006", "25P03")  # states: it is a standby now; the transaction stood still for long
_OPTIONS: Final[dict[str, object]] = {
    "application_name": "pincite",
    "connect_timeout": 5,  # seconds, as is the next
    "keepalives_idle": 30,
    "tcp_user_timeout": SECONDS_TO_WAIT * 1000,  # milliseconds, as are all below
    # A machine that dies with a transaction open must not keep others from writing: it is given
    # up before those who wait for it give up.
    "options": f"-c lock_timeout={SECONDS_TO_WAIT * 1000} "
    f"-c statement_timeout={SECONDS_TO_WAIT * 1000} "
    f"-c idle_in_transaction_session_timeout={SECONDS_TO_WAIT * 500}",
    # Statements that a connection remembers do not survive a pooler between.
    "prepare_threshold": None,
}


def postgresql_schema(address: str, name: str, prepare: Prepare, setting: str) -> Database:
    """Return the database of a schema, `pincite_` and the name, which is made at the first use.

    One transaction writes in a schema at a time, whatever machine it is of; those that read see
    the state at their beginning and wait for none. All schemas of a process share its connections.
    `setting` is how whatever needs the database is switched off. Raises SettingsError as
    `check_address` does.
    """
    shared = _engine(address)
    host = shared.url.host or "this machine"
    place = f"PostgreSQL (the database {shared.url.database} at {host})"
    schema = f"pincite_{name}"
    one_writer = sa.select(sa.func.pg_advisory_xact_lock(crc32(schema.encode())))
    engine = shared.execution_options(schema_translate_map={None: schema})

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.execute(one_writer)
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def prepared(connection: sa.Connection) -> None:
        _check_server(connection, place)
        if not sa.inspect(connection).has_schema(schema):
            connection.execute(sa.schema.CreateSchema(schema))
        prepare(connection)

    def refusal(reason: Exception) -> DataFolderError:
        told = _told(reason)
        if _is_away(reason):
            return UnreachableError(f"{place} cannot be reached ({told}); see to {_SETTING}.")
        return DataFolderError(
            f"{place} cannot be used ({told}); see to {_SETTING} or set {setting}."
        )

    return Database(engine, prepared, refusal)


def check_address(address: str) -> None:
    """Raise SettingsError if there can be no database there; it need not be reachable yet."""
    if address:
        _engine(address)


def check_version(version: int, encoding: str, place: str) -> None:
    """Raise DataFolderError if a server is too old, or a database holds other than Unicode."""
    if version < OLDEST:
        raise DataFolderError(
            f"{place} is of version {version} and {OLDEST} is needed; see to {_SETTING}."
        )
    if encoding != _ENCODING:
        raise DataFolderError(
            f"{place} has the encoding {encoding}; make one with the encoding {_ENCODING}."
        )


@cache
def _engine(address: str) -> sa.Engine:
    """Return the connections of this process; a process that is forked from it opens its own."""
    try:
        url = sa.make_url(address)
        options = {name: value for name, value in _OPTIONS.items() if name not in url.query}
        engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args=options,
            pool_size=_IDLE,
            max_overflow=_MOST - _IDLE,
            pool_timeout=SECONDS_TO_WAIT,
            pool_pre_ping=True,  # the server may have been restarted
            pool_recycle=_SECONDS_TO_RENEW,
        )
    except ImportError as error:
        raise SettingsError(
            f"{_SETTING} names PostgreSQL, and the package that speaks to it is not there; "
            "run `pip install 'psycopg[binary]'`"
        ) from error
    except (ValueError, sa.exc.ArgumentError) as error:  # their messages may hold the password
        raise SettingsError(
            f"{_SETTING} is no address of PostgreSQL; give one like "
            "postgresql://user:password@host/database"
        ) from error
    os.register_at_fork(after_in_child=partial(engine.dispose, close=False))
    return engine


def _check_server(connection: sa.Connection, place: str) -> None:
    version = int((connection.dialect.server_version_info or (0,))[0])
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    check_version(version, encoding, place)


def _is_away(reason: Exception) -> bool:
    """Tell whether the server does not answer, or not in time."""
    from psycopg import InterfaceError, OperationalError

    if getattr(reason, "sqlstate", None) in _PASSING:
        return True
    return isinstance(reason, (InterfaceError, OperationalError, sa.exc.TimeoutError, OSError))


def _told(reason: Exception) -> str:
    """Return what the server or its library says, in one line without the values of rows."""
    diagnosis = getattr(reason, "diag", None)
    told = getattr(diagnosis, "message_primary", None) or str(reason)
    return " ".join(told.split())[:_LONGEST_REASON]

"""PostgreSQL: how a database there is connected to, and what goes wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

import sqlalchemy as sa

from corpus.errors import DataFolderError, SettingsError, UnreachableError
from index.databases.database import SECONDS_TO_WAIT, refusals_told

ADDRESS: Final = r"postgresql(?:\+psycopg)?://(?:[^\s@/?#]*@)?[^\s@/?#]*/[^\s@/?#]+(?:\?\S*)?"
OLDEST: Final = 13
_ENCODING = "UTF8"
_IDLE, _MOST = 3, 8  # connections of a process; a transaction takes milliseconds
_SECONDS_TO_RENEW = 600  # firewalls drop connections that have been idle for long
_LONGEST_REASON = 300  # characters
_PASSING = ("25006", "25P03")  # states: it is a standby now; the transaction stood still for long
_CONNECTING: Final[dict[str, object]] = {
    "application_name": "pincite",
    "connect_timeout": 5,  # seconds, as is the next
    "keepalives_idle": 30,
    "tcp_user_timeout": SECONDS_TO_WAIT * 1000,  # milliseconds, as are all below
    # Statements that a connection remembers do not survive a pooler between.
    "prepare_threshold": None,
}
_SESSION: Final = {
    # A machine that dies with a transaction open must not keep others from writing: it is given
    # up before those who wait for it give up.
    "lock_timeout": SECONDS_TO_WAIT * 1000,
    "statement_timeout": SECONDS_TO_WAIT * 1000,
    "idle_in_transaction_session_timeout": SECONDS_TO_WAIT * 500,
    # Nor must one that dies keep a lock for hours: in seconds, until it is asked and given up.
    "tcp_keepalives_idle": 60,
    "tcp_keepalives_interval": 15,
    "tcp_keepalives_count": 4,
}


@dataclass(frozen=True, slots=True)
class Postgresql:
    """A database in PostgreSQL; what is told of it names the setting that its address is from."""

    address: str
    setting: str

    @property
    def place(self) -> str:
        """Return what may be shown of the address."""
        url = self.engine.url
        return f"PostgreSQL (the database {url.database} at {url.host or 'this machine'})"

    @property
    def engine(self) -> sa.Engine:
        """Return the connections of this process, which all that it keeps there shares.

        A process that is forked from it opens its own. Raises SettingsError if there can be no
        database at the address.
        """
        with _mistakes_told(self.setting):
            return _shared(self.address)

    def new_engine(self, session: dict[str, object], **options: Any) -> sa.Engine:
        """Return connections apart from the shared ones.

        `session` are variables of the server, which go before those that the address gives.
        """
        with _mistakes_told(self.setting):
            return _made(self.address, session, **options)

    def check(self, connection: sa.Connection) -> None:
        """Raise DataFolderError if the server is too old, or the database of another encoding."""
        version = int((connection.dialect.server_version_info or (0,))[0])
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        check_version(version, encoding, self.place, self.setting)

    def refusal(self, reason: Exception, remedy: str = "") -> DataFolderError:
        """Return what to raise for what went wrong, UnreachableError if it may pass by itself."""
        told = _told(reason)
        if _is_away(reason):
            return UnreachableError(
                f"{self.place} cannot be reached ({told}); see to {self.setting}."
            )
        return DataFolderError(
            f"{self.place} cannot be used ({told}); see to {self.setting}{remedy}."
        )

    def refusals_told(self) -> AbstractContextManager[None]:
        """Raise what `refusal` returns in place of what the library raises."""
        return refusals_told(self.refusal)


def check_version(version: int, encoding: str, place: str, setting: str) -> None:
    """Raise DataFolderError if a server is too old, or a database holds other than Unicode."""
    if version < OLDEST:
        raise DataFolderError(
            f"{place} is of version {version} and {OLDEST} is needed; see to {setting}."
        )
    if encoding != _ENCODING:
        raise DataFolderError(
            f"{place} has the encoding {encoding}; make one with the encoding {_ENCODING}."
        )


@cache
def _shared(address: str) -> sa.Engine:
    engine = _made(
        address,
        {},
        pool_size=_IDLE,
        max_overflow=_MOST - _IDLE,
        pool_timeout=SECONDS_TO_WAIT,
        pool_pre_ping=True,  # the server may have been restarted
        pool_recycle=_SECONDS_TO_RENEW,
    )
    os.register_at_fork(after_in_child=partial(engine.dispose, close=False))
    return engine


def _made(address: str, session: Mapping[str, object], **options: Any) -> sa.Engine:
    url = sa.make_url(address)
    given = {name: value for name, value in _CONNECTING.items() if name not in url.query}
    own = url.normalized_query.get("options", ())
    given["options"] = " ".join((_variables(_SESSION), *own, _variables(session)))
    url = url.set(drivername="postgresql+psycopg").difference_update_query(["options"])
    return sa.create_engine(url, connect_args=given, **options)


def _variables(session: Mapping[str, object]) -> str:
    return " ".join(f"-c {name}={value}" for name, value in session.items())


@contextmanager
def _mistakes_told(setting: str) -> Iterator[None]:
    """Raise SettingsError where an address is none, or nothing is there to speak to a server."""
    try:
        yield
    except ImportError as error:
        raise SettingsError(
            f"{setting} names PostgreSQL, and the package that speaks to it is not there; "
            "run `pip install 'psycopg[binary]'`"
        ) from error
    except (ValueError, sa.exc.ArgumentError) as error:  # their messages may hold the password
        raise SettingsError(
            f"{setting} is no address of PostgreSQL; give one like "
            "postgresql://user:password@host/database"
        ) from error


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

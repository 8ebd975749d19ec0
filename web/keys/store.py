"""Keys and the browsers signed in by them, in a database."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from corpus.errors import PinciteError
from index.databases.any_text import AnyText
from index.databases.database import Database, tables_of_version
from web.databases import database_of
from web.keys.key import Key, Scope, Token, digest, new_token, parsed_token

FILE: Final = "keys.sqlite"
SIGNED_IN_FOR: Final = timedelta(hours=12)

_metadata = sa.MetaData()
_keys = sa.Table(
    "keys",
    _metadata,
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("name", AnyText, nullable=False),
    sa.Column("scopes", sa.JSON, nullable=False),
    sa.Column("created", AnyText, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
)
_sessions = sa.Table(
    "sessions",
    _metadata,
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("key", AnyText, nullable=False, index=True),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("until", AnyText, nullable=False),
)
prepare = tables_of_version(_metadata, 1, "The keys")
_NO_DIGEST = bytes(32)


class UnknownKeyError(PinciteError):
    """There is no key of this id."""


def _now() -> datetime:
    return datetime.now(UTC)


class KeyStore:
    """Keeps keys; safe from many threads and processes. Only hashes of the secrets are stored.

    All methods raise DataFolderError if the database cannot be used.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._clock = clock

    def create(self, name: str, scopes: Collection[Scope]) -> Token:
        """Keep a new key and return its token, which cannot be had again."""
        token = new_token()
        row = {
            "id": token.id,
            "name": name,
            "scopes": [each.value for each in Scope if each in scopes],
            "created": self._clock().isoformat(timespec="seconds"),
            "digest": digest(token.secret),
        }
        with self._database.writing() as connection:
            connection.execute(_keys.insert().values(row))
        return token

    def listed(self) -> tuple[Key, ...]:
        """Return all keys, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(_keys).order_by(_keys.c.created, _keys.c.id))
            return tuple(map(_key, rows))

    def revoke(self, id_: str) -> None:
        """Forget a key and whoever signed in by it. Raises UnknownKeyError if there is none."""
        with self._database.erasing() as connection:
            done = connection.execute(_keys.delete().where(_keys.c.id == id_))
            connection.execute(_sessions.delete().where(_sessions.c.key == id_))
        if not done.rowcount:
            raise UnknownKeyError(f"there is no key {id_!r}; `pincite keys list` names them")

    def key_of(self, text: str) -> Key | None:
        """Return the key that a token is of, None if it is of none."""
        token = parsed_token(text)
        if token is None:
            return None
        with self._database.reading() as connection:
            row = connection.execute(sa.select(_keys).where(_keys.c.id == token.id)).one_or_none()
        return _key(row) if _fits(row, token) and row is not None else None

    def sign_in(self, key: Key) -> Token:
        """Return the token of a browser that is signed in by a key from now on."""
        token, now = new_token(), self._clock()
        row = {
            "id": token.id,
            "key": key.id,
            "digest": digest(token.secret),
            "until": (now + SIGNED_IN_FOR).isoformat(),
        }
        with self._database.writing() as connection:
            connection.execute(_sessions.delete().where(_sessions.c.until <= now.isoformat()))
            connection.execute(_sessions.insert().values(row))
        return token

    def signed_in(self, text: str) -> Key | None:
        """Return the key by which the browser with this token is signed in, None if by none."""
        token = parsed_token(text)
        if token is None:
            return None
        wanted = (
            sa.select(_sessions.c.digest, _sessions.c.key)
            .where(_sessions.c.id == token.id)
            .where(_sessions.c.until > self._clock().isoformat())
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
            if not _fits(row, token) or row is None:
                return None
            key = connection.execute(sa.select(_keys).where(_keys.c.id == row.key)).one_or_none()
        return None if key is None else _key(key)

    def sign_out(self, text: str) -> None:
        """Forget that the browser with this token is signed in."""
        token = parsed_token(text)
        if token is not None and self.signed_in(text) is not None:
            with self._database.erasing() as connection:
                connection.execute(_sessions.delete().where(_sessions.c.id == token.id))

    def check(self) -> None:
        """Raise DataFolderError if there are keys that cannot be used."""
        self._database.check()

    def close(self) -> None:
        """Let go of the database; twice is allowed."""
        self._database.close()


def stored_keys(folder: Path, address: str = "") -> KeyStore:
    """Return the keys at an address of a database, or in a data folder."""
    return KeyStore(database_of(folder, address, FILE, prepare, "PINCITE_REQUIRE_KEY to off"))


def _key(row: sa.Row[Any]) -> Key:
    return Key(row.id, row.name, tuple(map(Scope, row.scopes)), row.created)


def _fits(row: sa.Row[Any] | sa.Row[Any, Any] | None, token: Token) -> bool:
    """Compare in a time that tells neither how much of a secret is right nor whether the id is."""
    kept = _NO_DIGEST if row is None else row.digest
    return hmac.compare_digest(kept, digest(token.secret))

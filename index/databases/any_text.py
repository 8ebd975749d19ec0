"""A column of text: any characters, in the order of their code points."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TEXT

_POSTGRESQL = "postgresql"
_MARK = "\x1a"  # of a character that is written as two
_WRITTEN = re.compile(f"{_MARK}(.)", re.DOTALL)
_READ = {_MARK: _MARK, "0": "\0"}


class AnyText(sa.types.TypeDecorator[str]):
    """The same text in every database, and the same order.

    PostgreSQL takes no NUL, which people can send, and may order by the rules of a language; a
    text is compared by code points there, too. Other databases hold texts as they are.
    """

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[str]:
        """Return the type of the column in a database."""
        own = TEXT(collation="C") if dialect.name == _POSTGRESQL else sa.Text()
        return dialect.type_descriptor(own)

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return a text as the database holds it."""
        if value is None or dialect.name != _POSTGRESQL:
            return value
        return value.replace(_MARK, 2 * _MARK).replace("\0", f"{_MARK}0")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return a text that the database holds as it was."""
        if value is None or dialect.name != _POSTGRESQL or _MARK not in value:
            return value
        return _WRITTEN.sub(lambda found: _READ[found[1]], value)

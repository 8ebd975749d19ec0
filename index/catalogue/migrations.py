"""The numbered steps that lead an empty database to the catalogue's tables."""

from __future__ import annotations

import re
from typing import Final

import sqlalchemy as sa

from corpus.errors import DataFolderError, NewerFormatError

# Every step is plain SQL that SQLite and PostgreSQL both understand. A step is never edited once
# it has been released: a change to the tables is a new step.
_STEPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """CREATE TABLE documents (
            id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL,
            title TEXT NOT NULL, issuer TEXT NOT NULL, date TEXT NOT NULL, edition TEXT NOT NULL,
            language TEXT NOT NULL, source TEXT NOT NULL,
            source_sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL, extractor TEXT NOT NULL,
            marks JSON NOT NULL, content_sha256 TEXT NOT NULL, first_row INTEGER NOT NULL,
            row_count INTEGER NOT NULL)""",
        """CREATE TABLE sections (
            document_id TEXT NOT NULL, number INTEGER NOT NULL, parent INTEGER,
            level INTEGER NOT NULL, heading_start INTEGER, heading_end INTEGER,
            path JSON NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
            PRIMARY KEY (document_id, number))""",
        """CREATE TABLE blocks (
            document_id TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL,
            section INTEGER NOT NULL, parts JSON NOT NULL, lead_in INTEGER, header INTEGER,
            level INTEGER NOT NULL, PRIMARY KEY (document_id, number))""",
        """CREATE TABLE chunks (
            row_id INTEGER NOT NULL PRIMARY KEY, document_id TEXT NOT NULL,
            section INTEGER NOT NULL, blocks JSON NOT NULL, span_start INTEGER NOT NULL,
            span_end INTEGER NOT NULL, text TEXT NOT NULL, embed_text TEXT NOT NULL,
            embed_sha256 TEXT NOT NULL, UNIQUE (document_id, span_start))""",
        "CREATE INDEX chunks_by_embed_sha256 ON chunks (embed_sha256)",
    ),
    (
        """CREATE TABLE structures (
            document_id TEXT NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL,
            PRIMARY KEY (document_id, kind))""",
        """CREATE TABLE words (
            word TEXT NOT NULL, document_id TEXT NOT NULL, blocks TEXT NOT NULL,
            PRIMARY KEY (word, document_id))""",
    ),
    ("ALTER TABLE documents ADD COLUMN pages JSON NOT NULL DEFAULT '[]'",),
    (
        "ALTER TABLE documents ADD COLUMN section_count INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE documents ADD COLUMN page_count INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE documents ADD COLUMN word_count INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE documents ADD COLUMN indexed TEXT NOT NULL DEFAULT ''",
    ),
    (
        "ALTER TABLE documents ADD COLUMN sketch TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE superseded (
            document_id TEXT NOT NULL PRIMARY KEY, newer_id TEXT NOT NULL, since TEXT NOT NULL)""",
    ),
)

SCHEMA_VERSION: Final = len(_STEPS)

_versions: Final = sa.table("schema_version", sa.column("version", sa.Integer))


def schema_version(connection: sa.Connection) -> int:
    """Return the number of the last step taken; 0 for an empty database."""
    if not sa.inspect(connection).has_table(_versions.name):
        return 0
    return connection.execute(sa.select(sa.func.max(_versions.c.version))).scalar() or 0


def require_current(connection: sa.Connection) -> None:
    """Raise DataFolderError unless the last step has been taken.

    Raises NewerFormatError if a newer program has been there.
    """
    version = schema_version(connection)
    _refuse_newer(version)
    if version < SCHEMA_VERSION:
        raise DataFolderError(
            f"The catalogue has version {version}, not {SCHEMA_VERSION}; run `pincite build` again."
        )


def migrate(connection: sa.Connection) -> None:
    """Take the steps that the database still lacks; none if it is up to date.

    Raises NewerFormatError if a newer program has been there.
    """
    version = schema_version(connection)
    _refuse_newer(version)
    if version == 0:
        connection.exec_driver_sql("CREATE TABLE schema_version (version INTEGER NOT NULL)")
    for number, step in enumerate(_STEPS[version:], start=version + 1):
        for statement in step:
            connection.exec_driver_sql(_in_dialect(statement, connection.dialect))
        connection.execute(_versions.insert().values(version=number))


def _in_dialect(statement: str, dialect: sa.Dialect) -> str:
    """Return a step as a database takes it, in whose texts the order is that of code points."""
    if dialect.name == "postgresql":
        return re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', statement)
    return statement


def _refuse_newer(version: int) -> None:
    if version > SCHEMA_VERSION:
        raise NewerFormatError(
            f"The catalogue has version {version} and this program knows {SCHEMA_VERSION}; "
            "install a newer Pincite."
        )

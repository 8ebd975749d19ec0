"""The catalogue's tables and the numbered steps that lead to them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from corpus.errors import DataFolderError

# Every step is plain SQL that SQLite and PostgreSQL both understand. A step is never edited once
# it has been released: a change to the tables below is a new step.
_STEPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """CREATE TABLE documents (
            id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL,
            title TEXT NOT NULL, issuer TEXT NOT NULL, date TEXT NOT NULL, edition TEXT NOT NULL,
            language TEXT NOT NULL, source TEXT NOT NULL,
            source_sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL, extractor TEXT NOT NULL,
            marks JSON NOT NULL, content_sha256 TEXT NOT NULL, first_row BIGINT NOT NULL,
            row_count BIGINT NOT NULL)""",
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
            row_id BIGINT NOT NULL PRIMARY KEY, document_id TEXT NOT NULL,
            section INTEGER NOT NULL, blocks JSON NOT NULL, span_start INTEGER NOT NULL,
            span_end INTEGER NOT NULL, text TEXT NOT NULL, embed_text TEXT NOT NULL,
            embed_sha256 TEXT NOT NULL, UNIQUE (document_id, span_start))""",
        "CREATE INDEX chunks_by_embed_sha256 ON chunks (embed_sha256)",
    ),
)

SCHEMA_VERSION: Final = len(_STEPS)

_metadata = sa.MetaData()

documents: Final = sa.Table(
    "documents",
    _metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("text", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("issuer", sa.Text),
    sa.Column("date", sa.Text),
    sa.Column("edition", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("source", sa.Text),
    sa.Column("source_sha256", sa.Text),
    sa.Column("text_sha256", sa.Text),
    sa.Column("extractor", sa.Text),
    sa.Column("marks", sa.JSON),
    sa.Column("content_sha256", sa.Text),
    sa.Column("first_row", sa.BigInteger),
    sa.Column("row_count", sa.BigInteger),
)
sections: Final = sa.Table(
    "sections",
    _metadata,
    sa.Column("document_id", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("parent", sa.Integer),
    sa.Column("level", sa.Integer),
    sa.Column("heading_start", sa.Integer),
    sa.Column("heading_end", sa.Integer),
    sa.Column("path", sa.JSON),
    sa.Column("span_start", sa.Integer),
    sa.Column("span_end", sa.Integer),
)
blocks: Final = sa.Table(
    "blocks",
    _metadata,
    sa.Column("document_id", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text),
    sa.Column("section", sa.Integer),
    sa.Column("parts", sa.JSON),
    sa.Column("lead_in", sa.Integer),
    sa.Column("header", sa.Integer),
    sa.Column("level", sa.Integer),
)
chunks: Final = sa.Table(
    "chunks",
    _metadata,
    sa.Column("row_id", sa.BigInteger, primary_key=True),
    sa.Column("document_id", sa.Text),
    sa.Column("section", sa.Integer),
    sa.Column("blocks", sa.JSON),
    sa.Column("span_start", sa.Integer),
    sa.Column("span_end", sa.Integer),
    sa.Column("text", sa.Text),
    sa.Column("embed_text", sa.Text),
    sa.Column("embed_sha256", sa.Text),
)
_versions: Final = sa.Table("schema_version", _metadata, sa.Column("version", sa.Integer))


def schema_version(connection: sa.Connection) -> int:
    """Return the number of the last step taken; 0 for an empty database."""
    if not sa.inspect(connection).has_table(_versions.name):
        return 0
    return connection.execute(sa.select(sa.func.max(_versions.c.version))).scalar() or 0


def migrate(connection: sa.Connection) -> None:
    """Take the steps that the database still lacks; none if it is up to date.

    Raises DataFolderError if a newer program has been there.
    """
    version = schema_version(connection)
    if version > SCHEMA_VERSION:
        raise DataFolderError(
            f"The catalogue has version {version} and this program knows {SCHEMA_VERSION}; "
            "install a newer Pincite."
        )
    if version == 0:
        connection.exec_driver_sql("CREATE TABLE schema_version (version INTEGER NOT NULL)")
    for number, step in enumerate(_STEPS[version:], start=version + 1):
        for statement in step:
            connection.exec_driver_sql(statement)
        connection.execute(_versions.insert().values(version=number))

"""The tables of the conversations, their version, and the way back from their rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from index.databases.any_text import AnyText
from index.databases.database import tables_of_version
from web.conversations.conversation import Summary, Turn

_metadata = sa.MetaData()

# Times are in microseconds since the beginning of 1970, UTC.
conversations: Final = sa.Table(
    "conversations",
    _metadata,
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("owner", AnyText, nullable=False),
    sa.Column("title", AnyText, nullable=False),
    sa.Column("changed", sa.BigInteger, nullable=False, index=True),
    sa.Column("shared", AnyText, unique=True),
    sa.Index("conversations_by_owner", "owner", "changed"),
)
turns: Final = sa.Table(
    "turns",
    _metadata,
    sa.Column("conversation", AnyText, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("request", AnyText, unique=True),
    sa.Column("question", AnyText, nullable=False),
    sa.Column("documents", sa.JSON, nullable=False),
    sa.Column("after", sa.JSON, nullable=False),
    sa.Column("asked", sa.BigInteger, nullable=False),
    sa.Column("answer", sa.LargeBinary, nullable=False),
)
withdrawn: Final = sa.Table(
    "withdrawn",
    _metadata,
    sa.Column("request", AnyText, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False, index=True),
)
prepare: Final = tables_of_version(_metadata, 1, "The conversations")

SUMMARIES: Final = sa.select(
    conversations.c.id,
    conversations.c.title,
    conversations.c.changed,
    conversations.c.shared,
    sa.select(sa.func.count())
    .where(turns.c.conversation == conversations.c.id)
    .scalar_subquery()
    .label("questions"),
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stamp(time: datetime) -> int:
    """Return a time as the tables have it."""
    return (time - _EPOCH) // _MICROSECOND


def summary_of(row: sa.Row[Any, Any, Any, Any, Any]) -> Summary:
    """Return what a row of `SUMMARIES` tells."""
    return Summary(row.id, row.title, _time(row.changed), row.shared or "", row.questions)


def turn_of(row: sa.Row[Any]) -> Turn:
    """Return the turn of a row."""
    return Turn(
        number=row.number,
        question=row.question,
        documents=tuple(row.documents),
        after=tuple(row.after),
        asked=_time(row.asked),
        answer=row.answer,
    )


def _time(stamp: int) -> datetime:
    return _EPOCH + stamp * _MICROSECOND

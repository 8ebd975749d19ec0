"""Verdicts in a database that only grows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa

from index.databases.any_text import AnyText
from index.databases.database import Database, tables_of_version
from web.databases import database_of
from web.feedback.record import Feedback, Verdict

FILE: Final = "feedback.sqlite"

_metadata = sa.MetaData()
_verdicts = sa.Table(
    "feedback",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", AnyText, nullable=False),
    sa.Column("question", AnyText, nullable=False),
    sa.Column("earlier", sa.JSON, nullable=False),
    sa.Column("documents", sa.JSON, nullable=False),
    sa.Column("generation", AnyText, nullable=False),
    sa.Column("answer", AnyText, nullable=False),
    sa.Column("is_as_shown", sa.Boolean, nullable=False),
    sa.Column("verdict", AnyText, nullable=False),
    sa.Column("remark", AnyText, nullable=False),
)
_prepare = tables_of_version(_metadata, 1, "The verdicts")


class FeedbackStore(Protocol):
    """Keeps verdicts; safe from many threads and processes."""

    def add(self, feedback: Feedback) -> None:
        """Keep a verdict; once this returns, it outlasts a crash."""

    def all(self) -> Iterator[Feedback]:
        """Yield every verdict, the oldest first."""

    def check(self) -> None:
        """Raise DataFolderError if what was kept cannot be used."""

    def close(self) -> None:
        """Close the connections; a later use opens new ones."""


class StoredFeedback:
    """The verdicts of a database; implements `FeedbackStore`.

    Everything raises DataFolderError if the database refuses, and NewerFormatError if its table is
    of a newer version.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, feedback: Feedback) -> None:
        """Keep a verdict; once this returns, it outlasts a crash."""
        values = {
            "at": feedback.at,
            "question": feedback.question,
            "earlier": list(feedback.earlier),
            "documents": list(feedback.documents),
            "generation": feedback.generation,
            "answer": feedback.answer,
            "is_as_shown": feedback.is_as_shown,
            "verdict": feedback.verdict.value,
            "remark": feedback.remark,
        }
        with self._database.writing() as connection:
            connection.execute(_verdicts.insert(), values)

    def all(self) -> Iterator[Feedback]:
        """Yield every verdict, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(_verdicts).order_by(_verdicts.c.number)).all()
        yield from map(_feedback, rows)  # whoever takes them may be slow

    def check(self) -> None:
        """Raise DataFolderError if what was kept cannot be used."""
        self._database.check()

    def close(self) -> None:
        """Close the connections."""
        self._database.close()


def verdicts_in(folder: Path, address: str = "") -> Iterator[Feedback]:
    """Yield every verdict that is kept, the oldest first; none where none was kept."""
    if address or (folder / FILE).exists():
        store = stored_feedback(folder, address)
        try:
            yield from store.all()
        finally:
            store.close()


def stored_feedback(folder: Path, address: str = "") -> StoredFeedback:
    """Return the verdicts at an address of a database, or beside the generations of a folder."""
    return StoredFeedback(database_of(folder, address, FILE, _prepare, "PINCITE_FEEDBACK to off"))


def _feedback(row: sa.Row[Any]) -> Feedback:
    return Feedback(
        at=row.at,
        question=row.question,
        earlier=tuple(row.earlier),
        documents=tuple(row.documents),
        generation=row.generation,
        answer=row.answer,
        is_as_shown=row.is_as_shown,
        verdict=Verdict(row.verdict),
        remark=row.remark,
    )

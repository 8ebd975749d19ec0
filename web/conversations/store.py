"""Conversations in a database."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from index.databases.database import Database
from web.conversations.conversation import (
    MAX_TURNS_KEPT,
    Conversation,
    FullError,
    NewTurn,
    Owner,
    Place,
    Summary,
    title_of,
)
from web.conversations.schema import (
    SUMMARIES,
    conversations,
    stamp,
    summary_of,
    turn_of,
    turns,
    withdrawn,
)

_RANDOM_BYTES = 16  # of an id and of the token of a link: 128 bits that nobody guesses
_c, _t = conversations.c, turns.c


def _now() -> datetime:
    return datetime.now(UTC)


class StoredConversations:
    """The `Conversations` of a database, each kept for `days` after it was last asked in."""

    def __init__(self, database: Database, days: int, clock: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._kept_for = timedelta(days=days)
        self._clock = clock

    def keep(
        self, owner: Owner, conversation: str, new: Sequence[NewTurn], request: str
    ) -> Place | None:
        """Add turns to a conversation or to a new one. Raises FullError and KeyError."""
        with self._database.writing() as connection:
            if _is_withdrawn(connection, request):
                return None
            known = self._find_place(connection, owner, request)
            if known is not None:
                return known
            now = stamp(self._clock())
            if conversation:
                self._require(connection, owner, conversation)
                connection.execute(_of_id(conversation).values(changed=now))
            else:
                conversation = secrets.token_urlsafe(_RANDOM_BYTES)
                title = title_of(new[0].question)
                row = {"id": conversation, "owner": owner, "title": title, "changed": now}
                connection.execute(conversations.insert(), row)
            mine = _t.conversation == conversation
            count, last = connection.execute(
                sa.select(sa.func.count(), sa.func.coalesce(sa.func.max(_t.number), 0)).where(mine)
            ).one()
            if count + len(new) > MAX_TURNS_KEPT:
                raise FullError(conversation)
            for number, turn in enumerate(new, start=last + 1):
                values = {
                    "conversation": conversation,
                    "number": number,
                    "request": request if number == last + len(new) else None,
                    "question": turn.question,
                    "documents": turn.documents,
                    "after": turn.after,
                    "asked": now,
                    "answer": turn.answer,
                }
                connection.execute(turns.insert(), values)
            return Place(conversation, last + len(new))

    def place(self, owner: Owner, request: str) -> Place:
        """Return where what was kept under this name stands."""
        with self._database.reading() as connection:
            found = self._find_place(connection, owner, request)
        if found is None:
            raise KeyError(request)
        return found

    def withdraw(self, owner: Owner, request: str) -> None:
        """Delete what is kept under this name, and keep nothing under it from now on."""
        with self._database.erasing() as connection:
            if _is_withdrawn(connection, request):
                return
            row = {"request": request, "at": stamp(self._clock())}
            connection.execute(withdrawn.insert(), row)
            place = self._find_place(connection, owner, request)
            if place is None:
                return
            connection.execute(turns.delete().where(_t.request == request))
            mine = _t.conversation == place.conversation
            if not connection.execute(sa.select(sa.func.count()).where(mine)).scalar_one():
                connection.execute(conversations.delete().where(_c.id == place.conversation))

    def conversation(self, owner: Owner, id: str) -> Conversation:
        """Return a conversation of the owner."""
        return self._conversation(sa.and_(_c.id == id, _c.owner == owner))

    def shared(self, token: str) -> Conversation:
        """Return the conversation that is shared under this token."""
        return self._conversation(_c.shared == token)

    def count(self, owner: Owner) -> int:
        """Return how many conversations an owner has."""
        wanted = sa.select(sa.func.count()).where(_c.owner == owner, self._is_kept())
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar_one()

    def summaries(self, owner: Owner, first: int, most: int) -> tuple[Summary, ...]:
        """Return conversations from the `first` on, newest first, ties by id."""
        wanted = (
            SUMMARIES.where(_c.owner == owner, self._is_kept())
            .order_by(_c.changed.desc(), _c.id)
            .offset(first)
            .limit(most)
        )
        with self._database.reading() as connection:
            return tuple(map(summary_of, connection.execute(wanted)))

    def rename(self, owner: Owner, id: str, title: str) -> None:
        """Give a conversation another title; the former one is erased."""
        with self._database.erasing() as connection:
            self._require(connection, owner, id)
            connection.execute(_of_id(id).values(title=title))

    def share(self, owner: Owner, id: str) -> str:
        """Return the token under which everybody may read a conversation from now on."""
        with self._database.writing() as connection:
            self._require(connection, owner, id)
            token = connection.execute(sa.select(_c.shared).where(_c.id == id)).scalar_one()
            if not token:
                token = secrets.token_urlsafe(_RANDOM_BYTES)
                connection.execute(_of_id(id).values(shared=token))
            return str(token)

    def unshare(self, owner: Owner, id: str) -> None:
        """Forget the token under which everybody may read a conversation."""
        with self._database.writing() as connection:
            self._require(connection, owner, id)
            connection.execute(_of_id(id).values(shared=None))

    def delete(self, owner: Owner, id: str) -> None:
        """Delete a conversation and erase it."""
        with self._database.erasing() as connection:
            self._require(connection, owner, id)
            _delete(connection, _c.id == id)

    def delete_all(self, owner: Owner) -> None:
        """Delete all conversations of an owner and erase them."""
        with self._database.erasing() as connection:
            _delete(connection, _c.owner == owner)

    def forget_old(self) -> None:
        """Delete the conversations that are older than they are kept, and erase them."""
        with self._database.erasing() as connection:
            _delete(connection, ~self._is_kept())
            connection.execute(withdrawn.delete().where(withdrawn.c.at < self._oldest()))

    def check(self) -> None:
        """Raise DataFolderError if what was kept cannot be used."""
        self._database.check()

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def _oldest(self) -> int:
        return stamp(self._clock() - self._kept_for)

    def _is_kept(self) -> sa.ColumnElement[bool]:
        return _c.changed >= self._oldest()

    def _require(self, connection: sa.Connection, owner: Owner, id: str) -> None:
        """Raise KeyError unless the owner has this conversation."""
        mine = sa.select(_c.id).where(_c.id == id, _c.owner == owner, self._is_kept())
        if connection.execute(mine).first() is None:
            raise KeyError(id)

    def _find_place(self, connection: sa.Connection, owner: Owner, request: str) -> Place | None:
        wanted = (
            sa.select(_t.conversation, _t.number)
            .join(conversations, _c.id == _t.conversation)
            .where(_t.request == request, _c.owner == owner, self._is_kept())
        )
        found = connection.execute(wanted).first()
        return None if found is None else Place(*found)

    def _conversation(self, which: sa.ColumnElement[bool]) -> Conversation:
        with self._database.reading() as connection:
            found = connection.execute(SUMMARIES.where(which, self._is_kept())).first()
            if found is None:
                raise KeyError("no such conversation")
            summary = summary_of(found)
            mine = sa.select(turns).where(_t.conversation == summary.id).order_by(_t.number)
            return Conversation(summary, tuple(map(turn_of, connection.execute(mine))))


def _of_id(id: str) -> sa.Update:
    return conversations.update().where(_c.id == id)


def _delete(connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    ids = sa.select(_c.id).where(which)
    connection.execute(turns.delete().where(_t.conversation.in_(ids)))
    connection.execute(conversations.delete().where(which))


def _is_withdrawn(connection: sa.Connection, request: str) -> bool:
    wanted = sa.select(withdrawn.c.request).where(withdrawn.c.request == request)
    return connection.execute(wanted).first() is not None

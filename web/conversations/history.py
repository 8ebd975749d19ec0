"""What keeps the conversations of an application, if anything does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

from flask import abort, current_app

from corpus.errors import PinciteError
from web.configuration.settings import Settings
from web.conversations.conversation import Conversations
from web.conversations.database import conversations_database
from web.conversations.store import StoredConversations

_SECONDS_BETWEEN = 3600.0  # in which old conversations may outlive their time in the database

_log = logging.getLogger(__name__)


class History:
    """The kept conversations, or none where nothing is to be kept.

    `days` is how long a conversation is kept. `clock` gives seconds that never run back.
    """

    def __init__(
        self,
        store: Conversations | None = None,
        days: int = 0,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.store = store
        self.days = days
        self._clock = clock
        self._tidying = Lock()
        self._next = clock() + _SECONDS_BETWEEN

    def tidy(self) -> None:
        """Delete what is too old, at most once an hour; a failure is only logged."""
        if self.store is None or self._clock() < self._next:
            return
        with self._tidying:
            if self._clock() < self._next:
                return
            self._next = self._clock() + _SECONDS_BETWEEN
        try:
            self.store.forget_old()
        except PinciteError as error:
            _log.error("Old conversations could not be deleted: %s", error)

    def check(self) -> None:
        """Delete what is too old; raise DataFolderError if conversations cannot be kept."""
        if self.store is not None:
            self.store.forget_old()
            self.store.close()

    def close(self) -> None:
        """Let go of the database; twice is allowed."""
        if self.store is not None:
            self.store.close()


def history_of(settings: Settings) -> History:
    """Return the history that the settings ask for; its tables are made at the first use."""
    if not settings.history_days:
        return History()
    database = conversations_database(settings.data, settings.database)
    return History(StoredConversations(database, settings.history_days), settings.history_days)


def history() -> History:
    """Return the history of the application that handles the current request."""
    found = current_app.extensions["history"]
    if not isinstance(found, History):
        raise TypeError("the application was not made by create_app")
    return found


def kept_conversations() -> Conversations:
    """Return what keeps conversations; answer 404 where nothing does."""
    store = history().store
    if store is None:
        abort(404, "Conversations are not kept here.")
    return store


def tidy() -> None:
    """Tidy the history of the application that handles the current request."""
    history().tidy()

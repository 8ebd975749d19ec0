"""The collection of a web process, opened while the process already answers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack
from threading import Event
from time import monotonic
from typing import Protocol

from flask import current_app

from corpus.errors import PinciteError, UnreachableError
from index.protocols import Index
from qa.answer import Answer
from qa.question import Question
from qa.service import Reasoned
from web.library.overview import Overview, overview
from web.server.refreshing import Refreshing

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds until a server that is away is tried again

_log = logging.getLogger(__name__)


class Asking(Protocol):
    """Answers questions; safe from many threads."""

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question, a refusal included; raise QuestionError if it is bad."""

    def explain(self, question: Question) -> Reasoned:
        """Return the reply with what led to it; raise QuestionError if the question is bad."""


class Collection(Protocol):
    """An index and the answer function over it."""

    @property
    def index(self) -> Index:
        """Return the index."""

    @property
    def answers(self) -> Asking:
        """Return the answer function."""

    def refresh(self) -> object:
        """Go on with the newest state of the collection.

        What has been asked already is answered from the state it began with. Raises PinciteError if
        the newest cannot be used, and then stays with the one it has.
        """


class NotReadyError(PinciteError):
    """The collection is still being opened, or could not be."""


class Opening:
    """A collection that is open, being opened or could not be opened."""

    def __init__(
        self,
        collection: Future[Collection],
        closing: ExitStack,
        clock: Callable[[], float] = monotonic,
        leaving: Event | None = None,
    ) -> None:
        self._collection = collection
        self._closing = closing
        self._leaving = leaving or Event()
        self._refreshing = Refreshing(lambda: self.collection.refresh(), clock)
        self._overview: Overview | None = None
        self._is_ending = False

    @classmethod
    def done(cls, collection: Collection, clock: Callable[[], float] = monotonic) -> Opening:
        """Take a collection that is open; whoever opened it closes it.

        `clock` tells, in seconds, when to look for a newer state of it.
        """
        future: Future[Collection] = Future()
        future.set_result(collection)
        return cls(future, ExitStack(), clock)

    @classmethod
    def begun(
        cls,
        opened: Callable[[], AbstractContextManager[Collection]],
        pause: float = _FIRST_PAUSE,
    ) -> Opening:
        """Enter what `opened` gives on a thread of its own and return at once.

        A failure is logged. While a server that keeps a part of the collection is away, it is tried
        again: after so many seconds, then after twice as many each time, up to half a minute.
        """
        closing, leaving = ExitStack(), Event()
        worker = ThreadPoolExecutor(1, thread_name_prefix="opening")
        future = worker.submit(_entered, opened, closing, leaving, pause)
        worker.shutdown(wait=False)
        return cls(future, closing, leaving=leaving)

    @property
    def collection(self) -> Collection:
        """Return the open collection. Raises NotReadyError while there is none."""
        if not self._collection.done():
            raise NotReadyError("The collection is still being opened; ask again in a moment.")
        if self._collection.exception() is not None:
            raise NotReadyError("The collection could not be opened; the server's log says why.")
        return self._collection.result()

    @property
    def overview(self) -> Overview:
        """Return the overview of the collection, made once for a generation. Raises as above."""
        index = self.collection.index
        known = self._overview
        if known is None or known.generation != index.generation:
            known = self._overview = overview(index)
        return known

    def refresh(self) -> None:
        """Go on with what was built meanwhile, if it is time to look; raises nothing.

        Call it at the beginning of a request, so that all of the request sees one state.
        """
        if self._collection.done() and self._collection.exception() is None:
            self._refreshing.when_due()

    def refresh_at_once(self) -> None:
        """Go on with what was built meanwhile; raises nothing.

        For whoever changes the collection, and asks after what he has just changed.
        """
        if self._collection.done() and self._collection.exception() is None:
            self._refreshing.at_once()

    def wait(self, seconds: float) -> bool:
        """Wait so long for the collection to be open, or to have failed; return whether it is."""
        return not wait([self._collection], seconds).not_done

    def end(self) -> None:
        """Be no longer ready, so that no more requests are sent here; those that are, are met."""
        self._is_ending = True

    def check_ready(self) -> None:
        """Raise NotReadyError unless questions are answered, and will be for a while."""
        if self._is_ending:
            raise NotReadyError("The service is ending; ask elsewhere.")
        self.collection  # noqa: B018 - it raises

    def close(self) -> None:
        """Wait until the opening has ended, then close what it opened; twice is allowed."""
        self._leaving.set()
        self._collection.exception()
        self._closing.close()


def opening() -> Opening:
    """Return the opening of the application that handles the current request."""
    found = current_app.extensions["pincite"]
    if not isinstance(found, Opening):
        raise TypeError("the application was not made by create_app")
    return found


def refresh() -> None:
    """Refresh the collection of the application that handles the current request."""
    opening().refresh()


def refresh_at_once() -> None:
    """Refresh the collection of the application, however short ago that was done last."""
    opening().refresh_at_once()


def _entered(
    opened: Callable[[], AbstractContextManager[Collection]],
    closing: ExitStack,
    leaving: Event,
    pause: float,
) -> Collection:
    while True:
        try:
            return closing.enter_context(opened())
        except PinciteError as error:
            _log.error("%s", error)
            if not isinstance(error, UnreachableError) or leaving.wait(pause):
                raise
            pause = min(2 * pause, _LONGEST_PAUSE)
        except Exception:
            _log.exception("The collection could not be opened.")
            raise

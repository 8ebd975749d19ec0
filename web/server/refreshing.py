"""When a server looks for a newer collection than the one it answers from."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

from corpus.errors import PinciteError, UnreachableError

SECONDS_BETWEEN = 1.0
SECONDS_AFTER_SILENCE = 5.0  # a server is waited for as long before it counts as away
SECONDS_AFTER_FAILURE = 60.0  # what is damaged is read whole before it is refused

_log = logging.getLogger(__name__)


class Refreshing:
    """Calls `refresh` at most once in a while, and from one thread at a time.

    `clock` gives seconds that never run back.
    """

    def __init__(
        self, refresh: Callable[[], object], clock: Callable[[], float] = monotonic
    ) -> None:
        self._refresh = refresh
        self._clock = clock
        self._busy = Lock()
        self._next = clock() + SECONDS_BETWEEN

    def when_due(self) -> None:
        """Refresh if it is time to and no other thread is at it; a failure is only logged."""
        if self._clock() < self._next or not self._busy.acquire(blocking=False):
            return
        try:
            pause = self._refreshed()
            self._next = self._clock() + pause
        finally:
            self._busy.release()

    def at_once(self) -> None:
        """Refresh unless another thread is at it, however short ago the last time was."""
        self._next = self._clock()
        self.when_due()

    def _refreshed(self) -> float:
        """Refresh and return in how many seconds it is time to do so again."""
        try:
            self._refresh()
        except UnreachableError as error:
            _log.error("The collection stays as it is: %s", error)
            return SECONDS_AFTER_SILENCE
        except PinciteError as error:
            _log.error("The collection stays as it is: %s", error)
            return SECONDS_AFTER_FAILURE
        except Exception:  # noqa: BLE001 - whatever it is, the request can be answered
            _log.exception("The collection stays as it is.")
            return SECONDS_AFTER_FAILURE
        return SECONDS_BETWEEN

"""The queue in front of the answer function: a bounded one, so that load beyond it is refused."""

from __future__ import annotations

from collections import deque
from threading import Event, Lock

from corpus.errors import PinciteError


class BusyError(PinciteError):
    """As many requests are answered and waiting as there may be."""


class Gate:
    """Lets `at_once` in and `waiting` wait, first come, first served, for `seconds` at most."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._free = at_once
        self._places = waiting
        self._seconds = seconds
        self._queue: deque[Event] = deque()
        self._lock = Lock()

    def enter(self) -> bool:
        """Return once it is this thread's turn, and whether it had to wait; whoever entered leaves.

        Raises BusyError if it cannot wait, or not longer.
        """
        with self._lock:
            if self._free:
                self._free -= 1
                return False
            if len(self._queue) >= self._places:
                raise BusyError("Too many questions are being answered; ask again in a moment.")
            turn = Event()
            self._queue.append(turn)
        if turn.wait(self._seconds):
            return True
        with self._lock:
            if turn.is_set():  # it came between the two lines above
                return True
            self._queue.remove(turn)
        raise BusyError("The question waited too long to be answered; ask again in a moment.")

    def leave(self) -> None:
        """Let the next one in."""
        with self._lock:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._free += 1

"""What happens to the documents, told line by line to people and to programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from time import monotonic
from typing import TextIO

from web.collecting.events import Event, Outcome, What

_NOTHING_DONE = (What.UNCHANGED, What.COPY)
_OF_NO_FILE = (What.REMOVED, What.RECUT, What.SUPERSEDED, What.CURRENT)
_NAMED = (What.COPY, What.SUPERSEDED, What.CURRENT, What.FAILED)
_MINUTE = 60


class Progress:
    """Tells people how far it has come, how fast, and how long the rest will take.

    The rest is reckoned from the bytes of the files that were read. Files that are unchanged have
    no line of their own.
    """

    def __init__(self, out: TextIO, clock: Callable[[], float] = monotonic) -> None:
        self._out = out
        self._clock = clock
        self._began = clock()
        self._files = self._size = self._done = self._read = self._passed = self._chunks = 0

    def begun(self, files: int, size: int) -> None:
        """Begin to count."""
        self._files, self._size, self._began = files, size, self._clock()

    def happened(self, event: Event) -> None:
        """Write a line on an event, unless nothing was to be done."""
        self._chunks += event.chunks
        if event.what not in _OF_NO_FILE:
            self._done += 1
        if event.what in _NOTHING_DONE:
            self._passed += event.size
        else:
            self._read += event.size
        if event.what is not What.UNCHANGED:
            self._out.write(f"{self._place()}{event_text(event)}{self._pace(event)}\n")
            self._out.flush()

    def _place(self) -> str:
        """Return which of the files it is; what is no file, as a folder, has no number."""
        width = len(str(self._files))
        is_file = 0 < self._done <= self._files
        return f"[{self._done:>{width}}/{self._files}] " if is_file else ""

    def _pace(self, event: Event) -> str:
        seconds = self._clock() - self._began
        if not event.chunks or seconds <= 0:
            return ""
        rate = f"; {self._chunks / seconds:.0f} chunks/s"
        rest = self._size - self._read - self._passed
        if not self._read or rest <= 0:
            return rate
        return f"{rate}, {_duration(rest * seconds / self._read)} left"


class JsonLines:
    """Tells programs: an object a line, the first `begun`, then one an event."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def begun(self, files: int, size: int) -> None:
        """Write how many files are gone through, of so many bytes."""
        self._write({"event": "begun", "files": files, "size": size})

    def happened(self, event: Event) -> None:
        """Write an event."""
        self._write({"event": event.what.value} | {**asdict(event), "what": event.what.value})

    def done(self, outcome: Outcome) -> None:
        """Write how often each thing happened."""
        counts = {what.value: len(outcome.of(what)) for what in What}
        self._write({"event": "done", "is_whole": outcome.is_whole, "counts": counts})

    def _write(self, value: dict[str, object]) -> None:
        value.pop("what", None)
        text = json.dumps(value, ensure_ascii=False)
        # A path that is not UTF-8 can be written as escapes alone.
        self._out.write((text if text.isprintable() else json.dumps(value)) + "\n")
        self._out.flush()


def event_text(event: Event) -> str:
    """Return an event in a line for people."""
    if event.what is What.FAILED:
        return f"failed: {event.reason}"
    if event.what is What.COPY:
        return f"copy: {event.path} has the bytes of {event.document}, which is there already"
    if event.what is What.SUPERSEDED:
        return (
            f"superseded: {event.document} by {event.by}, which answers in its place; "
            f"`pincite describe {event.document} --current` keeps both"
        )
    if event.what is What.CURRENT:
        return f"current: {event.document} answers again; nothing supersedes it any more"
    chunks = f", {event.chunks:,} chunk{'s' * (event.chunks > 1)}" if event.chunks else ""
    return f"{event.what.value} {event.document}{chunks}"


def summary(outcome: Outcome) -> str:
    """Return how often each thing happened as a table, then what is to be known of single ones."""
    counted = [(what.value, len(outcome.of(what))) for what in What]
    lines = [f"{name:<10}{count:>7,}" for name, count in counted if count]
    lines += [event_text(event) for event in outcome.of(*_NAMED)]
    return "\n".join(lines) or "There was nothing to do."


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / _MINUTE:.0f} min"

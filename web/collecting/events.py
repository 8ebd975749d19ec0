"""What happens to the documents while a collection is brought in line with its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class What(StrEnum):
    """What became of a file or document."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    COPY = "copy"  # its bytes are those of a document that is there
    RECUT = "recut"  # parsed again from the stored text, as a newer program does it
    REMOVED = "removed"
    SUPERSEDED = "superseded"  # a newer edition answers in its place
    CURRENT = "current"  # again: nothing supersedes it any more
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a file or document.

    `document` is its id, of a copy the id of the document that it is a copy of, "" where a file
    became none. `path` is the file, "" where none is concerned. `reason` is why it failed, in words
    for people; `size` is in bytes. `by` is the newer edition of what is superseded.
    """

    what: What
    document: str = ""
    path: str = ""
    reason: str = ""
    size: int = 0
    chunks: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that happened, in order."""

    events: tuple[Event, ...]

    def of(self, *whats: What) -> tuple[Event, ...]:
        """Return the events of some kinds, in order."""
        return tuple(event for event in self.events if event.what in whats)

    def documents(self, what: What) -> tuple[str, ...]:
        """Return the documents that something became of, sorted."""
        return tuple(sorted(event.document for event in self.of(what)))

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing failed."""
        return not self.of(What.FAILED)


class Observer(Protocol):
    """Is told what happens while it happens."""

    def begun(self, files: int, size: int) -> None:
        """Take note that so many files are gone through, of so many bytes in all."""

    def happened(self, event: Event) -> None:
        """Take note of what became of a file or document."""


class Recorder:
    """Keeps what happens, and tells it on."""

    def __init__(self, observer: Observer | None = None) -> None:
        self._observer = observer
        self._events: list[Event] = []

    @property
    def outcome(self) -> Outcome:
        """Return what has happened so far."""
        return Outcome(tuple(self._events))

    def begun(self, sizes: Iterable[int]) -> None:
        """Tell how many files are gone through, and their sizes in bytes together."""
        known = tuple(sizes)
        if self._observer:
            self._observer.begun(len(known), sum(known))

    def happened(self, event: Event) -> None:
        """Keep an event, and tell it on."""
        self._events.append(event)
        if self._observer:
            self._observer.happened(event)

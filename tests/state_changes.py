"""Changes of the collection in every state that a person may meet them in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from web.changes.change import Change, Fate, Kind, SentFile, Stage
from web.changes.queue import CHANGES, ChangeQueue

_FILES = (
    SentFile("Harbour plan 2031.pdf", 4_000_000, Fate.ADDED, "Harbour plan 2031"),
    SentFile("bees.md", 900, Fate.UNCHANGED, "bees"),
    SentFile("a copy of the bees.md", 900, Fate.COPY, "bees"),
    SentFile(
        f"{'minutes' * 12}.docx", 80_000, Fate.REFUSED, reason="it is encrypted; save it without"
    ),
    SentFile(
        "lantern.pdf", 70_000, Fate.ADDED, "lantern", warnings=("page 3 is a picture of text",)
    ),
)
_WAITING = tuple(SentFile(file.name, file.size) for file in _FILES)


def _id(number: int) -> str:
    return f"{number:016x}-{number:032x}"


AT_WORK, DONE, BROKEN, REMOVED = map(_id, range(1, 5))
_CHANGES = (
    Change(AT_WORK, Kind.ADD, Stage.EMBEDDING, "", (_FILES[0], *_WAITING[1:]), 32, 80, "", ""),
    Change(DONE, Kind.ADD, Stage.DONE, "", _FILES, 0, 0, "0" * 12, ""),
    Change(BROKEN, Kind.ADD, Stage.FAILED, "", _WAITING, 0, 0, "", "The disk is full."),
    Change(REMOVED, Kind.REMOVE, Stage.DONE, "hornets", (), 0, 0, "0" * 12, ""),
)


@contextmanager
def changes_in(data: Path) -> Iterator[None]:
    """Put the changes into the queue of a data folder, and hold the one that is at work."""
    queue = ChangeQueue(data)
    for change in _CHANGES:
        (data / CHANGES / change.id).mkdir(parents=True)
        queue.tell(change)
    with queue.making(_CHANGES[0]):
        yield

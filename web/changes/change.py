"""A change of the collection that was asked for, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What is asked."""

    ADD = "add"
    REMOVE = "remove"
    DESCRIBE = "describe"


class Stage(StrEnum):
    """How far a change has come; the last two are its ends."""

    QUEUED = "queued"  # behind other changes
    WAITING = "waiting"  # for another program that writes
    READING = "reading"
    EMBEDDING = "embedding"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


ENDS = frozenset({Stage.DONE, Stage.FAILED})


class Fate(StrEnum):
    """What became of a file that was sent."""

    PENDING = "pending"
    ADDED = "added"
    UNCHANGED = "unchanged"  # it was sent before
    COPY = "copy"  # its bytes are those of a document that is there under another name
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was sent, under the name it is kept by; `size` is in bytes.

    `document` is the id of its document, of a copy that of the document it is a copy of, "" while
    it has none. `reason` says why it was refused; `warnings` what of it could not be read, and
    what it supersedes.
    """

    name: str
    size: int
    fate: Fate = Fate.PENDING
    document: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A change that was asked for, as it stands.

    `document` is the one that is removed or described, "" where files are added. `passages` are
    those of the document at work, `embedded` how many of them have a vector. `generation` is what
    the collection is called once the change is done, `reason` why it failed; each is "" until then.
    The collection is as it was before unless the stage is `done`.
    """

    id: str
    kind: Kind
    stage: Stage
    document: str
    files: tuple[SentFile, ...]
    embedded: int
    passages: int
    generation: str
    reason: str

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.stage in ENDS

    @property
    def settled(self) -> int:
        """Return how many of the files are settled."""
        return sum(file.fate is not Fate.PENDING for file in self.files)

    def of(self, fate: Fate) -> tuple[SentFile, ...]:
        """Return the files of a fate, in order."""
        return tuple(file for file in self.files if file.fate is fate)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: `said` are the fields that are set of a document, by name."""

    kind: Kind
    document: str = ""
    said: Mapping[str, str] | None = None


def change_from_json(value: Mapping[str, Any]) -> Change:
    """Return the change that `to_json` wrote. Raises KeyError, TypeError or ValueError."""
    files = tuple(
        SentFile(**{**file, "fate": Fate(file["fate"]), "warnings": tuple(file["warnings"])})
        for file in value["files"]
    )
    fields = {**value, "kind": Kind(value["kind"]), "stage": Stage(value["stage"]), "files": files}
    return Change(**fields)

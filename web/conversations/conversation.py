"""A conversation as it is kept, and what can be done with those that are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

Owner = NewType("Owner", str)  # whose a conversation is; tells nothing that lets one be them

MAX_TITLE_CHARACTERS = 120
MAX_TURNS_KEPT = 200  # a page shows all turns of a conversation
_TITLE_FROM_QUESTION = 80  # characters


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A question and its answer that are to be kept.

    `documents` are the ids of those asked in, () for all. `after` are the numbers of the turns that
    it was asked after, oldest first; () for a question that stands alone. `answer` are the bytes
    that `answer_bytes` gave.
    """

    question: str
    documents: tuple[str, ...]
    after: tuple[int, ...]
    answer: bytes


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer as they were kept: the `number`th of its conversation, from 1.

    Numbers ascend and may leave gaps. `asked` is in UTC; the rest is as in `NewTurn`.
    """

    number: int
    question: str
    documents: tuple[str, ...]
    after: tuple[int, ...]
    asked: datetime
    answer: bytes


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list tells of a conversation.

    `changed` is when it was last asked in, in UTC. `shared` is the token under which everybody may
    read it, empty if nobody may.
    """

    id: str
    title: str
    changed: datetime
    shared: str
    questions: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with its turns, oldest first; it has at least one."""

    summary: Summary
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a turn stands."""

    conversation: str
    number: int


class FullError(Exception):
    """A conversation has as many turns as are kept."""


class Conversations(Protocol):
    """Keeps conversations for a while; safe from many threads and processes.

    Each change is made whole or not at all. What is older than it keeps is not found any more.
    Whatever is not the owner's raises KeyError as if it were not there. Everything raises
    DataFolderError if the place where they are kept refuses.
    """

    def keep(
        self, owner: Owner, conversation: str, turns: Sequence[NewTurn], request: str
    ) -> Place | None:
        """Add turns to a conversation, to a new one if its id is empty; return the last's place.

        `request` names what is kept: the same name a second time adds nothing and returns the first
        place, and None is returned for one that was withdrawn. Raises FullError if the conversation
        is.
        """

    def place(self, owner: Owner, request: str) -> Place:
        """Return where what was kept under this name stands."""

    def withdraw(self, owner: Owner, request: str) -> None:
        """See to it that what is or would be kept under this name is not."""

    def conversation(self, owner: Owner, id: str) -> Conversation:
        """Return a conversation."""

    def shared(self, token: str) -> Conversation:
        """Return the conversation that everybody may read under this token."""

    def count(self, owner: Owner) -> int:
        """Return how many conversations an owner has."""

    def summaries(self, owner: Owner, first: int, most: int) -> tuple[Summary, ...]:
        """Return conversations from the `first` on (from 0), newest first, ties by id."""

    def rename(self, owner: Owner, id: str, title: str) -> None:
        """Call a conversation by another title."""

    def share(self, owner: Owner, id: str) -> str:
        """Let everybody read a conversation under a token; return it, the same every time."""

    def unshare(self, owner: Owner, id: str) -> None:
        """Let nobody else read a conversation any more; its token is never used again."""

    def delete(self, owner: Owner, id: str) -> None:
        """Delete a conversation."""

    def delete_all(self, owner: Owner) -> None:
        """Delete all conversations of an owner, none included."""

    def forget_old(self) -> None:
        """Delete what is older than it is kept."""

    def check(self) -> None:
        """Raise DataFolderError if what was kept cannot be used."""

    def close(self) -> object:
        """Let go of the place where they are kept."""


def title_of(text: str, most: int = _TITLE_FROM_QUESTION) -> str:
    """Return a text as a title: white space folded, cut after `most` characters with "…"."""
    folded = " ".join(text.split())
    return folded if len(folded) <= most else f"{folded[: most - 1].rstrip()}…"

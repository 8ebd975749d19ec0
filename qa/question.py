"""A question as it is asked, with what came before it."""

from __future__ import annotations

from dataclasses import dataclass

MAX_QUESTION_CHARACTERS = 2000
MAX_TURNS = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the answer that was shown."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    `history` holds the earlier turns, oldest first. `documents` restricts the answer to these
    document ids; empty means all. `as_of` is an ISO date for which editions are to be used, or
    empty for the current ones. `limit` is the largest number of passages named in a refusal.
    """

    text: str
    history: tuple[Turn, ...] = ()
    documents: tuple[str, ...] = ()
    as_of: str = ""
    limit: int = 3

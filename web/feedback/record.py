"""What is kept of a verdict on an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_REMARK = 2_000  # characters


class Verdict(StrEnum):
    """What somebody says of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on an answer that this service has given.

    `earlier` are the questions before it, oldest first, and `documents` those it was restricted to;
    empty for none. `answer` is the fingerprint of what the service answers to them over
    `generation`, and `is_as_shown` tells whether the page showed just that: not where the
    collection was built anew in between, or where the conversation was longer than what is kept of
    it. `at` is an ISO 8601 time in UTC.
    """

    at: str
    question: str
    earlier: tuple[str, ...]
    documents: tuple[str, ...]
    generation: str
    answer: str
    is_as_shown: bool
    verdict: Verdict
    remark: str

    def __post_init__(self) -> None:
        if len(self.remark) > LONGEST_REMARK:
            raise ValueError(f"a remark has at most {LONGEST_REMARK} characters")

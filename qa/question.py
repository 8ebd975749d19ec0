"""A question as it is asked, with what came before it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from corpus.errors import QuestionError

MAX_QUESTION_CHARACTERS = 2_000
MAX_TURNS = 20
MAX_LIMIT = 10
_NAMED = 10  # documents that an error names


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the answer that was shown.

    Only the beginning of an answer is read, so that it may have any length.
    """

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    `history` holds the earlier turns, oldest first. `documents` restricts the answer to these
    document ids; empty means all. `as_of` is an ISO date: what was in force on that day answers,
    and a document that is named stands for its edition of then. Empty means now: a superseded
    document answers only where it is named. `limit` is the largest number of passages named in a
    refusal.
    """

    text: str
    history: tuple[Turn, ...] = ()
    documents: tuple[str, ...] = ()
    as_of: str = ""
    limit: int = 3


def check(question: Question, document_ids: Callable[[], Collection[str]]) -> None:
    """Raise QuestionError, saying what is wrong, if a question cannot be put to a collection.

    `document_ids` gives the ids of the collection's documents, sorted; it is called only for a
    question that names some.
    """
    if not question.text.strip():
        raise QuestionError("the question is empty; type one")
    if len(question.history) > MAX_TURNS:
        raise QuestionError(
            f"the history has {len(question.history)} turns; at most {MAX_TURNS} are read"
        )
    check_text("question", question.text, MAX_QUESTION_CHARACTERS)
    for turn in question.history:
        check_text("question in the history", turn.question, MAX_QUESTION_CHARACTERS)
        _check_whole("answer in the history", turn.answer)
    if not 0 <= question.limit <= MAX_LIMIT:
        raise QuestionError(f"the limit is {question.limit}; give a number from 0 to {MAX_LIMIT}")
    check_scope(question, document_ids)


def check_scope(question: Question, document_ids: Callable[[], Collection[str]]) -> None:
    """Raise QuestionError if the day or a document that a question is confined to is none.

    `document_ids` is as `check` has it; whatever else the question holds is not looked at.
    """
    if question.as_of:
        check_date(question.as_of)
    if question.documents:
        check_documents(question.documents, document_ids())


def check_text(name: str, text: str, longest: int) -> None:
    """Raise QuestionError if `text`, called `name`, is too long or holds half a character."""
    if len(text) > longest:
        raise QuestionError(f"the {name} has {len(text)} characters; at most {longest} are read")
    _check_whole(name, text)


def _check_whole(name: str, text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise QuestionError(
            f"the {name} holds half a character at {error.start} (a lone surrogate); remove it"
        ) from error


def check_date(text: str) -> None:
    """Raise QuestionError unless `text` is a day as ISO 8601 has it."""
    try:
        is_date = date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_date = False
    if not is_date:
        raise QuestionError(f"as_of is {text[:40]!r}; give a date like 2025-12-31")


def check_documents(wanted: Collection[str], known: Collection[str]) -> None:
    """Raise QuestionError if a document that is wanted is not known; `known` is sorted."""
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        some = ", ".join(list(known)[:_NAMED]) or "none"
        more = ", …" if len(known) > _NAMED else ""
        raise QuestionError(f"no document is called {unknown[0]!r}; there are {some}{more}")

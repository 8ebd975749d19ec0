"""The turns of a conversation as a page shows them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qa.answer import Answer
from qa.deserialise import MalformedJsonError, answer_from_json
from qa.scope import Scope
from web.answers.presenting import Shown, shown
from web.conversations.announcing import announcement
from web.conversations.conversation import Conversation, Turn
from web.questions.keeping import kept_turn


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn with everything that its page needs.

    `shown` is None where an answer was kept that can no longer be read. `said` is what a screen
    reader says of it. `asked` is None where it is not known.
    """

    number: int
    question: str
    shown: Shown | None
    said: str
    asked: datetime | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """Where the forms of a page send a question.

    `request` names the next request, and `conversation` is the id of the one that it belongs to;
    both are empty where nothing is kept.
    """

    method: str
    action: str
    conversation: str = ""
    request: str = ""


def shown_turns(conversation: Conversation, kind: str, id: str) -> tuple[ShownTurn, ...]:
    """Return the turns of a kept conversation as they were given, to be shown on a page of `kind`.

    `kind` and `id` lead back from a document as `kept_turn` has it.
    """
    questions = {turn.number: turn.question for turn in conversation.turns}
    return tuple(
        _shown_turn(
            turn,
            [questions[number] for number in turn.after if number in questions],
            kept_turn(kind, id, turn.number),
        )
        for turn in conversation.turns
    )


def fresh_turns(
    questions: Sequence[str], answers: Sequence[Answer], scope: Scope
) -> tuple[ShownTurn, ...]:
    """Return turns that are kept nowhere: questions, each asked after those before it."""
    return tuple(
        fresh_turn(question, questions[:number], answer, scope)
        for number, (question, answer) in enumerate(zip(questions, answers, strict=True))
    )


def fresh_turn(question: str, earlier: Sequence[str], answer: Answer, scope: Scope) -> ShownTurn:
    """Return a turn that is kept nowhere, asked after `earlier` questions and numbered so."""
    found = shown(question, earlier, answer, scope=scope)
    return ShownTurn(len(earlier) + 1, question, found, announcement(found))


def answer_of(written: bytes) -> Answer | None:
    """Return the answer that was kept as these bytes, or None if it can no longer be read."""
    try:
        return answer_from_json(json.loads(written))
    except (ValueError, RecursionError, MalformedJsonError):
        return None


def _shown_turn(turn: Turn, earlier: Sequence[str], back: str) -> ShownTurn:
    answer = answer_of(turn.answer)
    found = None
    if answer is not None:
        scope = Scope(turn.documents, as_of=answer.as_of)
        found = shown(turn.question, earlier, answer, back, scope)
    said = "" if found is None else announcement(found)
    return ShownTurn(turn.number, turn.question, found, said, turn.asked)

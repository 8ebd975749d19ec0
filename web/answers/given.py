"""The answer that a page shows, found again by what its links carry."""

from __future__ import annotations

from flask import abort

from qa.answer import Answer
from qa.scope import EVERYWHERE, Scope
from web.conversations.chat import of_owner
from web.conversations.conversation import Conversation
from web.conversations.history import kept_conversations
from web.conversations.showing import answer_of
from web.opening import opening
from web.questions.asking import parameters
from web.questions.conversing import answered, questions_of
from web.questions.keeping import address, whole_address
from web.questions.scoping import asked_within, scope_of_address
from web.tracing import timed


def answer_query(
    question: str, earlier: tuple[str, ...], back: str, scope: Scope = EVERYWHERE
) -> str:
    """Return the query string by which `given_answer` finds an answer; "" if it would be too long.

    `back` leads back to it from a document: to a turn that is kept, or by its questions.
    """
    is_kept = back not in ("", address(question, earlier, scope))
    return back if is_kept else whole_address(question, earlier, scope)


def given_answer(query: bytes) -> tuple[str, Answer]:
    """Return the question and the answer that a query string names.

    A `turn` of a `conversation` of this browser, or of one that is `shared`, is given as it was
    kept; `q` and repeated `earlier` are answered again, in the scope named. Answers 404 where
    nothing is kept.
    """
    given = dict(reversed(parameters(query)))
    if "turn" in given:
        return _kept(_conversation(given), given["turn"])
    questions = questions_of(query)
    within = asked_within(scope_of_address(query))
    with timed("answer"):
        return questions[-1], answered(opening().collection.answers, questions, within)[-1]


def _conversation(given: dict[str, str]) -> Conversation:
    if "conversation" in given:
        return of_owner(lambda store, owner: store.conversation(owner, given["conversation"]))
    try:
        return kept_conversations().shared(given.get("shared", ""))
    except KeyError:
        abort(404, "Nothing is shared at this address, or it is no longer.")


def _kept(conversation: Conversation, number: str) -> tuple[str, Answer]:
    turn = next((each for each in conversation.turns if str(each.number) == number), None)
    answer = None if turn is None else answer_of(turn.answer)
    if turn is None or answer is None:
        abort(404, "There is no such answer in the conversation, or it can no longer be read.")
    return turn.question, answer

"""A question that the page sends, and its answer kept in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answer import Answer
from qa.question import Question
from qa.question import Turn as Earlier
from qa.scope import Scope
from qa.serialise import answer_bytes
from web.conversations.conversation import Conversation, Conversations, NewTurn, Owner, Place
from web.conversations.showing import answer_of
from web.opening import Asking
from web.questions.asking import parameters
from web.questions.keeping import KEPT_TURNS
from web.questions.scoping import asked_within, scope_of


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form of the page sends.

    `conversation` is the id of the one to go on with, empty for none; `earlier` are then the
    questions on the page with their answers, which are empty where they were not sent.
    `is_standalone` tells that the question is to be taken as it is. `name` names the request.
    """

    question: str
    scope: Scope
    conversation: str
    earlier: tuple[Earlier, ...]
    is_standalone: bool
    name: str


def sent(form: bytes) -> Sent:
    """Return what a form holds, which is encoded as a query string is.

    Fields are `q`, those of a scope, `conversation`, repeated `earlier` and `answer`,
    `standalone` and `request`; others are passed over. Raises MalformedError as `parameters` does.
    """
    given: dict[str, list[str]] = {}
    fields = parameters(form)
    for name, value in fields:
        # A browser ends lines as in a text over the network; a question is as it was typed.
        given.setdefault(name, []).append(value.replace("\r\n", "\n"))

    def single(name: str) -> str:
        return given.get(name, [""])[0]

    earlier = given.get("earlier", [])
    answers = given.get("answer", [])
    answers += [""] * (len(earlier) - len(answers))
    turns = (Earlier(*each) for each in zip(earlier, answers, strict=False) if each[0])
    return Sent(
        question=single("q"),
        scope=scope_of(fields),
        conversation=single("conversation"),
        earlier=tuple(turns)[-KEPT_TURNS:],
        is_standalone=bool(single("standalone")),
        name=single("request"),
    )


def asked_alone(answers: Asking, question: Sent) -> Answer:
    """Return the answer to a question after the turns that were sent; nothing is kept.

    Raises QuestionError if it cannot be put.
    """
    history = () if question.is_standalone else question.earlier
    within = asked_within(question.scope)
    return answers.ask(replace(within, text=question.question, history=history))


def asked_and_kept(
    answers: Asking, question: Sent, store: Conversations, owner: Owner, request: str
) -> Place | None:
    """Answer a question in its conversation, keep both and return their place.

    Where there is no conversation yet, the questions before it are answered again and kept, too.
    Returns the first place if the request was kept before, and None if it was withdrawn. Raises
    KeyError if the conversation is not the owner's, QuestionError if the question cannot be put,
    FullError if the conversation is full.
    """
    try:
        return store.place(owner, request)
    except KeyError:
        pass
    within = asked_within(question.scope)
    new = [] if question.conversation else _again(answers, question, within)
    if question.is_standalone:
        after = []
    elif question.conversation:
        after = _last_turns(store.conversation(owner, question.conversation))
    else:
        after = _numbered(new)
    new.append(_answered(answers, question.question, within, after))
    return store.keep(owner, question.conversation, new, request)


def _last_turns(conversation: Conversation) -> list[tuple[int, Earlier]]:
    return [
        (turn.number, Earlier(turn.question, _text(turn.answer)))
        for turn in conversation.turns[-KEPT_TURNS:]
    ]


def _again(answers: Asking, question: Sent, within: Question) -> list[NewTurn]:
    new: list[NewTurn] = []
    for each in question.earlier:
        new.append(_answered(answers, each.question, within, _numbered(new)))
    return new


def _answered(
    answers: Asking,
    question: str,
    within: Question,
    after: Sequence[tuple[int, Earlier]],
) -> NewTurn:
    history = tuple(turn for _, turn in after)
    answer = answers.ask(replace(within, text=question, history=history))
    asked_after = tuple(number for number, _ in after)
    return NewTurn(question, within.documents, asked_after, answer_bytes(answer))


def _numbered(new: Sequence[NewTurn]) -> list[tuple[int, Earlier]]:
    return [
        (number, Earlier(turn.question, _text(turn.answer)))
        for number, turn in enumerate(new, start=1)
    ]


def _text(answer: bytes) -> str:
    found = answer_of(answer)
    return "" if found is None else found.text

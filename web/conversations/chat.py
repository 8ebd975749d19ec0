"""The page of the chat, with a conversation that is kept or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Response, abort, make_response, render_template, request, url_for

from qa.question import MAX_QUESTION_CHARACTERS
from qa.scope import EVERYWHERE, Scope
from web.conversations.conversation import Conversations, Owner, Summary
from web.conversations.history import history, kept_conversations
from web.conversations.owners import cookie_token, new_name, owner_of
from web.conversations.showing import Form, ShownTurn, shown_turns
from web.opening import opening
from web.questions.keeping import KEPT_TURNS
from web.questions.scope_form import scope_form
from web.questions.scoping import FIELDS, scope_fields

_Result = TypeVar("_Result")

_ANSWER_SENT = 500  # characters of an earlier answer that the page sends; fewer are read


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that could not be put, and why, as a sentence."""

    question: str
    problem: str


def chat_page(
    turns: Sequence[ShownTurn],
    summary: Summary | None = None,
    refused: Refused | None = None,
    scope: Scope | None = None,
) -> Response:
    """Return the page with these turns, those of a kept conversation if there is its `summary`.

    `scope` is what the next question is asked in; None stands for that of the last turn.
    """
    if scope is None:
        last = turns[-1].shown if turns else None
        scope = last.scope if last else EVERYWHERE
    path = url_for("pages.chat")
    query = [each for each in request.args.items(multi=True) if each[0] not in FIELDS]
    if summary:
        path, query = url_for("conversations.conversation", id=summary.id), [("scope", "chosen")]
    page = render_template(
        "chat.html",
        overview=opening().overview,
        scope=scope_form(scope, opening().overview.documents, [*query, *scope_fields(scope)]),
        scope_path=path,
        turns=turns,
        summary=summary,
        problem=refused.problem if refused else "",
        typed=refused.question if refused else "",
        kept_turns=KEPT_TURNS,
        longest=MAX_QUESTION_CHARACTERS,
        **_for_turns(summary.id if summary else ""),
    )
    response = make_response(page, 422 if refused else 200)
    response.headers["Cache-Control"] = "no-store"  # a question is its asker's alone
    return response


def kept_page(id: str, refused: Refused | None = None, scope: Scope | None = None) -> Response:
    """Return the page of a conversation of the browser; answer 404 if it has no such one.

    `scope` is as `chat_page` has it.
    """
    found = of_owner(lambda store, owner: store.conversation(owner, id))
    return chat_page(shown_turns(found, "conversation", id), found.summary, refused, scope)


def of_owner(act: Callable[[Conversations, Owner], _Result]) -> _Result:
    """Do something with the conversations of the browser; answer 404 if they lack what it needs."""
    store, token = kept_conversations(), cookie_token()
    try:
        if not token:
            raise KeyError(token)
        return act(store, owner_of(token))
    except KeyError:
        abort(404, "You have no such conversation; those you have are listed at /conversations.")


def turn_alone(turn: ShownTurn, page: str, conversation: str = "") -> Response:
    """Return a turn for a script to add to the chat; `page` is the address that shows it again."""
    response = make_response(
        render_template("turn.html", each=turn, **_for_turns(conversation)),
    )
    response.headers["Content-Location"] = page
    response.headers["Cache-Control"] = "no-store"
    return response


def _for_turns(conversation: str) -> dict[str, object]:
    """Return what the template of a turn needs to know of its page."""
    form = (
        Form("get", url_for("pages.chat"))
        if history().store is None
        else Form("post", url_for("pages.asked"), conversation, new_name())
    )
    return {"answer_sent": _ANSWER_SENT, "form": form}

"""The pages of the conversations of whoever asked in them."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from web.conversations.chat import kept_page, of_owner
from web.conversations.conversation import (
    MAX_TITLE_CHARACTERS,
    Conversations,
    Owner,
    Summary,
    title_of,
)
from web.conversations.history import history, kept_conversations, tidy
from web.conversations.owners import cookie_token, owner_of
from web.opening import refresh
from web.questions.scoping import scope_of_address

ON_A_PAGE = 20  # conversations

blueprint = Blueprint("conversations", __name__, url_prefix="/conversations")
blueprint.before_request(refresh)
blueprint.before_request(tidy)


@blueprint.app_context_processor
def told() -> dict[str, bool]:
    """Tell every template whether conversations are kept."""
    return {"keeps_history": history().store is not None}


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Let nothing between the service and its owner keep a page."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("")
def conversations() -> ResponseReturnValue:
    """List the conversations, newest first; `page` counts from 1."""
    store, token = kept_conversations(), cookie_token()
    pages = page = 1
    summaries: tuple[Summary, ...] = ()
    if token:
        owner = owner_of(token)
        pages = max(1, -(-store.count(owner) // ON_A_PAGE))
        page = min(max(request.args.get("page", 1, type=int), 1), pages)
        summaries = store.summaries(owner, (page - 1) * ON_A_PAGE, ON_A_PAGE)
    return render_template(
        "conversations.html",
        summaries=summaries,
        page=page,
        pages=pages,
        days=history().days,
    )


@blueprint.get("/<id>")
def conversation(id: str) -> ResponseReturnValue:
    """Show a conversation as it was answered, with the box to go on.

    Where the address has the field `scope`, the next question is asked in the scope of the address,
    otherwise in that of the last one.
    """
    given = scope_of_address(request.query_string) if "scope" in request.args else None
    return kept_page(id, scope=given)


@blueprint.get("/<id>/manage")
def manage(id: str) -> ResponseReturnValue:
    """Show what can be done with a conversation."""
    return render_template(
        "conversation_manage.html",
        summary=of_owner(lambda store, owner: store.conversation(owner, id)).summary,
        days=history().days,
        longest=MAX_TITLE_CHARACTERS,
        root=request.url_root.rstrip("/"),
    )


@blueprint.post("/<id>/rename")
def rename(id: str) -> ResponseReturnValue:
    """Call a conversation as the form says."""
    title = title_of(request.form.get("title", ""), MAX_TITLE_CHARACTERS)
    if not title:
        abort(422, "A conversation needs a name; type one.")
    return _changed(id, lambda store, owner: store.rename(owner, id, title))


@blueprint.post("/<id>/share")
def share(id: str) -> ResponseReturnValue:
    """Make the link by which everybody may read a conversation."""
    return _changed(id, lambda store, owner: store.share(owner, id))


@blueprint.post("/<id>/unshare")
def unshare(id: str) -> ResponseReturnValue:
    """Withdraw the link by which everybody may read a conversation."""
    return _changed(id, lambda store, owner: store.unshare(owner, id))


@blueprint.post("/<id>/delete")
def delete(id: str) -> ResponseReturnValue:
    """Delete a conversation."""
    of_owner(lambda store, owner: store.delete(owner, id))
    return redirect(url_for("conversations.conversations"), 303)


@blueprint.post("/delete")
def delete_all() -> ResponseReturnValue:
    """Delete all conversations of the browser."""
    store, token = kept_conversations(), cookie_token()
    if token:
        store.delete_all(owner_of(token))
    return redirect(url_for("conversations.conversations"), 303)


def _changed(id: str, change: Callable[[Conversations, Owner], object]) -> Response:
    of_owner(change)
    return redirect(url_for("conversations.manage", id=id), 303)

"""The page of a conversation for everybody who has its link: to read, and nothing else."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from web.conversations.history import kept_conversations, tidy
from web.conversations.showing import shown_turns
from web.opening import refresh

blueprint = Blueprint("sharing", __name__)
blueprint.before_request(refresh)
blueprint.before_request(tidy)


@blueprint.get("/shared/<token>")
def shared(token: str) -> ResponseReturnValue:
    """Show what is in a shared conversation now; answer 404 once the link was withdrawn."""
    try:
        found = kept_conversations().shared(token)
    except KeyError:
        abort(404, "Nothing is shared at this address, or it is no longer.")
    turns = shown_turns(found, "shared", token)
    page = render_template(
        "shared.html", summary=found.summary, turns=turns, answer_sent=0, form=None
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"  # it can be withdrawn at any moment
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

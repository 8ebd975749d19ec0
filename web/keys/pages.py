"""The form where a person signs in with a key."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from web.keys.access import COOKIE, key_store
from web.keys.key import Scope
from web.keys.store import SIGNED_IN_FOR
from web.questions.asking import body, parameters

blueprint = Blueprint("keys", __name__)


@blueprint.app_context_processor
def signed_in_by() -> dict[str, object]:
    """Tell every page by which key its reader is signed in, None if by none."""
    return {"key": g.get("key")}


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Show the form, or who is signed in; `next` is where to go then, `out` where one was."""
    key_store()
    return _form(request.args.get("next", ""), is_out="out" in request.args)


@blueprint.post("/sign-in")
def signed_in() -> ResponseReturnValue:
    """Sign in by a key that may ask, and go on to `next`."""
    store = key_store()
    given = dict(reversed(parameters(body())))
    wanted = given.get("next", "")
    key = store.key_of(given.get("key", "").strip())
    if key is None:
        return _form(wanted, "This key is not known here, or was revoked."), 403
    if Scope.ASK not in key.scopes:
        return _form(wanted, "This key does not allow asking."), 403
    response = redirect(wanted if _is_own(wanted) else url_for("pages.chat"), 303)
    _set_cookie(response, str(store.sign_in(key)), int(SIGNED_IN_FOR.total_seconds()))
    return response


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out."""
    key_store().sign_out(request.cookies.get(COOKIE, ""))
    response = redirect(url_for("keys.sign_in", out=1), 303)
    _set_cookie(response, "", 0)
    return response


def _form(wanted: str, problem: str = "", *, is_out: bool = False) -> str:
    own = wanted if _is_own(wanted) else ""
    return render_template("sign_in.html", wanted=own, problem=problem, is_out=is_out)


def _is_own(address: str) -> bool:
    """Return whether an address is a path of this service; browsers read a backslash as `/`."""
    return (
        address.startswith("/")
        and address[1:2] not in ("/", "\\")
        and address.isprintable()
        and not address.startswith("/sign-")
    )


def _set_cookie(response: Response, token: str, seconds: int) -> None:
    response.set_cookie(
        COOKIE, token, max_age=seconds, secure=request.is_secure, httponly=True, samesite="Lax"
    )

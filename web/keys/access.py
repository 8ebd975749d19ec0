"""Who may do what: the key of a request, and what its address needs."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import quote

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from web.configuration.settings import Settings
from web.keys.key import Key, Scope
from web.keys.store import KeyStore
from web.problems.details import reads_pages

COOKIE = "pincite_key"
_BEARER = "bearer "
_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Real-Ip")
_OPEN = ("static", "keys.")  # endpoints that need no key, ever
_PROBES = (".health", ".readiness")
_NEEDS = "needed_scope"
_SETTINGS = "access"
_LOCAL, _OFF = "local", "off"  # of the setting `uploads`

View = TypeVar("View", bound=Callable[..., object])


def needs(scope: Scope) -> Callable[[View], View]:
    """Mark a view as one that needs a key of this scope, or a request of this very machine.

    For the scope `ingest` the machine itself counts only where the settings say so.
    A view that is not marked needs the scope `ask` where the settings require a key at all.
    """

    def mark(view: View) -> View:
        setattr(view, _NEEDS, scope)
        return view

    return mark


def identify(app: Flask) -> None:
    """Find the key of every request: `g.key`, None if it has none that is known."""

    @app.before_request
    def find() -> None:
        g.key = _key()


def admit(app: Flask, settings: Settings) -> None:
    """Let requests through whose key allows what they want; call it after `identify`.

    Others are answered with 401, or 403 if the key lacks the scope; a browser that wants a page is
    led to the form where one signs in.
    """
    app.extensions[_SETTINGS] = settings

    @app.before_request
    def check() -> Response | None:
        scope = needed_scope()
        if scope is None or request.method == "OPTIONS" or _needs_no_key(scope):
            return None
        if scope is Scope.INGEST and settings.uploads == _OFF:
            abort(403, "Documents are neither added nor removed here.")
        key: Key | None = g.key
        if key is None:
            return _unknown()
        if scope not in key.scopes:
            abort(403, f"The key does not allow this; it needs the scope {scope}.")
        return None

    @app.after_request
    def name_the_scheme(response: Response) -> Response:
        if response.status_code == 401:
            response.headers["WWW-Authenticate"] = 'Bearer realm="pincite"'
        return response


def may_ingest() -> bool:
    """Return whether the current request may change the collection, where that can be changed."""
    settings: Settings = current_app.extensions[_SETTINGS]
    if current_app.extensions["intake"] is None or settings.uploads == _OFF:
        return False
    return _needs_no_key(Scope.INGEST) or (g.key is not None and Scope.INGEST in g.key.scopes)


def is_local() -> bool:
    """Return whether the request comes from this machine, with no sign of a proxy between."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address((request.remote_addr or "").partition("%")[0]).is_loopback
    except ValueError:
        return False


def key_store() -> KeyStore:
    """Return the keys of the application; answer 404 where there are none."""
    found = current_app.extensions["keys"]
    if not isinstance(found, KeyStore):
        abort(404, "No keys are used here.")
    return found


def _key() -> Key | None:
    store = current_app.extensions["keys"]
    if store is None or request.endpoint in (None, "static"):
        return None
    given = request.headers.get("Authorization", "")
    if given[: len(_BEARER)].lower() == _BEARER:
        found: Key | None = store.key_of(given[len(_BEARER) :].strip())
        return found
    signed_in: Key | None = store.signed_in(request.cookies.get(COOKIE, ""))
    return signed_in


def _needs_no_key(scope: Scope) -> bool:
    """Return whether the current request may do what needs a scope without a key that has it."""
    settings: Settings = current_app.extensions[_SETTINGS]
    if scope is Scope.ASK:
        return not settings.require_key
    if scope is Scope.INGEST:
        return settings.uploads == _LOCAL and is_local()
    return is_local()


def needed_scope() -> Scope | None:
    """Return the scope that the current address needs, None if it is open to all."""
    endpoint = request.endpoint or ""
    if endpoint.startswith(_OPEN) or endpoint.endswith(_PROBES):
        return None
    needed: Scope = getattr(current_app.view_functions.get(endpoint), _NEEDS, Scope.ASK)
    return needed


def _unknown() -> Response:
    if current_app.extensions["keys"] is None:
        abort(401, "A key is needed, and none are used here.")
    if not reads_pages():  # a script of a page, too, when whoever reads it is signed in no longer
        abort(401, "A key is needed: sign in at /sign-in, or send Authorization: Bearer KEY.")
    wanted = ""
    if request.method == "GET":
        wanted = f"?next={quote(request.full_path.rstrip('?'), safe='')}"
    return redirect(f"{url_for('keys.sign_in')}{wanted}", 303)

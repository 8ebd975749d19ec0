"""The names that the service answers to.

A page of another site can give its own name the address of this service ("DNS rebinding"), and the
browser then lets it read the answers as its own. Such a request names that site in its Host header.
Flask's TRUSTED_HOSTS would tell them too, but takes no IPv6 address and breaks the error page.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, abort, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_ALWAYS = "localhost"
_UNKNOWN = "unknown.invalid"  # no host has this name (RFC 6761)
_LONGEST = 261  # characters of a name with a port


def answer_only_to(app: Flask, names: Iterable[str]) -> None:
    """Refuse every request whose Host is neither one of `names`, nor localhost, nor an address.

    Numeric addresses are trusted, since no other site can be called by one. Ports and case are
    ignored.
    """
    _replace_what_is_no_host(app)
    trusted = {_ALWAYS, *(name.lower() for name in names)}

    @app.before_request
    def check() -> None:
        name = _name(request.host)
        if name not in trusted and not _is_address(name):
            abort(
                400,
                "The service does not answer to this name; use its numeric address or localhost.",
            )


def _replace_what_is_no_host(app: Flask) -> None:
    """Refuse what can be no name like a name that is unknown: Flask would fail before it is asked.

    What proxies tell is looked at only if they are believed from outside of this.
    """
    inner = app.wsgi_app

    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not _can_be_host(environ.get("HTTP_HOST", "")):
            environ["HTTP_HOST"] = _UNKNOWN
        return inner(environ, start_response)

    app.wsgi_app = outer  # type: ignore[method-assign]


def _can_be_host(host: str) -> bool:
    if len(host) > _LONGEST:
        return False
    try:
        host.split(":")[0].encode("idna")
    except UnicodeError:
        return False
    return True


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True

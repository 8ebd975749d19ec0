"""The guard against requests that another site makes a browser send.

A browser adds its cookie to them. It also says where a request comes from: by `Sec-Fetch-Site`
(Fetch Metadata Request Headers, W3C), which goes to https addresses and this machine alone, and by
`Origin`, which every browser sends with a POST. The OWASP cheat sheet on cross-site request forgery
describes the check; no token is needed in the forms.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request

from web.guards.cors import FOR_PROGRAMS
from web.keys.access import needed_scope
from web.keys.key import Scope

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_OWN_SITE = ("same-origin", "none")  # none: the person, as by an entry of the address bar
_REFUSAL = (
    "This request came from another site, so nothing was done. "
    "Open this service in the address bar and do it here."
)


def refuse_other_sites(app: Flask) -> None:
    """Answer 403 to every request that may change something and comes from another site's page.

    What a program sends, which names neither where it comes from nor a site, is let through.
    """

    @app.before_request
    def check() -> None:
        if request.method in _SAFE_METHODS or _is_for_programs():
            return
        site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
        if site is not None:
            is_own = site in _OWN_SITE
        else:
            is_own = origin is None or _host(origin) == request.host.lower()
        if not is_own:
            abort(403, _REFUSAL)


def _is_for_programs() -> bool:
    """Tell whether a browser sends such a request for no other site, or to no effect there.

    What changes the collection may need no more than to come from this machine, as a browser on it
    does; a header with a key, though, no page can send to another site that does not agree.
    """
    if not request.path.startswith(FOR_PROGRAMS):
        return False
    return needed_scope() is not Scope.INGEST or "Authorization" in request.headers


def _host(origin: str) -> str:
    """Return the host and port of an origin; empty for an opaque one, which is written `null`."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""

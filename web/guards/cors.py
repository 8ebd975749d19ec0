"""Which pages of other sites may read the API from a browser (CORS, Fetch standard 3.2)."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, Response, request

FOR_PROGRAMS = ("/api/", "/v1/")  # who may do what there is told by no cookie
_ANY = "*"
_METHODS = "GET, HEAD, POST, OPTIONS"
_TAKEN = "Accept, Authorization, Content-Type, If-None-Match, X-Request-Id"
_SHOWN = "Content-Disposition, ETag, Link, Retry-After, Server-Timing, X-Request-Id"
_SECONDS_KNOWN = "600"


def share(app: Flask, origins: Collection[str]) -> None:
    """Let pages of these origins read the API, `*` standing for all; none, no page may.

    Cookies are never taken from them, and no other address of the service is shared.
    """
    if not origins:
        return

    @app.after_request
    def add(response: Response) -> Response:
        if not request.path.startswith(FOR_PROGRAMS):
            return response
        origin = request.headers.get("Origin", "")
        response.vary.add("Origin")
        if not origin or (_ANY not in origins and origin not in origins):
            return response
        response.headers["Access-Control-Allow-Origin"] = _ANY if _ANY in origins else origin
        response.headers["Access-Control-Expose-Headers"] = _SHOWN
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = _METHODS
            response.headers["Access-Control-Allow-Headers"] = _TAKEN
            response.headers["Access-Control-Max-Age"] = _SECONDS_KNOWN
        return response

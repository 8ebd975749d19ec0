"""Bodies that hold JSON, in and out."""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import UnsupportedMediaType

from qa.serialise import json_bytes
from web.questions.asking import body
from web.version import VERSION

# What curl and browsers declare of a body when they are told nothing.
_UNSAID = ("", "application/x-www-form-urlencoded", "text/plain")
_JSON = "application/json"


def json_body() -> bytes:
    """Return the body of the current request, which is read as JSON.

    Raises UnsupportedMediaType if it declares a type that holds no JSON, or is compressed; a type
    that a client declares unasked (`text/plain`, that of a form) counts as none. Raises
    RequestEntityTooLarge as `body` does.
    """
    declared = request.mimetype
    if declared not in (*_UNSAID, _JSON) and not declared.endswith("+json"):
        raise UnsupportedMediaType(f"The body is {declared[:40]}; send it as {_JSON}.")
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise UnsupportedMediaType("The body is compressed; send it as it is.")
    return body()


def json_response(body: bytes) -> Response:
    """Return a response that nobody on the way may store: a question is its asker's alone."""
    response = Response(body, content_type=_JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


def kept_response(value: object, generation: str) -> Response:
    """Return a value as JSON that stays the same as long as the generation does.

    The response carries an ETag of the generation and this program's version, and is empty (304)
    if the request has it already (If-None-Match).
    """
    response = Response(json_bytes(value), content_type=_JSON)
    response.set_etag(f"{generation}-{VERSION}")
    response.headers["Cache-Control"] = "no-cache"  # to be asked for again each time
    response.make_conditional(request)
    return response

"""Problem details: every error as RFC 9457 JSON, or as a page where a browser reads it."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from corpus.errors import PinciteError, QuestionError
from web.asking import MalformedError
from web.export import NoRowsError
from web.opening import NotReadyError

MEDIA_TYPE = "application/problem+json"
_FOR_PROGRAMS = ("/api/", "/healthz", "/readyz")
_SECONDS_TO_RETRY = "2"
_DETAILS = {
    404: "There is nothing at this address; the questions are asked at /.",
    500: "Something went wrong here; the server's log says what.",
}

_log = logging.getLogger(__name__)


def handle_problems(app: Flask) -> None:
    """Turn every error of a request into a problem: status, title and one sentence of detail."""
    limit = app.config["MAX_CONTENT_LENGTH"]

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> AnyResponse:
        status = error.code or 500
        if status < 400:  # a redirect
            return error.get_response(request.environ)
        if isinstance(error, MethodNotAllowed):
            allowed = ", ".join(sorted(error.valid_methods or ()))
            response = problem(status, f"{request.method} is not understood here; use {allowed}.")
            response.headers["Allow"] = allowed
            return response
        if isinstance(error, RequestEntityTooLarge):
            response = problem(status, f"The request is too large; at most {limit} bytes are read.")
            response.headers["Connection"] = "close"  # the rest of the body is not read
            return response
        usual = error.description == type(error).description
        return problem(status, (usual and _DETAILS.get(status)) or error.description or "")

    @app.errorhandler(PinciteError)
    def pincite(error: PinciteError) -> AnyResponse:
        if isinstance(error, MalformedError):
            return problem(400, str(error))
        if isinstance(error, QuestionError):
            return problem(422, sentence(error))
        if isinstance(error, NoRowsError):
            return problem(406, sentence(error))
        if not isinstance(error, NotReadyError):
            _log.error("%s", error)
            return problem(500, _DETAILS[500])
        response = problem(503, str(error))
        response.headers["Retry-After"] = _SECONDS_TO_RETRY
        return response


def problem(status: int, detail: str) -> Response:
    """Return a problem in the form that the caller reads: a page, or problem details."""
    title = HTTPStatus(status).phrase
    if _reads_pages():
        return make_response(render_template("error.html", title=title, detail=detail), status)
    response = Response(details(status, detail), status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def details(status: int, detail: str) -> bytes:
    """Return problem details as JSON."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": int(status), "detail": detail}
    return json.dumps(body).encode("ascii") + b"\n"


def sentence(error: Exception) -> str:
    """Return an error's message as a sentence: with a capital and a full stop."""
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _reads_pages() -> bool:
    if request.path.startswith(_FOR_PROGRAMS):
        return False
    offered = ("text/html", MEDIA_TYPE, "application/json")
    return request.accept_mimetypes.best_match(offered, default="text/html") == "text/html"

"""Problem details: every error as RFC 9457 JSON, or as a page where a browser reads it."""

from __future__ import annotations

import json
import logging

from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from corpus.errors import PinciteError, QuestionError, UnreachableError
from qa.serialise import to_json
from qa.verifying.given import UnverifiableError
from web.answers.export import NoRowsError
from web.api.found import UnknownDocumentError
from web.changes.intake import UnacceptableError
from web.guards.gate import BusyError
from web.openai_api.errors import PREFIX, error_response
from web.opening import NotReadyError
from web.problems import kinds
from web.problems.kinds import Problem, ProblemKind, kind_of
from web.questions.asking import MalformedError, ParameterError

MEDIA_TYPE = "application/problem+json"
MODELS_ASK_AT = "/mcp"
_FOR_PROGRAMS = ("/api/", "/healthz", MODELS_ASK_AT, "/metrics", "/readyz")
_SECONDS_TO_RETRY = "2"
_UNREACHABLE = "What this needs cannot be reached at the moment; try again soon."
_DETAILS = {
    404: "There is nothing at this address; the questions are asked at /.",
    500: "Something went wrong here; the server's log says what.",
}
_KINDS: dict[type[PinciteError], ProblemKind] = {
    BusyError: kinds.BUSY,
    MalformedError: kinds.BAD_REQUEST,
    NoRowsError: kinds.NO_ROWS,
    NotReadyError: kinds.NOT_READY,
    ParameterError: kinds.INVALID_PARAMETER,
    QuestionError: kinds.INVALID_QUESTION,
    UnknownDocumentError: kinds.UNKNOWN_DOCUMENT,
    UnreachableError: kinds.NOT_READY,
    UnacceptableError: kinds.INVALID_CHANGE,
    UnverifiableError: kinds.UNVERIFIABLE,
}

_log = logging.getLogger(__name__)


def handle_problems(app: Flask) -> None:
    """Turn every error of a request into a problem: status, title and one sentence of detail."""

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> AnyResponse:
        status = error.code or 500
        if status < 400:  # a redirect
            return error.get_response(request.environ)
        kind = kind_of(status)
        if isinstance(error, MethodNotAllowed):
            allowed = ", ".join(sorted(error.valid_methods or ()))
            response = problem(kind, f"{request.method} is not understood here; use {allowed}.")
            response.headers["Allow"] = allowed
            return response
        if isinstance(error, RequestEntityTooLarge):
            limit = request.max_content_length or app.config["MAX_CONTENT_LENGTH"]
            response = problem(kind, f"The request is too large; at most {limit} bytes are read.")
            response.headers["Connection"] = "close"  # the rest of the body is not read
            return response
        usual = error.description == type(error).description
        return problem(kind, (usual and _DETAILS.get(status)) or error.description or "")

    @app.errorhandler(PinciteError)
    def pincite(error: PinciteError) -> AnyResponse:
        kind = _KINDS.get(type(error))
        if kind is None:
            _log.error("%s", error)
            return problem(kinds.INTERNAL, _DETAILS[500])
        detail = sentence(error)
        if isinstance(error, UnreachableError):
            _log.error("%s", error)
            detail = _UNREACHABLE  # where it is, is not for callers
        response = problem(kind, detail)
        if kind.status == 503:
            response.headers["Retry-After"] = _SECONDS_TO_RETRY
        return response


def problem(kind: ProblemKind, detail: str) -> Response:
    """Return a problem in the form that the caller reads: a page, problem details, or OpenAI's."""
    g.problem = kind.code
    if request.path.startswith(PREFIX):
        return error_response(kind, detail)
    if reads_pages():
        page = render_template("error.html", title=kind.title, detail=detail)
        return make_response(page, kind.status)
    body = details(kind, detail, g.get("request_id", ""))
    response = Response(body, kind.status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def details(kind: ProblemKind, detail: str, request_id: str = "") -> bytes:
    """Return problem details as JSON."""
    told = Problem(kind.type, kind.title, kind.status, detail, kind.code, request_id)
    return json.dumps(to_json(told)).encode("ascii") + b"\n"


def sentence(error: Exception | str) -> str:
    """Return a message, or that of an error, as a sentence: with a capital and a full stop."""
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def reads_pages() -> bool:
    """Return whether the caller of the current request reads pages, rather than details."""
    if request.path.startswith(_FOR_PROGRAMS):
        return False
    offered = ("text/html", MEDIA_TYPE, "application/json")
    return request.accept_mimetypes.best_match(offered, default="text/html") == "text/html"

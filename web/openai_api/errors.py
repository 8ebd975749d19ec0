"""Errors in OpenAI's form."""

from __future__ import annotations

import json

from flask import Response

from web.openai_api.messages import CompletionError
from web.problems.kinds import ProblemKind

PREFIX = "/v1/"
_UNPROCESSABLE = 422  # OpenAI's service says 400 to every request that it cannot put


def error_response(kind: ProblemKind, detail: str) -> Response:
    """Return a problem of a request to OpenAI's interface."""
    return _response(400 if kind.status == _UNPROCESSABLE else kind.status, detail, "", kind.code)


def completion_error(error: CompletionError) -> Response:
    """Return what is wrong with a request for a completion."""
    status = 404 if error.code == "model_not_found" else 400
    return _response(status, str(error), error.param, error.code)


def _response(status: int, message: str, param: str, code: str) -> Response:
    told = {
        "message": message,
        "type": "invalid_request_error" if status < 500 else "server_error",
        "param": param or None,
        "code": code,
    }
    response = Response(json.dumps({"error": told}), status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response

"""The addresses of OpenAI's interface: the models, and chat completions."""

from __future__ import annotations

from time import time

from flask import Blueprint, Response, g, request

from web.api.bodies import json_body
from web.openai_api.completion import completion, streamed, whole
from web.openai_api.errors import PREFIX, completion_error
from web.openai_api.messages import MODEL, CompletionError, unknown_model, wanted
from web.opening import opening, refresh
from web.tracing import timed

_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}

blueprint = Blueprint("openai", __name__, url_prefix=PREFIX.rstrip("/"))
blueprint.before_request(refresh)
blueprint.register_error_handler(CompletionError, completion_error)


@blueprint.get("/models")
def models() -> dict[str, object]:
    """List the one model."""
    return {"object": "list", "data": [_MODEL]}


@blueprint.get("/models/<name>")
def model(name: str) -> dict[str, object]:
    """Tell of the model."""
    if name != MODEL:
        raise unknown_model(name)
    return {**_MODEL}


@blueprint.post("/chat/completions")
def completed() -> Response:
    """Answer the last message, at once or as server-sent events."""
    asked = wanted(json_body())
    with timed("answer"):
        answer = opening().collection.answers.ask(asked.question)
    found = completion(answer, g.request_id, int(time()), request.url_root.rstrip("/"))
    if asked.is_streamed:
        events = streamed(found, wants_usage=asked.wants_usage)
        response = Response(events, content_type="text/event-stream; charset=utf-8")
    else:
        response = Response(whole(found), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"  # a question is its asker's alone
    return response

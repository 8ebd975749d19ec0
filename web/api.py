"""The answer endpoint and the list of documents, for programs."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request

from qa.question import Question
from qa.serialise import answer_bytes, explained_bytes, to_json
from qa.trace import trace
from web.asking import body, question_from_json, question_from_query
from web.downloads import MEDIA_TYPES, download
from web.export import ExportFormat
from web.opening import opening, refresh
from web.tracing import timed

_OFFERED = (MEDIA_TYPES[ExportFormat.JSON], MEDIA_TYPES[ExportFormat.CSV])  # the first by default

blueprint = Blueprint("api", __name__, url_prefix="/api")
blueprint.before_request(refresh)


@blueprint.post("/answer")
def answer_posted() -> Response:
    """Answer the question in a JSON body, whatever content type it declares."""
    return _answered(question_from_json(body()))


@blueprint.get("/answer")
def answer_got() -> Response:
    """Answer the question in the query string."""
    return _answered(question_from_query(request.query_string))


@blueprint.post("/explain")
def explained() -> Response:
    """Answer the question in a JSON body and tell what led to the answer."""
    question = question_from_json(body())
    with timed("answer"):
        reasoned = opening().collection.answers.explain(question)
    return _json(explained_bytes(reasoned.reply.answer, trace(reasoned)))


@blueprint.get("/documents")
def documents() -> Response:
    """List the documents by id, with the generation that holds them."""
    found = opening().overview
    listed = {"generation": found.generation, "documents": to_json(found.documents)}
    return _json(json.dumps(listed, ensure_ascii=False).encode("utf-8"))


def _answered(question: Question) -> Response:
    """Return the answer, or its rows as CSV if the caller would rather have that than JSON."""
    answers = opening().collection.answers
    with timed("answer"):
        answer = answers.ask(question)
    if request.accept_mimetypes.best_match(_OFFERED, default=_OFFERED[0]) != _OFFERED[0]:
        response = download(question.text, answer, ExportFormat.CSV)
    else:
        response = _json(answer_bytes(answer))
    response.vary.add("Accept")
    return response


def _json(body: bytes) -> Response:
    response = Response(body, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"  # a question is its asker's alone
    return response

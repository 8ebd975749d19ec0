"""The operations that answer questions."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from qa.answer import Answer
from qa.question import Question
from qa.serialise import answer_bytes, explained_bytes
from qa.trace import Trace, trace
from web.answers.downloads import MEDIA_TYPES, download
from web.answers.export import ExportFormat
from web.api.bodies import json_body, json_response
from web.api.operation import Operation, Parameter, Tag, describes
from web.api.parameters import refuse_undescribed
from web.api.schemas import AS_OF, MOST_NEAREST, TEXT_ASKED
from web.opening import opening, refresh
from web.questions.asking import question_from_json, question_from_query
from web.tracing import timed

_CSV = MEDIA_TYPES[ExportFormat.CSV]
_OFFERED = (MEDIA_TYPES[ExportFormat.JSON], _CSV)  # the first by default

blueprint = Blueprint("answers", __name__)
blueprint.before_request(refresh)
blueprint.before_request(refuse_undescribed)


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer, and what led to it."""

    answer: Answer
    trace: Trace


@blueprint.post("/answer")
@describes(
    Operation(
        "answer",
        Tag.ANSWERS,
        Answer,
        body=Question,
        alternatives=(_CSV,),
        problems=(406, 422),
    )
)
def answer_posted() -> Response:
    """Answer a question.

    Equal questions over the same collection get equal bytes. What the documents do not answer is
    an answer, too: of the kind `not_found`, with the nearest passages. With `Accept: text/csv` the
    items of a list, a table or a ledger come as rows; an answer without items is then a problem.
    """
    return _answered(question_from_json(json_body()))


@blueprint.get("/answer")
@describes(
    Operation(
        "answer_got",
        Tag.ANSWERS,
        Answer,
        parameters=(
            Parameter(
                "q",
                "The question.",
                TEXT_ASKED,
                is_required=True,
                example="Which documents are in the collection?",
            ),
            Parameter(
                "document", "The id of a document to ask; all, if none is named.", is_repeated=True
            ),
            AS_OF,
            Parameter("limit", "How many passages a refusal names at most.", MOST_NEAREST),
        ),
        alternatives=(_CSV,),
        problems=(406, 422),
    )
)
def answer_got() -> Response:
    """Answer a question in the address.

    The answer is the same as to the question posted.
    """
    return _answered(question_from_query(request.query_string))


@blueprint.post("/explain")
@describes(Operation("explain", Tag.ANSWERS, Explanation, body=Question, problems=(422,)))
def explained() -> Response:
    """Answer a question and tell what led to the answer.

    The trace has what was read from the question, the chunks that were reranked, the candidates
    with what spoke for each, and why the first won.
    """
    question = question_from_json(json_body())
    with timed("answer"):
        reasoned = opening().collection.answers.explain(question)
    return json_response(explained_bytes(reasoned.reply.answer, trace(reasoned)))


def _answered(question: Question) -> Response:
    """Return the answer, or its rows as CSV if the caller would rather have that than JSON."""
    answers = opening().collection.answers
    with timed("answer"):
        answer = answers.ask(question)
    if request.accept_mimetypes.best_match(_OFFERED, default=_OFFERED[0]) != _OFFERED[0]:
        response = download(question.text, answer, ExportFormat.CSV)
    else:
        response = json_response(answer_bytes(answer))
    response.vary.add("Accept")
    return response

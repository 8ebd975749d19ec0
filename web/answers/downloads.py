"""The rows of an answer as a file to save."""

from __future__ import annotations

import io

from flask import Blueprint, Response, request, send_file

from qa.answer import Answer
from web.answers.export import ExportFormat, export, export_bytes
from web.answers.file_names import file_name
from web.answers.given import given_answer
from web.opening import refresh

MEDIA_TYPES = {ExportFormat.CSV: "text/csv", ExportFormat.JSON: "application/json"}

blueprint = Blueprint("downloads", __name__)
blueprint.before_request(refresh)


@blueprint.get("/items.<any(csv, json):format>")
def items(format: str) -> Response:
    """Send the rows of the answer that `given_answer` finds by the query string."""
    question, answer = given_answer(request.query_string)
    return download(question, answer, ExportFormat(format))


def download(question: str, answer: Answer, format: ExportFormat) -> Response:
    """Return the rows of an answer as a file that is named after the question it understood.

    Its links name this host. Raises NoRowsError if the answer has no items.
    """
    exported = export(question, answer, request.url_root.rstrip("/"))
    response = send_file(
        io.BytesIO(export_bytes(exported, format)),
        mimetype=MEDIA_TYPES[format],
        as_attachment=True,
        download_name=file_name(exported.question, format),
    )
    response.headers["Cache-Control"] = "no-store"  # a question is its asker's alone
    return response

"""An answer with its citations as a file, in the form that one takes away."""

from __future__ import annotations

import io
from enum import StrEnum

from flask import Blueprint, Response, abort, request, send_file

from corpus.document import Metadata
from qa.answer import Answer
from web.answers.assurance import assurance, meaning, percent
from web.answers.citing import as_markdown, as_text
from web.answers.csl import MEDIA_TYPE, csl_bytes
from web.answers.file_names import file_name
from web.answers.fingerprint import fingerprint
from web.answers.given import answer_query, given_answer
from web.answers.presenting import count_worded
from web.opening import opening, refresh


class CitationFormat(StrEnum):
    """How an answer is written for whoever takes it away."""

    TEXT = "txt"
    MARKDOWN = "md"
    CSL = "json"


_MEDIA_TYPES = {
    CitationFormat.TEXT: "text/plain",
    CitationFormat.MARKDOWN: "text/markdown",
    CitationFormat.CSL: MEDIA_TYPE,
}

blueprint = Blueprint("citing", __name__)
blueprint.before_request(refresh)
blueprint.add_app_template_filter(count_worded)
blueprint.add_app_template_filter(answer_query)
blueprint.add_app_template_filter(assurance)
blueprint.add_app_template_filter(percent)
blueprint.add_app_template_filter(meaning, "confidence_meaning")


@blueprint.get("/cite.<any(txt, md, json):format>")
def cite(format: str) -> Response:
    """Send the answer that `given_answer` finds by the query string, with its citations.

    Where `answer` is the fingerprint of another answer than the one that is given now, it is
    refused with 409, so that nobody takes away what was not shown. Plain text is shown, other forms
    are saved.
    """
    question, answer = given_answer(request.query_string)
    shown = request.args.get("answer", "")
    if shown and shown != fingerprint(answer):
        abort(409, "The answer is another one now than the one that was shown; ask again.")
    if not answer.citations:
        abort(404, "The documents do not answer this, so there is nothing to cite.")
    wanted = CitationFormat(format)
    response = send_file(
        io.BytesIO(_written(answer, wanted)),
        mimetype=_MEDIA_TYPES[wanted],
        as_attachment=wanted is not CitationFormat.TEXT,
        download_name=file_name(answer.understood_as or question, format),
    )
    response.headers["Cache-Control"] = "no-store"  # a question is its asker's alone
    return response


def _written(answer: Answer, wanted: CitationFormat) -> bytes:
    root = request.url_root.rstrip("/")
    if wanted is CitationFormat.CSL:
        return csl_bytes(answer, _known, root)
    return (as_text if wanted is CitationFormat.TEXT else as_markdown)(answer, root).encode("utf-8")


def _known(document: str) -> Metadata:
    try:
        return opening().collection.index.metadata(document)
    except KeyError:  # the collection has changed since the answer was found
        return Metadata()

"""The pages that show a document, with the places that are cited in it."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from qa.question import MAX_QUESTION_CHARACTERS
from web.contents import contents
from web.keeping import way_back
from web.marking import marked
from web.opening import opening, refresh
from web.places import places

blueprint = Blueprint("source", __name__)
blueprint.before_request(refresh)


@blueprint.get("/documents/<document_id>")
def document(document_id: str) -> ResponseReturnValue:
    """Show a document with its headings; `cite` marks places in it, `q` leads back to the answer.

    What `cite` holds is ignored with a note if it names no places in the text.
    """
    try:
        found = opening().collection.index.document(document_id)
    except KeyError:
        abort(404, "There is no such document; they are listed at /documents.")
    cite = request.args.get("cite", "")
    cited = places(cite, len(found.document.text)) if cite else ()
    question = request.args.get("q", "")[:MAX_QUESTION_CHARACTERS]
    return render_template(
        "document.html",
        document=found.document,
        known=found.document.metadata,
        entries=contents(found.sections),
        stretches=marked(found, cited or ()),
        cited=cited or (),
        misplaced=cited is None,
        back=way_back([*request.args.items(multi=True)]),
        question=question,
    )

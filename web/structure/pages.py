"""The pages that show what was found in a document, kind by kind."""

from __future__ import annotations

import re

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from web.opening import opening, refresh
from web.structure.entries import StructureKind, counts, entries
from web.structure.lines import lines_page

_NUMBER = re.compile(r"[0-9]{1,6}")

blueprint = Blueprint("structure", __name__)
blueprint.before_request(refresh)


@blueprint.get("/documents/<document_id>/structure")
@blueprint.get("/documents/<document_id>/structure/<kind>")
def structure(document_id: str, kind: str = StructureKind.OUTLINE.value) -> ResponseReturnValue:
    """Show a page of the structures of one kind, each with a link to its place in the document."""
    index = opening().collection.index.snapshot()
    try:
        document, found = index.document(document_id), index.structures(document_id)
    except KeyError:
        abort(404, "There is no such document; they are listed at /documents.")
    wanted = next((each for each in StructureKind if each == kind), None)
    if wanted is None:
        abort(404, f"This cannot be found in a document; there are {', '.join(StructureKind)}.")
    given = request.args.get("page", "1")
    number = int(given) if _NUMBER.fullmatch(given) else 0
    page = lines_page(
        document,
        tuple(entries(document, found, wanted)),
        number,
        nested=wanted is not StructureKind.OUTLINE,
    )
    if page is None:
        abort(404, "There is no such page; the first has no number.")
    return render_template(
        "structure.html",
        document=document.document,
        known=document.document.metadata,
        counts=counts(document, found),
        kind=wanted,
        page=page,
    )

"""The operations that change the collection."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import UnsupportedMediaType

from qa.serialise import json_bytes
from web.api.bodies import json_body, json_response
from web.api.found import known_document
from web.api.operation import Operation, Parameter, Place, Tag, describes
from web.api.parameters import refuse_undescribed
from web.changes.change import Change
from web.changes.intake import UnacceptableError, found_change, intake
from web.keys.access import needs
from web.keys.key import Scope
from web.opening import opening, refresh_at_once
from web.questions.asking import MalformedError

_ID = Parameter("document_id", "The id of a document.", place=Place.PATH, is_required=True)
_CHANGE = Parameter("change_id", "The id of a change.", place=Place.PATH, is_required=True)
_FILES = "multipart/form-data"

blueprint = Blueprint("changes", __name__)
blueprint.before_request(refresh_at_once)
blueprint.before_request(refuse_undescribed)


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a document, in place of what its file says; "" goes back to that.

    A field that is left out stays as it is. `language` is a BCP 47 tag.
    """

    title: str = ""
    issuer: str = ""
    date: str = ""
    edition: str = ""
    language: str = ""
    source: str = ""


@blueprint.post("/documents")
@needs(Scope.INGEST)
@describes(
    Operation(
        "add_documents",
        Tag.CHANGES,
        Change,
        takes_files=True,
        problems=(413, 415, 422),
        status=202,
    )
)
def add() -> Response:
    """Add documents: send one or more files, each in a part of its own.

    They are read by a process of its own; the result is the change as it stands, which is asked for
    again at the address in the header Location. Each file is added, or it is told to be there
    already or why it is refused; one keeps no other out. Nothing is replaced: a file of a name that
    is taken gets a number.
    """
    if request.mimetype != _FILES:
        raise UnsupportedMediaType(f"The body is no form with files; send it as {_FILES}.")
    return _accepted(intake().receive())


@blueprint.delete("/documents/<document_id>")
@needs(Scope.INGEST)
@describes(Operation("remove_document", Tag.CHANGES, Change, (_ID,), problems=(404,), status=202))
def remove(document_id: str) -> Response:
    """Remove a document, and the file that was sent for it.

    A file that it was added from elsewhere stays where it is.
    """
    known_document(opening().collection.index, document_id)
    return _accepted(intake().remove(document_id))


@blueprint.patch("/documents/<document_id>")
@needs(Scope.INGEST)
@describes(
    Operation(
        "describe_document",
        Tag.CHANGES,
        Change,
        (_ID,),
        body=Description,
        problems=(404, 422),
        status=202,
    )
)
def describe(document_id: str) -> Response:
    """Say what is known of a document, in place of what its file says, now and later."""
    known_document(opening().collection.index, document_id)
    return _accepted(intake().describe(document_id, _said(json_body())))


@blueprint.get("/changes/<change_id>")
@needs(Scope.INGEST)
@describes(Operation("change", Tag.CHANGES, Change, (_CHANGE,), problems=(404,)))
def change(change_id: str) -> Response:
    """Tell how far a change has come, and what became of each file.

    The stages are `queued`, `waiting` (for another program that writes), `reading`, `embedding`,
    `writing`, and at the end `done` or `failed`. Until it is done the collection is as it was.
    """
    return json_response(json_bytes(found_change(change_id)))


def _accepted(asked: Change) -> Response:
    response = json_response(json_bytes(asked))
    response.status_code = 202
    response.headers["Location"] = url_for("changes.change", change_id=asked.id)
    return response


def _said(body: bytes) -> dict[str, str]:
    """Return the fields of a description. Raises MalformedError or UnacceptableError."""
    try:
        found: object = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise MalformedError("The body is not JSON in UTF-8.") from error
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise UnacceptableError('send an object of strings, like {"title": "…"}')
    return found

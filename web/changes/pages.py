"""The pages on which people add, describe and remove documents."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from corpus.loading.formats import STANDARD_FORMATS
from index.catalogue.summary import DocumentSummary
from web.changes.change import Change, Fate, Kind, Stage
from web.changes.intake import DESCRIBED, LONGEST_SAID, found_change, intake
from web.keys.access import may_ingest, needs
from web.keys.key import Scope
from web.opening import opening, refresh_at_once

ENDINGS = tuple(suffix for each in STANDARD_FORMATS for suffix in each.suffixes)
_SHOWN_AS = {
    Stage.QUEUED: "Waiting for its turn",
    Stage.WAITING: "Waiting for another program that changes the collection",
    Stage.READING: "Reading",
    Stage.EMBEDDING: "Taking in",
    Stage.WRITING: "Writing the collection",
    Stage.DONE: "Done",
    Stage.FAILED: "It could not be done",
}
_DONE_AS = {Kind.ADD: "Documents added", Kind.REMOVE: "Removed", Kind.DESCRIBE: "Described"}
_AT_WORK_AS = {
    Kind.ADD: "Adding documents",
    Kind.REMOVE: "Removing a document",
    Kind.DESCRIBE: "Describing a document",
}

blueprint = Blueprint("changing", __name__)
blueprint.before_request(refresh_at_once)
blueprint.add_app_template_global(may_ingest)


@blueprint.app_template_global()
def upload_limit() -> int:
    """Return how many bytes the files of one form may have together."""
    return intake().largest


@blueprint.app_template_global()
def upload_endings() -> str:
    """Return the endings of the files that are read, as a form takes them."""
    return ",".join(ENDINGS)


@blueprint.app_template_filter()
def heading_of(change: Change) -> str:
    """Return what the page of a change is called."""
    if change.stage is Stage.FAILED:
        return _SHOWN_AS[Stage.FAILED]
    if change.stage is not Stage.DONE:
        return _AT_WORK_AS[change.kind]
    if change.kind is Kind.ADD and not change.of(Fate.ADDED):
        return "No document added"
    return _DONE_AS[change.kind]


@blueprint.app_template_filter()
def stage_worded(change: Change) -> str:
    """Return how far a change has come, in words; empty once it has ended."""
    if change.has_ended:
        return ""
    told = _SHOWN_AS[change.stage]
    if change.files and change.stage in (Stage.READING, Stage.EMBEDDING):
        place = min(change.settled + 1, len(change.files))
        told += f" {change.files[place - 1].name} ({place} of {len(change.files)})"
    if change.passages:
        told += f", passage {change.embedded} of {change.passages}"
    return f"{told} …"


@blueprint.post("/documents")
@needs(Scope.INGEST)
def add() -> ResponseReturnValue:
    """Take the files of a form in and go to the page that tells what becomes of them."""
    return _to(intake().receive())


@blueprint.get("/changes/<change_id>")
@needs(Scope.INGEST)
def change(change_id: str) -> ResponseReturnValue:
    """Tell how far a change has come; the page asks again by itself until it has ended."""
    return _shown("change.html", change_id)


@blueprint.get("/changes/<change_id>/state")
@needs(Scope.INGEST)
def state(change_id: str) -> ResponseReturnValue:
    """Write the list of files that the page of a change shows, with how far it has come."""
    return _shown("change_files.html", change_id)


@blueprint.get("/documents/<document_id>/manage")
@needs(Scope.INGEST)
def manage(document_id: str) -> ResponseReturnValue:
    """Show what is known of a document, to be changed, and the way to remove it."""
    return render_template(
        "document_manage.html",
        document=_document(document_id),
        fields=DESCRIBED,
        longest=LONGEST_SAID,
    )


@blueprint.post("/documents/<document_id>/describe")
@needs(Scope.INGEST)
def describe(document_id: str) -> ResponseReturnValue:
    """Set what a form says of a document where it says something else than is known."""
    known = _document(document_id).metadata
    said = {
        name: text.strip()
        for name in DESCRIBED
        if (text := request.form.get(name)) is not None and text.strip() != getattr(known, name)
    }
    if not said:
        return redirect(url_for("library.document_list"), 303)
    return _to(intake().describe(document_id, said))


@blueprint.post("/documents/<document_id>/remove")
@needs(Scope.INGEST)
def remove(document_id: str) -> ResponseReturnValue:
    """Remove a document."""
    _document(document_id)
    return _to(intake().remove(document_id))


def _shown(template: str, change_id: str) -> str:
    found = found_change(change_id)
    return render_template(
        template, change=found, listed=set(opening().collection.index.document_ids())
    )


def _to(asked: Change) -> ResponseReturnValue:
    return redirect(url_for("changing.change", change_id=asked.id), 303)


def _document(document_id: str) -> DocumentSummary:
    intake()
    try:
        return opening().collection.index.summary(document_id)
    except KeyError:
        abort(404, "There is no such document; they are listed at /documents.")

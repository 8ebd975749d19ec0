"""The pages that show a document, with the places that are cited in it."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from corpus.document import Document
from corpus.structure import StructuredDocument
from qa.citation import edition_told
from web.answers.file_names import file_name
from web.library.sent_files import PDF, page_fragment, sent_file
from web.opening import opening, refresh
from web.source.address import source_address
from web.source.links import source_link
from web.source.view import NewerEdition, SourceView, mark_id, source_view

_SUFFIXES = {"markdown": "md"}  # by the name of the extractor; text otherwise

blueprint = Blueprint("source", __name__)
blueprint.before_request(refresh)
blueprint.add_app_template_global(mark_id)
blueprint.add_app_template_filter(source_link)
blueprint.add_app_template_global(sent_file)
blueprint.add_app_template_global(page_fragment)


@blueprint.app_template_filter()
def verbatim(text: str) -> Markup:
    """Write a text so that a browser reads it with as many characters as it has.

    Of the characters that it would fold or leave out, a carriage return is written by number and
    NUL, which HTML cannot hold, as the replacement character.
    """
    written = escape(text.replace("\0", "\N{REPLACEMENT CHARACTER}"))
    return written.replace("\r", Markup("&#13;"))


@blueprint.get("/documents/<document_id>")
def document(document_id: str) -> ResponseReturnValue:
    """Show a document with its headings; `cite` marks places in it, `q` leads back to the answer.

    What `cite` holds is ignored with a note if it names no places in the text.
    """
    return render_template("document.html", view=_view(document_id))


@blueprint.get("/documents/<document_id>/pane")
def pane(document_id: str) -> ResponseReturnValue:
    """Write what the document's page at the same query shows, to be put into another page."""
    return render_template("pane.html", view=_view(document_id))


@blueprint.get("/documents/<document_id>/original")
def original(document_id: str) -> Response:
    """Send the document's text as a file to save.

    It is the file as it was received, byte for byte, where that was text without a byte order mark.
    """
    found = _document(document_id).document
    response = send_file(
        io.BytesIO(found.text.encode("utf-8")),
        mimetype="text/plain",
        as_attachment=True,
        download_name=file_name(found.id, suffix(found)),
    )
    response.headers["Cache-Control"] = "no-cache"  # the next edition has the same address
    return response


@blueprint.get("/documents/<document_id>/file")
def file(document_id: str) -> Response:
    """Send the file that was sent for a document as it is: a PDF file to read, others to save.

    What a browser would show as a page could act in the reader's name.
    """
    path = sent_file(_document(document_id).document)
    if path is None:
        abort(404, "The file of this document is not kept here.")
    is_shown = path.suffix == PDF
    response = send_file(
        path,
        mimetype="application/pdf" if is_shown else "application/octet-stream",
        as_attachment=not is_shown,
        download_name=path.name,
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.app_template_filter()
def suffix(document: Document) -> str:
    """Return the ending of the file that a document is saved as."""
    return _SUFFIXES.get(document.extractor.partition("/")[0], "txt")


def _view(document_id: str) -> SourceView:
    path = url_for("source.document", document_id=document_id)
    address = source_address(path, request.args)
    return source_view(_document(document_id), address, _newer(document_id))


def _newer(document_id: str) -> NewerEdition | None:
    index = opening().collection.index.snapshot()
    editions = index.editions()
    found = editions.superseded.get(document_id)
    if found is None:
        return None
    newest = editions.newest(document_id)
    known = index.metadata(newest)
    return NewerEdition(newest, known.title or newest, edition_told(known), found.since)


def _document(document_id: str) -> StructuredDocument:
    try:
        return opening().collection.index.document(document_id)
    except KeyError:
        abort(404, "There is no such document; they are listed at /documents.")

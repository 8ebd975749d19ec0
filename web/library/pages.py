"""The page that lists the documents."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from qa.answer import Citation
from qa.showing.wording import as_of_worded, date_worded
from web.library.listing import (
    Order,
    filtered,
    is_other_language,
    is_web_address,
    language_name,
    ordered,
)
from web.opening import NotReadyError, opening, refresh
from web.paging import last_page, page_number
from web.problems.details import sentence

DOCUMENTS_OF_A_PAGE = 100
_LONGEST_FILTER = 200  # characters

blueprint = Blueprint("library", __name__)
blueprint.before_request(refresh)
blueprint.add_app_template_filter(date_worded)
blueprint.add_app_template_filter(as_of_worded)
blueprint.add_app_template_filter(language_name)
blueprint.add_app_template_filter(is_other_language, "is_other")
blueprint.add_app_template_filter(is_web_address)
blueprint.add_app_template_filter(sentence)


@blueprint.app_template_filter()
def language_cited(citation: Citation) -> str:
    """Return the language of the document that is cited, "" where that is not known any more."""
    try:
        return opening().collection.index.metadata(citation.document).language
    except (KeyError, NotReadyError):
        return ""


@blueprint.get("/documents")
def document_list() -> ResponseReturnValue:
    """List a page of the documents: those that `q` finds, in the order `sort`; all by title."""
    wanted = request.args.get("q", "")[:_LONGEST_FILTER]
    sort = request.args.get("sort", Order.TITLE.value)
    order = next((each for each in Order if each == sort), None)
    if order is None:
        abort(404, f"The documents are not sorted by this; there are {', '.join(Order)}.")
    everything = opening().overview.documents
    found = ordered(filtered(everything, wanted), order)
    number = page_number(request.args.get("page", ""), len(found), DOCUMENTS_OF_A_PAGE)
    if number is None:
        abort(404, "There is no such page; the first has no number.")
    first = (number - 1) * DOCUMENTS_OF_A_PAGE
    return render_template(
        "documents.html",
        entries=found[first : first + DOCUMENTS_OF_A_PAGE],
        found=len(found),
        everything=len(everything),
        wanted=wanted,
        longest=_LONGEST_FILTER,
        orders=list(Order),
        order=order,
        number=number,
        last=last_page(len(found), DOCUMENTS_OF_A_PAGE),
    )

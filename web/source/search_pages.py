"""The page that finds phrases and words in the documents' own text."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from corpus.errors import QuestionError
from qa.searching.hits import MAX_SEARCH_CHARACTERS, MOST_HITS, SearchHits, SearchQuestion
from qa.searching.search import search
from web.commands.search_text import counted
from web.opening import opening, refresh
from web.paging import last_page, page_number
from web.problems.details import sentence
from web.questions.asking import parameters
from web.questions.scope_form import scope_form
from web.questions.scoping import documents_asked_in, scope_of
from web.tracing import timed

HITS_OF_A_PAGE = 20

blueprint = Blueprint("search", __name__)
blueprint.before_request(refresh)
blueprint.add_app_template_filter(counted)


@blueprint.get("/search")
def find() -> ResponseReturnValue:
    """Show the search box and, where `q` looks for something, a page of its hits by document.

    `document`, `issuer`, `year` and `as_of` confine it, `page` counts from 1.
    """
    given = parameters(request.query_string)
    typed = next((value for name, value in given if name == "q"), "")
    scope, shelf = scope_of(given), opening().overview.documents
    number = page_number(request.args.get("page", ""), MOST_HITS, HITS_OF_A_PAGE)
    found: SearchHits | None = None
    problem = ""
    if number is not None and typed.strip():
        first = (number - 1) * HITS_OF_A_PAGE
        try:
            documents = documents_asked_in(scope)
            question = SearchQuestion(typed, documents, first, HITS_OF_A_PAGE, scope.as_of)
            with timed("search"):
                found = search(opening().collection.index, question)
        except QuestionError as error:
            problem = sentence(error)
    if number is None or (found is None and number > 1 and not problem) or _is_beyond(found):
        abort(404, "There is no such page; the first has no number.")
    page = render_template(
        "search.html",
        typed=typed,
        longest=MAX_SEARCH_CHARACTERS,
        problem=problem,
        found=found,
        groups=[
            (next(each for each in found.documents if each.document == id_), list(hits))
            for id_, hits in groupby(found.hits, key=lambda hit: hit.citation.document)
        ]
        if found
        else [],
        number=number,
        last=last_page(found.total, HITS_OF_A_PAGE) if found else 1,
        query=[each for each in given if each[0] != "page"],
        scope=scope_form(scope, shelf, [each for each in given if each[0] != "page"]),
    )
    return page, 422 if problem else 200


def _is_beyond(found: SearchHits | None) -> bool:
    return found is not None and found.offset > 0 and not found.hits

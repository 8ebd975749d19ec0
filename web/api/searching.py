"""The operation that finds words where they stand."""

from __future__ import annotations

from flask import Blueprint, Response, request

from qa.searching.hits import (
    MAX_HITS_A_PAGE,
    MAX_SEARCH_CHARACTERS,
    MOST_HITS,
    SearchHits,
    SearchQuestion,
)
from qa.searching.search import search
from qa.serialise import json_bytes
from web.api.bodies import json_response
from web.api.operation import Operation, Parameter, Tag, describes
from web.api.parameters import refuse_undescribed
from web.api.schemas import AS_OF
from web.opening import opening, refresh
from web.questions.asking import given_parameters, whole_number
from web.tracing import timed

_DEFAULT = SearchQuestion("")

blueprint = Blueprint("searching", __name__)
blueprint.before_request(refresh)
blueprint.before_request(refuse_undescribed)


@blueprint.get("/search")
@describes(
    Operation(
        "search",
        Tag.ANSWERS,
        SearchHits,
        (
            Parameter(
                "q",
                "Words that stand together in a passage, or a phrase in quotation marks.",
                {"type": "string", "minLength": 1, "maxLength": MAX_SEARCH_CHARACTERS},
                is_required=True,
                example="the",
            ),
            Parameter(
                "document",
                "The id of a document to search; all, if none is named.",
                is_repeated=True,
            ),
            AS_OF,
            Parameter(
                "offset",
                "How many hits are left out before the first that is shown.",
                {"type": "integer", "minimum": 0, "maximum": MOST_HITS, "default": 0},
            ),
            Parameter(
                "limit",
                "How many hits are shown at most.",
                {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MAX_HITS_A_PAGE,
                    "default": _DEFAULT.limit,
                },
            ),
        ),
        problems=(422,),
    )
)
def found() -> Response:
    """Find a phrase, or words together, in the documents' own text.

    Case and white space make no difference, anything else does. Every hit comes with its citation,
    in the order of document ids, then of the text.
    """
    given = given_parameters(
        request.query_string, ("q", "document", "as_of", "offset", "limit"), repeated=("document",)
    )
    single = {name: values[0] for name, values in given.items()}
    question = SearchQuestion(
        text=single.get("q", _DEFAULT.text),
        documents=tuple(given.get("document", ())),
        as_of=single.get("as_of", _DEFAULT.as_of),
        offset=whole_number(single, "offset", _DEFAULT.offset),
        limit=whole_number(single, "limit", _DEFAULT.limit),
    )
    with timed("search"):
        hits = search(opening().collection.index, question)
    return json_response(json_bytes(hits))

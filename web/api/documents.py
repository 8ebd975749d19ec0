"""The operations that show the documents: what there is, and what stands where."""

from __future__ import annotations

from dataclasses import dataclass, fields

from flask import Blueprint, Response, abort, request

from web.api.bodies import kept_response
from web.api.found import found_document
from web.api.operation import Operation, Parameter, Place, Tag, describes
from web.api.paging import PAGING, asked_window, link_pages
from web.api.parameters import refuse_undescribed
from web.api.passages import LONGEST_PASSAGE, PassageFound, passage_at
from web.api.shelf import DocumentsPage, documents_page
from web.library.overview import DocumentEntry, entry
from web.opening import opening, refresh
from web.questions.asking import ParameterError, whole_number
from web.structure.structured import (
    AssignmentFound,
    EventFound,
    ListFound,
    SectionFound,
    Structured,
    TableFound,
    TermFound,
    structured,
)

_KINDS = tuple(each.name for each in fields(Structured) if each.name != "document")
_ID = Parameter("document_id", "The id of a document.", place=Place.PATH, is_required=True)
_OFFSET = {"type": "integer", "minimum": 0, "maximum": 999_999_999}

blueprint = Blueprint("documents", __name__)
blueprint.before_request(refresh)
blueprint.before_request(refuse_undescribed)


@dataclass(frozen=True, slots=True)
class DocumentFound:
    """A document: `entry` as it is listed, and what proves that it is the same text.

    `characters` is the length of the canonical text in code points, which every offset counts in.
    `source_sha256` is of the bytes received, `extractor` what read them.
    """

    generation: str
    entry: DocumentEntry
    characters: int
    source_sha256: str
    extractor: str


@dataclass(frozen=True, slots=True)
class StructurePage:
    """What was found in a document of one kind, of `total` of that kind, in text order."""

    generation: str
    document: str
    kind: str
    total: int
    limit: int
    offset: int
    entries: tuple[
        SectionFound | ListFound | TableFound | AssignmentFound | EventFound | TermFound, ...
    ]


@blueprint.get("/documents")
@describes(
    Operation(
        "documents",
        Tag.DOCUMENTS,
        DocumentsPage,
        PAGING,
        problems=(422,),
        is_kept=True,
        is_paged=True,
    )
)
def documents() -> Response:
    """List the documents by id."""
    window = asked_window()
    page = documents_page(opening().overview, window)
    return link_pages(kept_response(page, page.generation), window, page.total)


@blueprint.get("/documents/<document_id>")
@describes(
    Operation("document", Tag.DOCUMENTS, DocumentFound, (_ID,), problems=(404,), is_kept=True)
)
def document(document_id: str) -> Response:
    """Tell what is known of a document."""
    index = opening().collection.index.snapshot()
    source = found_document(index, document_id).document
    told = DocumentFound(
        index.generation,
        entry(index.summary(document_id), index.editions()),
        len(source.text),
        source.source_sha256,
        source.extractor,
    )
    return kept_response(told, index.generation)


@blueprint.get("/documents/<document_id>/structure/<kind>")
@describes(
    Operation(
        "structure",
        Tag.DOCUMENTS,
        StructurePage,
        (
            _ID,
            Parameter(
                "kind",
                "What is looked for.",
                {"type": "string", "enum": list(_KINDS)},
                Place.PATH,
                is_required=True,
            ),
            *PAGING,
        ),
        problems=(404, 422),
        is_kept=True,
        is_paged=True,
    )
)
def structure(document_id: str, kind: str) -> Response:
    """Show what was found in a document of one kind.

    These are its sections, lists, tables, measures with the bodies responsible, dated events and
    terms; every quote comes with its citation.
    """
    if kind not in _KINDS:
        abort(404, f"This cannot be found in a document; there are {', '.join(_KINDS)}.")
    window = asked_window()
    index = opening().collection.index.snapshot()
    found = found_document(index, document_id)
    entries = getattr(structured(found, index.structures(document_id)), kind)
    page = StructurePage(
        generation=index.generation,
        document=document_id,
        kind=kind,
        total=len(entries),
        limit=window.limit,
        offset=window.offset,
        entries=window.of(entries),
    )
    return link_pages(kept_response(page, index.generation), window, len(entries))


@blueprint.get("/documents/<document_id>/passage")
@describes(
    Operation(
        "passage",
        Tag.DOCUMENTS,
        PassageFound,
        (
            _ID,
            Parameter("start", "The first character.", _OFFSET, is_required=True, example=0),
            Parameter(
                "end",
                f"The character after the last; at most {LONGEST_PASSAGE} after the first.",
                _OFFSET,
                is_required=True,
                example=1,
            ),
        ),
        problems=(404, 422),
        is_kept=True,
    )
)
def passage(document_id: str) -> Response:
    """Read a passage of a document by its offsets.

    Offsets count the code points of the canonical text, as those of citations do.
    """
    given = request.args
    for name in ("start", "end"):
        if name not in given:
            raise ParameterError(f"there is no {name}; give offsets such as start=0&end=100")
    start, end = whole_number(given, "start", 0), whole_number(given, "end", 0)
    found = passage_at(opening().collection.index, document_id, start, end)
    return kept_response(found, found.generation)

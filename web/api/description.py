"""The OpenAPI description of the API, made from its operations."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from web.api.operation import Operation, Parameter, Place, Schema, View, operation_of
from web.api.schemas import schemas
from web.problems.kinds import KINDS, Problem, ProblemKind
from web.version import VERSION

PREFIX = "/api/v1"
OPENAPI = "3.1.0"
_SCHEMA = "#/components/schemas/{model}"
_PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")
_EVERY_REQUEST = (400, 401, 403, 422, 429, 500)  # 422: a parameter that is not described
_WITH_A_BODY = (413, 415)
_OF_THE_COLLECTION = 503
ABOUT = (
    "Questions are answered in the words of the documents, with exact citations. Every operation "
    "is also the one behind the pages and the command line. Offsets count Unicode code points. "
    "A HEAD request is answered as GET without the body; an address answers any other method that "
    "is not described with 405, and an address that is not described is 404; both are problems. "
    "`/api/answer`, `/api/explain` and `/api/documents` are other names of the operations here."
)
_FILES: Schema = {
    "type": "object",
    "properties": {
        "files": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}
    },
    "required": ["files"],
}
_HEADERS: dict[str, Schema] = {
    "X-Request-Id": {
        "description": "The id of the request: that of its own header X-Request-Id if it is plain.",
        "schema": {"type": "string"},
    },
    "Server-Timing": {
        "description": "Where the time went, in milliseconds: stages, answer, total.",
        "schema": {"type": "string"},
    },
    "ETag": {
        "description": "Names the state of the result, for If-None-Match.",
        "schema": {"type": "string"},
    },
    "Link": {"description": "The pages beside this one (RFC 8288).", "schema": {"type": "string"}},
    "Location": {
        "description": "Where the change is told of.",
        "schema": {"type": "string"},
    },
    "Retry-After": {"description": "Seconds until it may be ready.", "schema": {"type": "string"}},
}


@dataclass(frozen=True, slots=True)
class Described:
    """An operation at its address, such as `/documents/{document_id}`, and what its view says."""

    path: str
    method: str
    operation: Operation
    summary: str
    told: str


def described(app: Flask) -> tuple[Described, ...]:
    """Return the operations of the application by tag, then in the order of registration."""
    found = (
        Described(
            _PLACEHOLDER.sub(r"{\1}", rule.rule).removeprefix(PREFIX),
            method.lower(),
            operation,
            *_said(view),
        )
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(f"{PREFIX}/")
        for view in [app.view_functions[rule.endpoint]]
        if (operation := operation_of(view)) is not None
        for method in _methods(rule)
    )
    return tuple(sorted(found, key=lambda each: each.operation.tag))


def description(app: Flask) -> Schema:
    """Return the OpenAPI document of the application as JSON values."""
    operations = described(app)
    paths: dict[str, dict[str, object]] = {}
    for each in operations:
        paths.setdefault(f"{PREFIX}{each.path}", {})[each.method] = _operation(each)
    given = {each.operation.result for each in operations} | {Problem}
    taken = {each.operation.body for each in operations if each.operation.body is not None}
    return {
        "openapi": OPENAPI,
        "info": {"title": "Pincite", "version": VERSION, "description": ABOUT},
        "servers": [{"url": "/"}],
        "security": [{}, {"key": []}],
        "tags": [{"name": tag} for tag in dict.fromkeys(each.operation.tag for each in operations)],
        "paths": paths,
        "components": {
            "schemas": schemas(_sorted(given), _sorted(taken), _SCHEMA),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "headers": dict(_HEADERS),
            "responses": {str(status): _problem(status) for status in sorted(_statuses())},
        },
    }


def _operation(each: Described) -> Schema:
    operation = each.operation
    told: Schema = {
        "operationId": operation.id,
        "tags": [operation.tag.value],
        "summary": each.summary,
        "description": each.told or each.summary,
        "parameters": [*map(_parameter, operation.parameters), *_conditions(operation)],
        "responses": dict(_responses(operation)),
    }
    if operation.body is not None:
        told["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _reference(operation.body)}},
        }
    elif operation.takes_files:
        told["requestBody"] = {
            "required": True,
            "content": {"multipart/form-data": {"schema": dict(_FILES)}},
        }
    return told


def _responses(operation: Operation) -> Iterator[tuple[str, Schema]]:
    content: Schema = {"application/json": {"schema": _reference(operation.result)}}
    content |= {each: {"schema": {"type": "string"}} for each in operation.alternatives}
    names = ["X-Request-Id", "Server-Timing"]
    names += ["ETag"] if operation.is_kept else []
    names += ["Location"] if operation.status == 202 else []
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    for name in ["Link"] if operation.is_paged else []:
        headers[name] = {"$ref": f"#/components/headers/{name}"}
    yield (
        str(operation.status),
        {"description": "The result.", "headers": headers, "content": content},
    )
    if operation.is_kept:
        yield "304", {"description": "The caller has the result already."}
    for status in sorted({*_own(operation), *operation.problems}):
        yield str(status), {"$ref": f"#/components/responses/{status}"}


def _own(operation: Operation) -> Iterable[int]:
    """Return the statuses of the problems that any request for such an operation can meet."""
    yield from _EVERY_REQUEST
    yield _OF_THE_COLLECTION
    if operation.body is not None or operation.takes_files:
        yield from _WITH_A_BODY


def _parameter(each: Parameter) -> Schema:
    schema: Schema = {"type": "array", "items": each.schema} if each.is_repeated else each.schema
    told: Schema = {
        "name": each.name,
        "in": each.place.value,
        "description": each.told,
        "required": each.is_required,
        "schema": schema,
    }
    if each.place is Place.QUERY and each.is_repeated:
        told |= {"style": "form", "explode": True}
    if each.example is not None:
        told["example"] = each.example
    return told


def _conditions(operation: Operation) -> Iterator[Schema]:
    if operation.is_kept:
        yield {
            "name": "If-None-Match",
            "in": "header",
            "description": "The ETag of a result that the caller has.",
            "required": False,
            "schema": {"type": "string"},
        }


def _problem(status: int) -> Schema:
    """Return the response of all problems with a status."""
    kinds = _kinds(status)
    return {
        "description": " ".join(f"`{each.code}`: {each.told}" for each in kinds),
        "headers": {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}},
        "content": {"application/problem+json": {"schema": _reference(Problem)}},
    }


def _kinds(status: int) -> list[ProblemKind]:
    return [each for each in KINDS if each.status == status]


def _statuses() -> set[int]:
    return {each.status for each in KINDS}


def _reference(kind: type[object]) -> Schema:
    return {"$ref": _SCHEMA.format(model=kind.__name__)}


def _sorted(kinds: Iterable[type[object]]) -> list[type[object]]:
    return sorted(kinds, key=lambda each: each.__name__)


def _methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def _said(view: View) -> tuple[str, str]:
    """Return the first line of a view's docstring without its full stop, and what follows it."""
    summary, _, told = inspect.cleandoc(view.__doc__ or "").partition("\n")
    return summary.rstrip("."), " ".join(told.split())

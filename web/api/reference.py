"""The description of the API, for programs and for people."""

from __future__ import annotations

import json

from flask import Blueprint, Flask, Response, current_app, render_template

from web.api.description import ABOUT, OPENAPI, PREFIX, described, description
from web.api.operation import Schema
from web.problems.kinds import KINDS

_MADE = "pincite.description"

blueprint = Blueprint("reference", __name__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Give the OpenAPI description."""
    body = json.dumps(_description(current_app), ensure_ascii=False).encode("utf-8")
    return Response(body, content_type="application/json")


@blueprint.get("/docs")
def docs() -> str:
    """Show the description as a page."""
    components = _description(current_app)["components"]
    if not isinstance(components, dict):  # what description promises
        raise TypeError("the description has no components")
    return render_template(
        "api.html",
        about=ABOUT.replace("`", ""),
        openapi=OPENAPI,
        prefix=PREFIX,
        operations=described(current_app),
        schemas=components["schemas"],
        kinds=KINDS,
        worded=worded,
    )


def worded(schema: Schema) -> str:
    """Return the type of a field in words: `string`, `list of Part`, `integer or null`."""
    match schema:
        case {"$ref": str(address)}:
            return address.rpartition("/")[2]
        case {"anyOf": list(choices)}:
            return " or ".join(worded(each) for each in choices)
        case {"const": value}:
            return json.dumps(value)
        case {"type": "array", "items": dict(items)}:
            return f"list of {worded(items)}"
        case {"type": str(name), "format": str(form)}:
            return f"{name} ({form})"
        case _:
            return str(schema.get("type", "any"))


def _description(app: Flask) -> Schema:
    """Return the description, made once in the life of an application."""
    if _MADE not in app.extensions:
        app.extensions[_MADE] = description(app)
    found: Schema = app.extensions[_MADE]
    return found

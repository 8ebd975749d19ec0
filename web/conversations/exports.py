"""The files that a conversation is taken away as."""

from __future__ import annotations

import io

from flask import Blueprint, Response, request, send_file

from web.answers.file_names import file_name
from web.conversations.chat import of_owner
from web.conversations.exporting import json_bytes, markdown_bytes
from web.conversations.history import tidy
from web.conversations.showing import shown_turns

_MEDIA_TYPES = {"json": "application/json", "md": "text/markdown"}

blueprint = Blueprint("exports", __name__)
blueprint.before_request(tidy)


@blueprint.get("/conversations/<id>/conversation.<any(json, md):format>")
def export(id: str, format: str) -> Response:
    """Send a conversation of the browser as a file."""
    found = of_owner(lambda store, owner: store.conversation(owner, id))
    if format == "json":
        content = json_bytes(found)
    else:
        turns = shown_turns(found, "conversation", id)
        content = markdown_bytes(found.summary.title, turns, request.url_root.rstrip("/"))
    response = send_file(
        io.BytesIO(content),
        mimetype=_MEDIA_TYPES[format],
        as_attachment=True,
        download_name=file_name(found.summary.title, format),
    )
    response.headers["Cache-Control"] = "no-store"
    return response

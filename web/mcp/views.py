"""The address of the Model Context Protocol.

It is behind the same guards as every other address: host names, keys, rates, sizes and the queue.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from web.opening import opening, refresh
from web.problems.details import MODELS_ASK_AT
from web.questions.asking import body

blueprint = Blueprint("mcp", __name__)
blueprint.before_request(refresh)


@blueprint.post(MODELS_ASK_AT)
def exchange() -> Response:
    """Reply to a message; there are no sessions, so that any worker replies to any message."""
    # The protocol's library is loaded by the first who speaks it.
    from web.mcp.running import reply_to
    from web.mcp.server import mcp_server

    found = opening()
    found.collection  # noqa: B018 - it raises while there is none
    reply = reply_to(mcp_server(found), request.headers.items(), body())
    response = Response(reply.body, reply.status, reply.headers)
    response.headers["Cache-Control"] = "no-store"  # a question is its asker's alone
    return response

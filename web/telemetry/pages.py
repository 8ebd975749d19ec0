"""The address where Prometheus reads the figures."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from web.keys.access import needs
from web.keys.key import Scope
from web.opening import NotReadyError, opening, refresh
from web.telemetry.metrics import MEDIA_TYPE, Metrics

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@needs(Scope.ADMIN)
def metrics() -> Response:
    """Show the figures, of all processes together."""
    found = current_app.extensions["metrics"]
    if not isinstance(found, Metrics):
        raise TypeError("the application was not made by create_app")
    refresh()
    try:
        index = opening().collection.index
        body = found.exposition(index.generation, len(index.document_ids()))
    except NotReadyError:
        body = found.exposition("", 0)
    response = Response(body, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response

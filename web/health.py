"""Whether the process lives and whether it can answer."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from web.opening import opening, refresh

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> ResponseReturnValue:
    """Say that the process is alive, whatever it can do."""
    return {"status": "alive"}


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """Name the generation that is answered from; 503 until models and index are loaded."""
    refresh()
    return {"status": "ready", "generation": opening().collection.index.generation}

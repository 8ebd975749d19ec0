"""The operations that tell of the service itself."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import Blueprint, Response

from qa.serialise import to_json
from web.api.bodies import json_response
from web.api.operation import Operation, Tag, describes
from web.api.parameters import refuse_undescribed
from web.opening import opening, refresh
from web.version import VERSION

blueprint = Blueprint("state", __name__)
blueprint.before_request(refuse_undescribed)


@dataclass(frozen=True, slots=True)
class Health:
    """The process lives: `status` is `alive`."""

    status: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """Questions are answered, from the state of the collection that `generation` names."""

    status: str
    generation: str


@dataclass(frozen=True, slots=True)
class Version:
    """What answers: the name and the version of the program."""

    name: str
    version: str


@blueprint.get("/health")
@describes(Operation("health", Tag.SERVICE, Health))
def health() -> Response:
    """Say that the process is alive, whatever it can do."""
    return _json(Health("alive"))


@blueprint.get("/readiness")
@describes(Operation("readiness", Tag.SERVICE, Readiness))
def readiness() -> Response:
    """Name the generation that is answered from.

    Until models and index are loaded this is the problem `not-ready`.
    """
    refresh()
    return _json(Readiness("ready", opening().collection.index.generation))


@blueprint.get("/version")
@describes(Operation("version", Tag.SERVICE, Version))
def version() -> Response:
    """Name the program and its version."""
    return _json(Version("pincite", VERSION))


def _json(value: object) -> Response:
    return json_response(json.dumps(to_json(value)).encode("ascii"))

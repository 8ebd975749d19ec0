"""The operations that tell of the service itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flask import Blueprint, Response

from qa.evaluation.published import Published, read_published
from qa.serialise import json_bytes
from web.api.bodies import json_response, kept_response
from web.api.operation import Operation, Tag, describes
from web.api.parameters import refuse_undescribed
from web.opening import opening, refresh
from web.stores import check_stores
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

    Until models and index are loaded, once the service ends, and where a newer version has made
    what is kept beside the collection its own, this is the problem `not-ready`.
    """
    refresh()
    opening().check_ready()
    check_stores()
    return _json(Readiness("ready", opening().collection.index.generation))


@blueprint.get("/version")
@describes(Operation("version", Tag.SERVICE, Version))
def version() -> Response:
    """Name the program and its version."""
    return _json(Version("pincite", VERSION))


@blueprint.get("/evaluation")
@describes(Operation("evaluation", Tag.SERVICE, Published, is_kept=True))
def evaluation() -> Response:
    """Give the figures of the last published evaluation.

    They were measured on the gold questions of the project, over the documents that it ships.
    """
    figures = _figures()
    return kept_response(figures, f"{figures.date}-{figures.generation}")


@cache
def _figures() -> Published:
    return read_published()


def _json(value: object) -> Response:
    return json_response(json_bytes(value))

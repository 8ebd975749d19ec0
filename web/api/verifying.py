"""The operation that tells whether earlier answers still stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response

from qa.serialise import json_bytes
from qa.verifying.given import given_from_json
from qa.verifying.verdicts import Verification
from qa.verifying.verify import verify
from web.api.bodies import json_body, json_response
from web.api.operation import Operation, Tag, describes
from web.api.parameters import refuse_undescribed
from web.opening import opening, refresh
from web.tracing import timed

blueprint = Blueprint("verifying", __name__)
blueprint.before_request(refresh)
blueprint.before_request(refuse_undescribed)


@dataclass(frozen=True, slots=True)
class Earlier:
    """Answers and citations as they were given: each one, or an object that has it as `answer`."""

    turns: tuple[Mapping[str, object], ...]


@blueprint.post("/verify")
@describes(Operation("verify", Tag.ANSWERS, Verification, body=Earlier, problems=(422,)))
def verified() -> Response:
    """Tell whether earlier answers and citations still stand in the documents as they are now.

    Every quote is the `same`, has `moved` to other offsets, has `changed` into what is then quoted
    from its new place, or is `gone`. An answer, a citation or a list of these may be sent as it is,
    too. Fields that are not known are passed over; at most 10,000 quotes are read.
    """
    given = given_from_json(json_body())
    with timed("verify"):
        found = verify(given, opening().collection.index)
    return json_response(json_bytes(found))

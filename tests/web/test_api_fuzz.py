"""Requests made from the description alone get answers that the description names."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from qa.answer import Answer, AnswerKind
from qa.serialise import to_json
from tests.counts import tries
from tests.web_helpers import application, citation

pytestmark = pytest.mark.scale

SEED = 20261122
WELL_FORMED = tries(12, 200)
ODD = tries(8, 100)
LEAST_SUCCESSES = tries(4, 50)
LEAST_REQUESTS = tries(100, 2_000)
Operation: TypeAlias = APIOperation[Any, Any, Any, Any]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with application(tmp_path_factory.mktemp("web")) as app:
        yield app


@pytest.fixture(scope="module")
def schema(app: Flask) -> BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def operations(schema: BaseSchema) -> list[Operation]:
    return [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]


def changes(operation: Operation) -> bool:
    """Tell whether an operation is about a change of the collection, for which a key is needed."""
    return operation.path.startswith("/api/v1/changes") or (
        operation.path.startswith("/api/v1/documents") and operation.method != "get"
    )


def requested(operation: Operation, mode: GenerationMode, count: int) -> Counter[int]:
    """Make so many requests, check each response, and return how many had which status."""
    statuses: Counter[int] = Counter()
    chosen = random.Random(SEED)  # noqa: S311 - no secret

    @seed(SEED)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run_generated(case: Case[Any]) -> None:
        if mode is GenerationMode.POSITIVE:
            place(case, chosen)
        run(case)

    def run(case: Case[Any]) -> None:
        # Whether an id or a place is known, only the texts tell.
        response = case.call_and_validate(excluded_checks=[positive_data_acceptance])
        statuses[response.status_code] += 1

    if operation.definition.raw["parameters"] or operation.body:
        run_generated()
    else:  # there is one such request
        for _ in range(count):
            run(operation.Case())
    return statuses


def place(case: Case[Any], chosen: random.Random) -> None:
    """Let most requests name a document that there is, and a passage of it or an answer."""
    if case.path.endswith("/verify") and chosen.random() < 0.8:
        quoted = citation("A quote.", start=chosen.randrange(400), document="bees")
        answer = Answer(AnswerKind.SPAN, text="A quote.", citations=(quoted,))
        case.body = {"turns": [to_json(answer)] * chosen.randrange(1, 4)}
    if case.path_parameters and chosen.random() < 0.9:
        case.path_parameters["document_id"] = chosen.choice(["bees", "lantern"])
    if case.query and "end" in case.query and chosen.random() < 0.8:
        start = chosen.randrange(400)
        case.query |= {"start": start, "end": start + chosen.randrange(1, 100)}
    if case.query and case.query.get("document") and chosen.random() < 0.8:
        case.query["document"] = [chosen.choice(["bees", "lantern"])]
    if isinstance(case.body, dict) and case.body.get("documents") and chosen.random() < 0.8:
        case.body["documents"] = [chosen.choice(["bees", "lantern"])]


def test_every_response_is_one_that_the_description_names(schema: BaseSchema) -> None:
    total = 0
    for operation in operations(schema):
        found = requested(operation, GenerationMode.POSITIVE, WELL_FORMED)
        succeeded = sum(count for status, count in found.items() if 200 <= status < 300)
        assert succeeded >= LEAST_SUCCESSES or changes(operation), (operation.label, found)
        if operation.body or operation.query:  # there is something to get wrong
            found += requested(operation, GenerationMode.NEGATIVE, ODD)
        total += found.total()
    assert total >= LEAST_REQUESTS


def test_no_method_that_is_not_described_is_understood(app: Flask, schema: BaseSchema) -> None:
    described = {(each.path, each.method.upper()) for each in operations(schema)}
    client: FlaskClient = app.test_client()
    for path in {path for path, _ in described}:
        for method in ("DELETE", "PATCH", "PUT", "TRACE", "POST", "GET", "FETCH"):
            if (path, method) not in described:
                status = client.open(path, method=method).status_code
                assert (path, method, status) == (path, method, 405)

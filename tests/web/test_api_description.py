"""What the description of the API says is what the API does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.structures import structures
from qa.answer import Answer, AnswerKind
from qa.question import Question
from qa.serialise import to_json
from tests.qa_helpers import BEES, COLLECTION, LANTERN
from tests.web_helpers import application, markdown
from web.api.operation import operation_of
from web.problems.kinds import KINDS
from web.structure.structured import structured

TOLL = """\
# Toll Order

## Rates

The toll of the north bridge is 4 crowns. In 2019 the toll of the north bridge was 3 crowns.

## Keepers

The keepers of the bridge are:

- the river guard;
- the harbour office.
"""
NOT_DESCRIBED = {"/api/v1/openapi.json", "/api/v1/docs"}
# Questions that between them get most kinds of answers.
ASKED = (
    "Where are spare wicks kept?",
    "What are the duties of every warden?",
    "What is the fee of a garden hive?",
    "How often is the toll mentioned?",
    "Which documents are in the collection?",
    "How do I bake rye bread?",
    "Hello",
    "Ou est la gare centrale de la ville?",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    texts = {**COLLECTION, "toll.md": TOLL}
    with application(tmp_path_factory.mktemp("web"), texts) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def described(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return found


def valid(described: dict[str, Any], name: str, value: object) -> None:
    """Raise ValidationError unless a JSON value is as the schema of this name has it."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


def test_every_address_of_the_api_is_described(app: Flask, described: dict[str, Any]) -> None:
    addresses = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
    }
    assert addresses - NOT_DESCRIBED == set(described["paths"])


def test_every_operation_has_an_id_of_its_own_and_says_what_it_does(app: Flask) -> None:
    views = {
        app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and rule.rule not in NOT_DESCRIBED
    }
    ids = [noted.id for view in views if (noted := operation_of(view)) is not None]
    assert len(set(ids)) == len(views)
    assert all(view.__doc__ for view in views)


@pytest.mark.parametrize("question", ASKED)
def test_answers_are_as_their_schema_has_them(
    client: FlaskClient, described: dict[str, Any], question: str
) -> None:
    given = client.post("/api/v1/answer", json={"text": question}).get_json()
    valid(described, "Answer", given)
    explained = client.post("/api/v1/explain", json={"text": question}).get_json()
    valid(described, "Explanation", explained)


def test_the_questions_asked_get_several_kinds_of_answers(client: FlaskClient) -> None:
    kinds = {client.post("/api/answer", json={"text": each}).get_json()["kind"] for each in ASKED}
    assert {"span", "list", "table", "ledger", "not_found"} <= kinds


@pytest.mark.parametrize("changed", [{"kind": "guess"}, {"confidence": 2}, {"mood": "good"}])
def test_what_is_no_answer_is_told_from_one(
    described: dict[str, Any], changed: dict[str, object]
) -> None:
    answer = to_json(Answer(AnswerKind.NOT_FOUND))
    assert isinstance(answer, dict)
    with pytest.raises(jsonschema.ValidationError):
        valid(described, "Answer", {**answer, **changed})


def test_an_answer_that_lacks_a_field_is_none(described: dict[str, Any]) -> None:
    answer = to_json(Answer(AnswerKind.NOT_FOUND))
    assert isinstance(answer, dict)
    answer.pop("coverage")
    with pytest.raises(jsonschema.ValidationError):
        valid(described, "Answer", answer)


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ({"text": "Who?"}, True),
        (to_json(Question("Who?")), True),
        ({"text": "Who?", "history": [{"question": "When?"}]}, True),
        ({}, False),
        ({"text": " "}, False),
        ({"text": "a" * 2001}, False),
        ({"text": "Who?", "limit": 11}, False),
        ({"text": "Who?", "k": 1}, False),
    ],
)
def test_the_schema_of_a_question_says_which_are_answered(
    client: FlaskClient, described: dict[str, Any], question: object, fits: bool
) -> None:
    assert (client.post("/api/v1/answer", json=question).status_code == 200) == fits
    if fits:
        valid(described, "Question", question)
    else:
        with pytest.raises(jsonschema.ValidationError):
            valid(described, "Question", question)


@pytest.mark.parametrize("text", [BEES, LANTERN, TOLL])
def test_structures_are_as_their_schemas_have_them(described: dict[str, Any], text: str) -> None:
    found = markdown(text)
    pages = {
        "sections": "SectionFound",
        "lists": "ListFound",
        "tables": "TableFound",
        "assignments": "AssignmentFound",
        "events": "EventFound",
        "terms": "TermFound",
    }
    all_found = to_json(structured(found, structures(found)))
    assert isinstance(all_found, dict)
    for kind, name in pages.items():
        entries = all_found[kind]
        assert isinstance(entries, list)
        for each in entries:
            valid(described, name, each)


def test_a_problem_is_as_its_schema_has_it(client: FlaskClient, described: dict[str, Any]) -> None:
    valid(described, "Problem", json.loads(client.get("/api/v1/answer?q=").data))


def test_the_page_of_the_api_has_a_place_for_every_operation_and_problem(
    client: FlaskClient, described: dict[str, Any]
) -> None:
    page = client.get("/api/v1/docs")
    assert page.content_type.startswith("text/html")
    for path in described["paths"].values():
        for operation in path.values():
            assert f'id="{operation["operationId"]}"' in page.text
    for kind in KINDS:
        assert f'id="problem-{kind.code}"' in page.text
    assert "<script" not in page.text


def test_the_published_figures_are_as_their_schema_has_them(
    client: FlaskClient, described: dict[str, Any]
) -> None:
    given = client.get("/api/v1/evaluation").get_json()
    valid(described, "Published", given)
    assert given["questions"] > 0

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient

from qa.answer import Citation, Part
from qa.serialise import json_bytes, to_json
from qa.verifying.given import Given
from qa.verifying.verify import verify
from tests.qa.test_verifying import cited
from tests.qa_helpers import BEES, Shelf, parsed
from tests.web_helpers import application, citation
from web.app import LARGEST_BODY
from web.commands.verify_text import verification_text

QUESTION = "Who may appeal to the mayor?"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with application(tmp_path_factory.mktemp("web")) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def told(citation: Citation, text: str, id: str = "doc") -> str:
    """Return what the terminal shows of a citation held against a text."""
    return verification_text(verify((Given("", (citation,)),), Shelf(parsed(text, id))))


def test_an_answer_is_verified_as_it_was_given(client: FlaskClient) -> None:
    answer = client.get("/api/answer", query_string={"q": QUESTION}).data
    response = client.post("/api/v1/verify", data=answer)
    assert response.status_code == 200
    assert response.content_type == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    found = response.get_json()
    assert found["verdict"] == "same"
    assert found["generation"] == json.loads(answer)["generation"]
    (verified,) = found["answers"]
    assert verified["citations"][0]["now"] == json.loads(answer)["citations"][0]


def test_the_api_and_the_core_tell_the_same_bytes(client: FlaskClient, app: Flask) -> None:
    moved = cited(f"Preface.\n\n{BEES}", "Wardens are paid")
    moved = replace(moved, document="bees")
    over_http = client.post("/api/v1/verify", data=json_bytes(moved)).data
    index = app.extensions["pincite"].collection.index
    assert over_http == json_bytes(verify((Given("", (moved,)),), index))


def test_verdicts_are_as_the_description_of_the_api_has_them(client: FlaskClient) -> None:
    components = client.get("/api/v1/openapi.json").get_json()["components"]
    schema = {"$ref": "#/components/schemas/Verification", "components": components}
    for cited_text in (BEES, f"Preface.\n\n{BEES}"):
        moved = replace(cited(cited_text, "Wardens are paid"), document="bees")
        for old in (moved, replace(moved, document="wasps")):
            found = client.post("/api/v1/verify", json={"turns": [to_json(old)]}).get_json()
            jsonschema.Draft202012Validator(schema).validate(found)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"{", "What was given is not JSON"),
        (b'{"text": "Who?"}', "The answer has no field 'kind'"),
        (b"[]", "Nothing was given"),
    ],
)
def test_what_is_no_answer_is_a_problem_of_the_caller(
    client: FlaskClient, content: bytes, detail: str
) -> None:
    response = client.post("/api/v1/verify", data=content)
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert response.get_json()["detail"].startswith(detail)


def test_too_many_quotes_are_refused(client: FlaskClient) -> None:
    parts = tuple(Part(n, n + 1, "b") for n in range(10_001))
    response = client.post(
        "/api/v1/verify", data=json_bytes(replace(citation("Bees"), parts=parts))
    )
    assert response.status_code == 422
    assert "at most 10,000" in response.get_json()["detail"]


def test_a_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    assert client.post("/api/v1/verify", data=b" " * (LARGEST_BODY + 1)).status_code == 413


def test_the_terminal_shows_where_a_quote_has_moved() -> None:
    shown = told(cited("Bees fly.", "Bees fly."), "Often:\n\nBees fly.")
    assert shown.startswith("moved    doc, characters 0–9 → characters 8–17\n")


def test_the_terminal_shows_both_texts_of_what_changed() -> None:
    shown = told(
        cited(BEES, "Whoever is refused a permit may appeal to the mayor within ten days."),
        BEES.replace("ten days", "a month"),
    )
    assert "was: Whoever is refused a permit may appeal to the mayor within ten days." in shown
    assert "now: Whoever is refused a permit may appeal to the mayor within a month." in shown
    assert shown.endswith("\n1 citation: 1 changed")


def test_the_terminal_says_that_a_document_is_not_held() -> None:
    shown = told(cited(BEES, "four hundred hives"), "Other.\n", "other")
    assert "; the document is not in the collection" in shown


def test_a_quote_does_not_steer_the_terminal() -> None:
    shown = told(cited("The bell\x1b[2J rings.", "bell\x1b[2J rings"), "Other.\n")
    assert "\x1b" not in shown

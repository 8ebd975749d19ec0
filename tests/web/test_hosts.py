from __future__ import annotations

import json

import pytest
from flask import Flask, abort

from qa.answer import Answer, AnswerKind
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared
from web.app import create_app
from web.configuration.settings import Settings
from web.tracing import trace


def app() -> Flask:
    answers = Prepared(Answer(AnswerKind.NOT_FOUND))
    service = Collection(Shelf(parsed("A text.\n")), answers)
    return create_app(service=service, hosts=("policies.example",))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "127.0.0.1:8000",
        "192.168.7.3",
        "[::1]",
        "[::1]:8000",
        "policies.example",
        "Policies.Example:8443",
    ],
)
def test_the_service_answers_to_its_names_and_to_addresses(host: str) -> None:
    assert app().test_client().get("/documents", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        "attacker.example:8000",
        "localhost.attacker.example",
        "a b",
        "[",
        "",
        pytest.param("a" * 64, id="a label too long"),
        pytest.param("a" * 8_000, id="too long"),
        "\xe9.example:8000",
    ],
)
@pytest.mark.parametrize(
    "path", ["/api/answer?q=Who", "/api/documents", "/healthz", "/api/nothing"]
)
def test_a_request_for_another_host_is_a_problem(host: str, path: str) -> None:
    response = app().test_client().get(path, headers={"Host": host})
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert "does not answer to this name" in json.loads(response.data)["detail"]


@pytest.mark.parametrize("path", ["/", "/documents/doc", "/nothing"])
@pytest.mark.parametrize("host", ["attacker.example", "a" * 300])
def test_a_page_for_another_host_is_an_error_page(path: str, host: str) -> None:
    response = app().test_client().get(path, headers={"Host": host})
    assert response.status_code == 400
    assert "does not answer to this name" in response.text
    assert "A text." not in response.text


def test_a_host_that_a_proxy_tells_is_looked_at_like_any_other() -> None:
    service = Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND)))
    client = create_app(Settings(trusted_proxies=1), service).test_client()
    for host in ("attacker.example", "a" * 300):
        assert client.get("/", headers={"X-Forwarded-Host": host}).status_code == 400


def test_a_request_that_is_refused_before_it_is_traced_has_an_id_too() -> None:
    refusing = Flask("refusing")
    refusing.before_request(lambda: abort(400))
    trace(refusing)
    response = refusing.test_client().get("/", headers={"X-Request-Id": "one"})
    assert response.status_code == 400
    assert response.headers["X-Request-Id"] == "one"

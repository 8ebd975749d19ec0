from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from corpus.errors import ModelError
from qa.answer import Answer
from qa.question import MAX_QUESTION_CHARACTERS, MAX_TURNS, Question
from qa.service import Reasoned
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, application
from web.app import LARGEST_BODY, create_app


class Broken:
    """Fails at every question."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def ask(self, question: Question) -> Answer:
        return self.explain(question).reply.answer

    def explain(self, question: Question) -> Reasoned:  # noqa: ARG002 - whatever it is
        raise self._error


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with application(tmp_path_factory.mktemp("web")) as app:
        yield app.test_client()


def broken(error: Exception) -> FlaskClient:
    service = Collection(Shelf(parsed("A text.\n")), Broken(error))
    return create_app(service=service).test_client()


def detail_of(response: TestResponse, status: int) -> str:
    """Return the detail of a response that must be a problem with this status."""
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    problem = json.loads(response.data)
    assert list(problem) == ["type", "title", "status", "detail", "code", "request_id"]
    assert problem["type"] == f"/api/v1/docs#problem-{problem['code']}"
    assert problem["request_id"] == response.headers["X-Request-Id"]
    assert problem["status"] == status
    assert isinstance(problem["detail"], str)
    return problem["detail"]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"", 400, "not JSON"),
        (b"What is it?", 400, "not JSON"),
        (b'{"text": "\xff"}', 400, "not UTF-8"),
        (b'{"text": "a", "limit": NaN}', 400, "not JSON"),
        (b"[" * 100_000, 400, "not JSON"),
        (b"1" * 5000, 400, "not JSON"),
        (b'"Who?"', 422, "a string"),
        (b"null", 422, "null"),
        (b"{}", 422, "empty"),
        (b'{"text": " \\n "}', 422, "empty"),
        (b'{"text": 7}', 422, "'text' holds a number"),
        (b'{"text": null}', 422, "'text' holds null"),
        (b'{"question": "Who?"}', 422, "'question'"),
        (b'{"text": "Who?", "k": 5}', 422, "'k'"),
        (b'{"text": "Who?", "limit": "3"}', 422, "'limit' holds a string"),
        (b'{"text": "Who?", "limit": true}', 422, "'limit' holds a truth value"),
        (b'{"text": "Who?", "limit": 1.5}', 422, "'limit' holds a number"),
        (b'{"text": "Who?", "limit": -1}', 422, "the limit is -1"),
        (b'{"text": "Who?", "documents": "bees"}', 422, "'documents' holds a string"),
        (b'{"text": "Who?", "documents": [["bees"]]}', 422, "'documents' holds a list"),
        (b'{"text": "Who?", "documents": ["wasps"]}', 422, "'wasps'"),
        (b'{"text": "Who?", "documents": ["\\ud800"]}', 422, "no document"),
        (b'{"text": "Who?", "as_of": "next year"}', 422, "'next year'"),
        (b'{"text": "Who?", "as_of": "2018-13-01"}', 422, "'2018-13-01'"),
        (b'{"text": "Who?", "history": {}}', 422, "'history' holds an object"),
        (b'{"text": "Who?", "history": ["Who?"]}', 422, "a turn of the history is a string"),
        (b'{"text": "Who?", "history": [{"text": "a"}]}', 422, "'text'"),
        (b'{"text": "Who \\ud83d?"}', 422, "lone surrogate"),
        (b'{"text": "Who?", "\\ud83d": 1}', 422, "has no field"),
    ],
)
def test_a_bad_body_is_a_problem(client: FlaskClient, body: bytes, status: int, said: str) -> None:
    assert said.lower() in detail_of(client.post("/api/answer", data=body), status).lower()


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("", 422, "empty"),
        ("q=", 422, "empty"),
        ("q=%ff", 400, "not UTF-8"),
        ("q=a&q=b", 422, "more than once"),
        ("q=a&text=b", 422, "'text'"),
        ("q=a&limit=many", 422, "'many'"),
        ("q=a&document=wasps", 422, "'wasps'"),
        ("q=a&as_of=2018", 422, "'2018'"),
        ("&".join(["document=a"] * 801), 400, "query string"),
    ],
)
def test_a_bad_query_string_is_a_problem(
    client: FlaskClient, query: str, status: int, said: str
) -> None:
    assert said in detail_of(client.get(f"/api/answer?{query}"), status)


def test_a_question_over_two_thousand_characters_is_refused(client: FlaskClient) -> None:
    assert client.post("/api/answer", json={"text": "é" * 2000}).status_code == 200
    said = detail_of(client.post("/api/answer", json={"text": "é" * 2001}), 422)
    assert said == "The question has 2001 characters; at most 2000 are read."


def test_an_earlier_answer_may_have_any_length(client: FlaskClient) -> None:
    history = [{"question": "Who keeps the lamp?", "answer": "é" * 30_000}]
    response = client.post("/api/answer", json={"text": "And then?", "history": history})
    assert response.status_code == 200


def test_the_longest_conversation_that_is_read_is_no_huge_body(client: FlaskClient) -> None:
    longest = "🐝" * MAX_QUESTION_CHARACTERS
    turn = {"question": longest, "answer": "🐝" * 500}
    body = json.dumps({"text": longest, "history": [turn] * MAX_TURNS})
    assert client.post("/api/answer", data=body).status_code == 200


def test_a_huge_body_is_refused(client: FlaskClient) -> None:
    detail_of(client.post("/api/answer", data=b" " * (LARGEST_BODY + 1)), 413)


def test_a_huge_body_of_unstated_length_is_refused(client: FlaskClient) -> None:
    response = client.post(
        "/api/answer",
        input_stream=io.BytesIO(b'{"text": "Who?"}'.ljust(LARGEST_BODY * 2)),
        environ_overrides={"wsgi.input_terminated": True},
    )
    detail_of(response, 413)


def test_a_method_that_is_not_understood_is_told_the_ones_that_are(client: FlaskClient) -> None:
    response = client.delete("/api/answer")
    assert "GET" in detail_of(response, 405)
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_an_unknown_address_of_the_api_is_a_problem(client: FlaskClient) -> None:
    detail_of(client.get("/api/nothing", headers={"Accept": "text/html"}), 404)


@pytest.mark.parametrize("accept", [None, "*/*", "text/html,application/xhtml+xml,*/*;q=0.8"])
def test_an_unknown_page_is_an_error_page(client: FlaskClient, accept: str | None) -> None:
    response = client.get("/nothing", headers={"Accept": accept} if accept else {})
    assert response.status_code == 404
    assert response.content_type.startswith("text/html")
    assert "Not Found" in response.text


def test_a_program_that_asks_a_page_for_json_gets_problem_details(client: FlaskClient) -> None:
    detail_of(client.get("/nothing", headers={"Accept": "application/json"}), 404)


def test_an_unknown_document_is_an_error_page(client: FlaskClient) -> None:
    response = client.get("/documents/wasps")
    assert response.status_code == 404
    assert "no such document" in response.text


@pytest.mark.parametrize(
    "error", [RuntimeError("secret path"), ModelError("secret path")], ids=["bug", "model"]
)
def test_a_failure_tells_the_caller_nothing_of_the_inside(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    said = detail_of(broken(error).post("/api/answer", json={"text": "Who?"}), 500)
    assert "secret" not in said
    assert "secret path" in caplog.text


def test_a_failure_on_a_page_is_an_error_page(caplog: pytest.LogCaptureFixture) -> None:
    response = broken(RuntimeError("secret path")).get("/?q=Who")
    assert response.status_code == 500
    assert "Internal Server Error" in response.text
    assert "Traceback" not in response.text
    assert "secret path" in caplog.text


@pytest.mark.parametrize("address", ["/", "/api/nothing", "/nothing", "/static/nothing"])
def test_every_response_carries_the_security_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"

"""The Model Context Protocol over HTTP is behind the guards of every other address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import anyio
import pytest
from flask import Flask
from mcp import Client
from mcp_types import TextContent
from werkzeug.test import TestResponse

from qa.answer import Answer, AnswerKind
from qa.question import Question
from qa.serialise import answer_bytes
from qa.service import Reasoned
from tests.doors import MESSAGE, called
from tests.log_helpers import Lines
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared, application, collection, serving
from web.app import LARGEST_BODY, create_app
from web.configuration.settings import Settings
from web.keys.key import Scope
from web.opening import Opening

WICKS = "Where are spare wicks kept?"
ASK = called("ask", {"text": WICKS})
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}

Made = Callable[..., Flask]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """Return what makes an application by some settings."""
    with ExitStack() as closing:

        def make(answers: Prepared | None = None, **chosen: Any) -> Flask:
            settings = Settings(tmp_path, history_days=0, feedback=False, **chosen)
            shelf = Shelf(parsed("A text.\n"))
            refusing = Prepared(Answer(AnswerKind.NOT_FOUND))
            app = create_app(settings, Collection(shelf, answers or refusing))
            closing.callback(app.extensions["keys"].close)
            return app

        yield make


def post(app: Flask, message: object = ASK, **headers: str) -> TestResponse:
    """Post a message from another machine."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().post(
        "/mcp", json=message, headers={**MESSAGE, **named}, environ_overrides=ELSEWHERE
    )


def code(response: TestResponse) -> tuple[int, object]:
    assert response.content_type == "application/problem+json"
    return response.status_code, json.loads(response.data)["code"]


def test_the_clients_of_the_protocol_get_what_every_door_gives(tmp_path: Path) -> None:
    async def ask(address: str) -> str:
        async with Client(address) as client:
            assert {"ask", "verify"} <= {tool.name for tool in (await client.list_tools()).tools}
            content = (await client.call_tool("ask", {"text": WICKS})).content[0]
        assert isinstance(content, TextContent)
        return content.text

    with collection(tmp_path) as shelf, serving(create_app(service=shelf)) as address:
        told = anyio.run(ask, f"{address}/mcp")
        assert told.encode() == answer_bytes(shelf.answers.ask(Question(WICKS)))


def test_a_key_that_may_ask_is_needed_where_keys_are(made: Made) -> None:
    app = made(require_key=True)
    asking, other = (app.extensions["keys"].create("a", [each]) for each in (Scope.ASK, "ingest"))
    refused = post(app)
    assert code(refused) == (401, "unauthorized")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert code(post(app, Accept="*/*"))[0] == 401
    assert code(post(app, Authorization=f"Bearer {other}"))[0] == 403
    assert post(app, Authorization=f"Bearer {asking}").status_code == 200


def test_messages_count_as_requests_do(made: Made) -> None:
    app = made(rate_per_address="2 per minute")
    assert [post(app).status_code for _ in range(3)] == [200, 200, 429]
    assert int(post(app).headers["Retry-After"]) > 0


@contextmanager
def busy(made: Made) -> Iterator[Flask]:
    """Yield an application that answers a question, and can answer no other meanwhile."""
    begun, done = Event(), Event()

    class Slow(Prepared):
        def explain(self, question: Question) -> Reasoned:
            begun.set()
            done.wait(60)
            return super().explain(question)

    answers = Slow(Answer(AnswerKind.NOT_FOUND))
    app = made(answers, questions_at_once=1, questions_waiting=0)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(post, app)
        begun.wait(60)
        try:
            yield app
        finally:
            done.set()
        assert first.result().status_code == 200


def test_a_question_stands_in_the_queue_of_all_questions(made: Made) -> None:
    with busy(made) as app:
        refused = app.test_client().get("/api/v1/answer?q=Who")
        result = post(app).get_json()["result"]
    assert refused.status_code == 503
    assert result["isError"]
    assert result["content"][0]["text"].startswith("Too many questions")
    assert post(app).get_json()["result"]["structuredContent"]["kind"] == "not_found"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 400),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://localhost"}, 200),
    ],
)
def test_pages_of_other_sites_are_refused(made: Made, headers: dict[str, str], status: int) -> None:
    assert post(made(), **headers).status_code == status


def test_a_message_that_is_too_large_is_refused(made: Made) -> None:
    assert code(post(made(), called("ask", {"text": "x" * LARGEST_BODY})))[0] == 413


def test_there_are_no_sessions_to_open_or_end(made: Made) -> None:
    client = made().test_client()
    for response in (client.get("/mcp"), client.delete("/mcp")):
        assert code(response) == (405, "method-not-allowed")
        assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize(
    "message", [True, [], {}, 1, "text", {"jsonrpc": "2.0", "id": 1, "method": 3}, [ASK, ASK]]
)
def test_what_is_no_message_is_an_error_of_the_protocol(made: Made, message: object) -> None:
    response = post(made(), message)
    assert response.status_code == 400
    assert response.get_json()["error"]["code"] < 0


def test_until_the_collection_is_open_the_service_is_not_ready(made: Made) -> None:
    app, opened = made(), Event()

    @contextmanager
    def opening() -> Iterator[Collection]:
        opened.wait(60)
        yield Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND)))

    app.extensions["pincite"] = Opening.begun(opening)
    assert code(post(app)) == (503, "not-ready")
    opened.set()
    app.extensions["pincite"].wait(60)
    assert post(app).status_code == 200
    app.extensions["pincite"].close()


def test_no_question_stands_in_the_log_and_the_stages_in_the_header(
    tmp_path: Path, log: Lines
) -> None:
    with application(tmp_path) as app:
        response = post(app)
        post(app, called(WICKS, {}))
        post(app, {"jsonrpc": "2.0", "id": 1, "method": WICKS})
        post(app, {"jsonrpc": "2.0", "method": WICKS, "params": WICKS})
    assert "reading;dur=" in response.headers["Server-Timing"]
    assert json.loads(log.lines[0])["route"] == "/mcp"
    assert WICKS not in "".join(log.lines)

"""The answer is the same at every door, byte for byte."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from flask import Flask
from mcp import Client
from mcp.server import Server
from mcp_types import TextContent

from corpus.loading.folder import SHIPPED_DOCUMENTS
from qa.evaluation.gold import shipped_gold
from qa.question import Question
from qa.serialise import to_json
from web.app import create_app
from web.building import build
from web.mcp.server import mcp_server
from web.service import load_embedder, opened
from web.settings import Settings

pytestmark = pytest.mark.models

CLIENTS = 8


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data=tmp_path_factory.mktemp("doors") / "data")
    build(SHIPPED_DOCUMENTS, settings.data, load_embedder(settings))
    return settings


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[Flask]:
    with opened(settings) as pincite:
        yield create_app(settings, pincite)


def posted(app: Flask, question: Question) -> bytes:
    response = app.test_client().post("/api/answer", data=json.dumps(to_json(question)))
    assert response.status_code == 200
    return response.get_data()


def test_every_gold_question_gets_the_same_bytes_over_http_and_on_the_command_line(
    app: Flask, settings: Settings
) -> None:
    questions = [question.asked() for question in shipped_gold()]
    with ThreadPoolExecutor(CLIENTS) as clients:
        over_http = list(clients.map(lambda question: posted(app, question), questions))
    lines = "".join(json.dumps(to_json(question)) + "\n" for question in questions)
    program = Path(sys.executable).with_name("pincite")
    printed = subprocess.run(
        [program, "ask", "--questions", "-", "--json", "--data", settings.data],
        input=lines.encode(),
        capture_output=True,
        check=True,
    )
    assert printed.stdout.splitlines() == over_http


def test_asking_with_get_gives_the_same_bytes_as_posting(app: Flask) -> None:
    question = shipped_gold()[0].asked()
    got = app.test_client().get("/api/answer", query_string={"q": question.text})
    assert got.get_data() == posted(app, question)


def test_programs_that_speak_otherwise_get_the_same_answers(app: Flask) -> None:
    server = mcp_server(app.extensions["pincite"])
    for gold in shipped_gold()[::12]:
        question = gold.asked()
        answer = posted(app, question)
        assert _answer_of_a_tool(server, question) == answer
        assert _answer_of_a_completion(app, question) == json.loads(answer)


def _answer_of_a_tool(server: Server[Any], question: Question) -> bytes:
    arguments = to_json(question)
    assert isinstance(arguments, dict)

    async def ask() -> bytes:
        async with Client(server) as client:
            content = (await client.call_tool("ask", arguments)).content[0]
        assert isinstance(content, TextContent)
        return content.text.encode()

    return anyio.run(ask)


def _answer_of_a_completion(app: Flask, question: Question) -> object:
    assert not question.documents
    turns = [
        {"role": role, "content": text}
        for turn in question.history
        for role, text in (("user", turn.question), ("assistant", turn.answer))
    ]
    messages = [*turns, {"role": "user", "content": question.text}]
    body = {"model": "pincite", "messages": messages}
    return app.test_client().post("/v1/chat/completions", json=body).get_json()["pincite"]

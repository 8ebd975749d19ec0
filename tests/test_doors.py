"""The answer over HTTP is the answer on the command line, byte for byte."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from corpus.loading.folder import SHIPPED_DOCUMENTS
from qa.evaluation.gold import shipped_gold
from qa.question import Question
from qa.serialise import to_json
from web.app import create_app
from web.building import build
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

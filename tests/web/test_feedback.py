"""Verdicts on answers: how they are taken over HTTP, and how they are kept."""

from __future__ import annotations

import json
import multiprocessing
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from corpus.errors import DataFolderError, NewerFormatError
from qa.answer import Answer, AnswerKind, Remark
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared, citation
from web import app as web_app
from web.answers.fingerprint import fingerprint
from web.cli import main
from web.configuration.settings import Settings
from web.feedback.record import Feedback, Verdict
from web.feedback.store import FILE, StoredFeedback, stored_feedback, verdicts_in

SPAN = Answer(AnswerKind.SPAN, text="Bees.", citations=(citation("Bees.", 10),), generation="g1")
ONE = Feedback(
    at="2026-01-02T03:04:05+00:00",
    question="Q?",
    earlier=("A?",),
    documents=("d",),
    generation="g",
    answer="ab",
    is_as_shown=True,
    verdict=Verdict.UP,
    remark="𝔸",
)


@pytest.fixture
def answers() -> Prepared:
    return Prepared(SPAN)


@pytest.fixture
def app(tmp_path: Path, answers: Prepared) -> Iterator[Flask]:
    service = Collection(Shelf(parsed("A text.\n")), answers)
    app = web_app.create_app(Settings(data=tmp_path), service)
    yield app
    app.extensions["feedback"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def sent(client: FlaskClient, accept: str = "text/html", **form: object) -> TestResponse:
    given = {"question": "What?", "answer": fingerprint(SPAN), "verdict": "up"}
    return client.post("/feedback", data=given | form, headers={"Accept": accept})


def test_a_verdict_is_kept_with_all_that_the_answer_can_be_found_by(
    client: FlaskClient, answers: Prepared, tmp_path: Path
) -> None:
    sent(
        client,
        earlier=["First?", "Then?"],
        document="doc",
        verdict="down",
        remark=" Wrong\r\nyear ",
    )
    (found,) = verdicts_in(tmp_path)
    assert found.at.endswith("+00:00")
    assert replace(found, at="") == Feedback(
        at="",
        question="What?",
        earlier=("First?", "Then?"),
        documents=("doc",),
        generation="g1",
        answer=fingerprint(SPAN),
        is_as_shown=True,
        verdict=Verdict.DOWN,
        remark="Wrong\nyear",
    )
    assert [each.text for each in answers.asked] == ["First?", "Then?", "What?"]
    assert answers.asked[-1].documents == ("doc",)


def test_what_is_kept_is_the_answer_of_the_service_and_not_the_one_that_is_sent(
    client: FlaskClient, tmp_path: Path
) -> None:
    sent(client, answer="0" * 64)
    (found,) = verdicts_in(tmp_path)
    assert (found.answer, found.is_as_shown) == (fingerprint(SPAN), False)


def test_the_form_of_the_page_sends_what_the_page_shows(
    client: FlaskClient, tmp_path: Path
) -> None:
    page = client.get("/?q=And+%22this%22%3F&earlier=First%3F").text
    form = page.split('action="/feedback"')[-1]
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)[:4]
    data = {name: unescape(value) for name, value in fields} | {"verdict": "up"}
    response = client.post("/feedback", data=data, headers={"Accept": "text/html"})
    (found,) = verdicts_in(tmp_path)
    assert (found.question, found.earlier, found.is_as_shown) == ('And "this"?', ("First?",), True)
    place, _, thanks = response.headers["Location"].partition("#")
    assert (response.status_code, place) == (303, "/?q=And+%22this%22%3F&earlier=First%3F")
    assert f'id="{thanks}"' in page


def test_a_script_is_not_sent_to_another_page(client: FlaskClient) -> None:
    response = sent(client, accept="application/problem+json, application/json")
    assert (response.status_code, response.data) == (204, b"")


@pytest.mark.parametrize(
    "back",
    ["", "//evil.example", "/\\evil.example", "https://evil.example/", "/a\r\nSet-Cookie: b"],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, back: str) -> None:
    location = sent(client, back=back).headers["Location"]
    assert location.startswith("/#thanks-")


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"verdict": "maybe"}, 422, "give up or down"),
        ({"verdict": ""}, 422, "give up or down"),
        ({"remark": "x" * 2_001}, 422, "at most 2000 are kept"),
    ],
)
def test_what_is_no_verdict_is_refused_and_not_kept(
    client: FlaskClient, tmp_path: Path, form: dict[str, str], status: int, said: str
) -> None:
    response = sent(client, **form)
    assert (response.status_code, said in response.text) == (status, True)
    assert list(verdicts_in(tmp_path)) == []


def test_a_remark_may_be_as_long_as_the_field(client: FlaskClient, tmp_path: Path) -> None:
    sent(client, remark="a\r\n" * 999 + "🐝🐝")
    assert len(next(verdicts_in(tmp_path)).remark) == 2_000


def test_where_feedback_is_off_nothing_is_asked_for_taken_or_written(tmp_path: Path) -> None:
    service = Collection(Shelf(parsed("A text.\n")), Prepared(SPAN))
    client = web_app.create_app(Settings(data=tmp_path, feedback=False), service).test_client()
    assert "/feedback" not in client.get("/?q=What").text
    assert sent(client).status_code == 404
    assert list(tmp_path.iterdir()) == []


def test_what_was_no_question_has_no_form(client: FlaskClient, answers: Prepared) -> None:
    answers.answer = Answer(AnswerKind.NOT_FOUND, remark=Remark.GREETING)
    assert "/feedback" not in client.get("/?q=Hello").text
    answers.answer = Answer(AnswerKind.NOT_FOUND)
    assert "Was it right to refuse?" in client.get("/?q=What").text


def test_reading_a_page_writes_nothing(client: FlaskClient, tmp_path: Path) -> None:
    client.get("/?q=What")
    assert list(tmp_path.iterdir()) == []


def test_a_verdict_comes_back_as_it_was_kept(tmp_path: Path, address: str) -> None:
    one = replace(ONE, question="NUL\0?", documents=("a\0b",), is_as_shown=False)
    with closing(stored_feedback(tmp_path, address)) as store:
        store.add(one)
        store.add(ONE)
    assert list(verdicts_in(tmp_path, address)) == [one, ONE]


def test_the_command_prints_the_verdicts_as_json_lines(
    tmp_path: Path,
    address: str,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PINCITE_DATABASE", address)
    store = stored_feedback(tmp_path, address)
    for verdict in Verdict:
        store.add(replace(ONE, verdict=verdict))
    store.close()
    assert main(["feedback", "--data", str(tmp_path)]) == 0
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [line["verdict"] for line in lines] == ["up", "down"]
    assert lines[0]["remark"] == "𝔸"


def test_the_command_makes_no_database_where_there_is_none(tmp_path: Path) -> None:
    assert main(["feedback", "--data", str(tmp_path)]) == 0
    assert list(tmp_path.iterdir()) == []


def _write(folder: Path, name: str) -> None:
    store: StoredFeedback = stored_feedback(folder)
    for number in range(20):
        store.add(replace(ONE, question=f"{name} {number}"))
    store.close()


def test_several_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(tmp_path, name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = [each.question for each in verdicts_in(tmp_path)]
    assert sorted(found) == sorted(f"{name} {n}" for name in ("a", "b") for n in range(20))


def _write_and_die(folder: Path) -> None:
    import os
    import signal

    stored_feedback(folder).add(ONE)
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_verdict_that_was_taken_outlasts_a_kill(tmp_path: Path) -> None:
    writer = multiprocessing.get_context("spawn").Process(target=_write_and_die, args=(tmp_path,))
    writer.start()
    writer.join()
    assert list(verdicts_in(tmp_path)) == [ONE]


def test_verdicts_of_a_newer_version_are_refused(tmp_path: Path) -> None:
    _write(tmp_path, "a")
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE schema_version SET version = 2")
    with pytest.raises(NewerFormatError, match="version 2"):
        list(verdicts_in(tmp_path))


def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, but long enough to be looked at" * 9)
    with pytest.raises(DataFolderError, match="set PINCITE_FEEDBACK to off"):
        list(verdicts_in(tmp_path))

"""Conversations that a browser comes back to."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from qa.answer import Answer, AnswerKind
from qa.question import MAX_QUESTION_CHARACTERS
from tests.web_helpers import Prepared, citation, collection, keeping
from web.app import create_app
from web.configuration.settings import Settings
from web.conversations.conversation import MAX_TITLE_CHARACTERS, MAX_TURNS_KEPT
from web.conversations.database import FILE
from web.conversations.owners import COOKIE
from web.conversations.pages import ON_A_PAGE

QUOTE = citation("Bees are kept.", 10)
SPAN = Answer(
    AnswerKind.SPAN,
    answer="Bees",
    text="Bees are kept.",
    citations=(QUOTE,),
    understood_as="Which bees?",
)
SCRIPT = {"Accept": "application/problem+json, text/html;q=0.9"}
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NAME = "n" * 32


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Flask, Prepared]]:
    with keeping(tmp_path, SPAN) as made:
        yield made


@pytest.fixture
def app(kept: tuple[Flask, Prepared]) -> Flask:
    return kept[0]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def ask(client: FlaskClient, question: str = "What is kept?", **fields: object) -> TestResponse:
    return client.post("/ask", data={"q": question, **fields}, headers=PAGE)


def begun(client: FlaskClient, question: str = "What is kept?") -> str:
    """Ask in a new conversation and return its address."""
    return urlsplit(ask(client, question).location).path


def id_of(address: str) -> str:
    return address.rpartition("/")[2]


def asked_on(page: TestResponse) -> list[str]:
    return [unescape(each) for each in re.findall(r'<h2 class="asked"[^>]*>([^<]*)<', page.text)]


def test_a_form_is_sent_on_to_the_page_of_the_conversation(client: FlaskClient) -> None:
    response = ask(client)
    assert response.status_code == 303
    assert re.fullmatch(r"/conversations/[\w-]{22,}#turn-1", response.location)
    page = client.get(response.location)
    assert asked_on(page) == ["What is kept?"]
    assert "Bees are kept." in page.text
    assert 'id="turn-1"' in page.text


def test_a_script_gets_the_turn_and_the_address_of_its_page(client: FlaskClient) -> None:
    response = client.post("/ask", data={"q": "What is kept?"}, headers=SCRIPT)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert asked_on(response) == ["What is kept?"]
    assert 'id="turn-1"' in response.text
    assert asked_on(client.get(response.headers["Content-Location"])) == ["What is kept?"]


def test_what_is_shown_again_is_what_was_answered_and_not_asked_again(
    kept: tuple[Flask, Prepared],
) -> None:
    app, answers = kept
    client = app.test_client()
    address = begun(client)
    once = len(answers.asked)
    first = re.sub(r'value="[^"]*"', "", client.get(address).text)
    assert re.sub(r'value="[^"]*"', "", client.get(address).text) == first
    assert len(answers.asked) == once


def test_a_follow_up_is_asked_after_the_answers_that_are_kept(
    kept: tuple[Flask, Prepared],
) -> None:
    app, answers = kept
    client = app.test_client()
    id_ = id_of(begun(client))
    for question in ("Two?", "Three?", "Four?", "Five?"):
        ask(client, question, conversation=id_)
    turns = [(each.question, each.answer) for each in answers.asked[-1].history]
    assert turns == [(each, "Bees are kept.") for each in ("Two?", "Three?", "Four?")]
    assert len(asked_on(client.get(f"/conversations/{id_}"))) == 5


def test_a_question_that_stands_alone_is_asked_with_no_history(
    kept: tuple[Flask, Prepared],
) -> None:
    app, answers = kept
    client = app.test_client()
    id_ = id_of(begun(client))
    ask(client, "Which bees?", conversation=id_, standalone="1")
    assert answers.asked[-1].text == "Which bees?"
    assert answers.asked[-1].history == ()
    assert asked_on(client.get(f"/conversations/{id_}")) == ["What is kept?", "Which bees?"]


def test_what_stands_on_a_page_without_memory_goes_into_the_new_conversation(
    kept: tuple[Flask, Prepared],
) -> None:
    app, answers = kept
    client = app.test_client()
    response = ask(client, "Three?", earlier=["One?", "Two?"])
    assert asked_on(client.get(response.location)) == ["One?", "Two?", "Three?"]
    assert [turn.question for turn in answers.asked[-1].history] == ["One?", "Two?"]


def test_the_documents_asked_in_go_with_the_question(kept: tuple[Flask, Prepared]) -> None:
    app, answers = kept
    ask(app.test_client(), document=["doc"])
    assert answers.asked[-1].documents == ("doc",)


def test_lines_end_as_they_were_typed(kept: tuple[Flask, Prepared]) -> None:
    app, answers = kept
    ask(app.test_client(), "One\r\ntwo?")
    assert answers.asked[-1].text == "One\ntwo?"


def test_the_same_request_twice_is_kept_once(app: Flask) -> None:
    clients = [app.test_client(), app.test_client()]  # the second one lost the first answer
    first, second = (ask(each, request=NAME) for each in clients)
    assert first.location == second.location
    assert first.headers["Set-Cookie"] == second.headers["Set-Cookie"]
    assert asked_on(clients[1].get(second.location)) == ["What is kept?"]
    other = ask(clients[1], "Another?", request=NAME)
    assert other.location != first.location


def test_a_name_that_can_be_guessed_makes_nothing_known(app: Flask) -> None:
    first, second = (ask(app.test_client(), request="1") for _ in range(2))
    assert first.location != second.location
    assert first.headers["Set-Cookie"] != second.headers["Set-Cookie"]


def test_a_question_that_was_stopped_is_not_kept(client: FlaskClient) -> None:
    id_ = id_of(begun(client))
    for when in ("late", "early"):
        name = when * 10
        fields = {"q": "Stopped?", "conversation": id_, "request": name}
        if when == "late":
            client.post("/ask", data=fields, headers=SCRIPT)
        assert client.post("/ask/stop", data=fields).status_code == 204
        if when == "early":
            assert client.post("/ask", data=fields, headers=SCRIPT).status_code == 409
        assert asked_on(client.get(f"/conversations/{id_}")) == ["What is kept?"]


def test_the_cookie_is_out_of_reach_and_comes_with_the_first_kept_question(
    app: Flask, tmp_path: Path
) -> None:
    client = app.test_client()
    for path in ("/", "/?q=What", "/conversations", "/documents"):
        assert "Set-Cookie" not in client.get(path).headers
    assert list(tmp_path.iterdir()) == []
    given = ask(client).headers["Set-Cookie"]
    assert re.match(rf"{COOKIE}=[\w-]{{43}}; ", given)
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    assert f"Max-Age={30 * 86_400}" in given
    assert "Secure" not in given
    secure = client.post("/ask", data={"q": "What?"}, base_url="https://localhost")
    assert "Secure" in secure.headers["Set-Cookie"]


def test_the_token_of_the_cookie_is_stored_nowhere(app: Flask, tmp_path: Path) -> None:
    client = app.test_client()
    ask(client, request=NAME)
    cookie = client.get_cookie(COOKIE)
    assert cookie
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert cookie.value.encode() not in stored
    assert NAME.encode() not in stored


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ""),
        ("get", "/manage"),
        ("get", "/conversation.md"),
        ("get", "/conversation.json"),
        ("post", "/rename"),
        ("post", "/share"),
        ("post", "/unshare"),
        ("post", "/delete"),
    ],
)
def test_another_browser_finds_nothing(app: Flask, method: str, path: str) -> None:
    client, stranger = app.test_client(), app.test_client()
    address = begun(client)
    begun(stranger)
    form = {"data": {"title": "Mine"}} if method == "post" else {}
    for each in (stranger, app.test_client()):
        assert getattr(each, method)(address + path, **form).status_code == 404
    assert ask(stranger, "Two?", conversation=id_of(address)).status_code == 404
    page = client.get(address)
    assert asked_on(page) == ["What is kept?"]
    assert "<title>What is kept? · Pincite</title>" in page.text


def test_the_list_shows_the_newest_first_a_page_at_a_time(client: FlaskClient) -> None:
    for number in range(ON_A_PAGE + 3):
        begun(client, f"Number {number}?")
    found = re.findall(r"Number (\d+)\?</a>", client.get("/conversations").text)
    assert [*map(int, found)] == [*range(ON_A_PAGE + 2, 2, -1)]
    for page in ("2", "99"):
        found = re.findall(r"Number (\d+)\?</a>", client.get(f"/conversations?page={page}").text)
        assert [*map(int, found)] == [2, 1, 0]
    assert client.get("/conversations?page=x").status_code == 200


def test_the_list_of_a_browser_that_has_none_says_so(app: Flask) -> None:
    begun(app.test_client())
    assert "None is kept yet" in app.test_client().get("/conversations").text


def test_a_conversation_is_renamed(client: FlaskClient) -> None:
    address = begun(client)
    title = "<b>Bees</b> " + "x" * 200
    client.post(f"{address}/rename", data={"title": title})
    shown = re.search(r'class="open"[^>]*>([^<]*)<', client.get("/conversations").text)
    assert shown
    assert unescape(shown[1]) == title[: MAX_TITLE_CHARACTERS - 1] + "…"
    assert client.post(f"{address}/rename", data={"title": " "}).status_code == 422


def test_one_or_all_conversations_are_deleted(client: FlaskClient) -> None:
    first, second, third = (begun(client, f"{number}?") for number in range(3))
    response = client.post(f"{first}/delete")
    assert (response.status_code, response.location) == (303, "/conversations")
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.post("/conversations/delete")
    assert client.get(second).status_code == client.get(third).status_code == 404


def test_a_question_in_a_conversation_that_is_gone_says_so(client: FlaskClient) -> None:
    address = begun(client)
    client.post(f"{address}/delete")
    response = ask(client, "Two?", conversation=id_of(address))
    assert response.status_code == 404
    assert "no longer kept" in response.text


def test_an_answer_of_another_version_shows_its_question_with_a_remark(
    client: FlaskClient, tmp_path: Path
) -> None:
    address = begun(client)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE turns SET answer = ?", (b'{"kind": "poem"}',))
    page = client.get(address)
    assert page.status_code == 200
    assert asked_on(page) == ["What is kept?"]
    assert "can no longer be shown" in page.text
    assert ask(client, "Two?", conversation=id_of(address)).status_code == 303


@pytest.mark.parametrize("question", ["", " ", "x" * (MAX_QUESTION_CHARACTERS + 1)])
def test_a_question_that_cannot_be_put_stays_in_the_box_and_is_not_kept(
    tmp_path: Path, question: str
) -> None:
    with collection(tmp_path / "collection") as service:
        app = create_app(Settings(data=tmp_path), service)
        client = app.test_client()
        address = begun(client)
        for fields in ({"conversation": id_of(address)}, {"earlier": "What is kept?"}):
            response = ask(client, question, **fields)
            assert response.status_code == 422
            assert asked_on(response) == ["What is kept?"]
            assert f">\n{question}</textarea>" in response.text
        refused = client.post("/ask", data={"q": question}, headers=SCRIPT)
        assert refused.content_type == "application/problem+json"
        assert asked_on(client.get(address)) == ["What is kept?"]
        app.extensions["history"].close()


def test_a_full_conversation_says_so(client: FlaskClient) -> None:
    id_ = id_of(begun(client))
    for number in range(1, MAX_TURNS_KEPT):
        ask(client, f"{number}?", conversation=id_)
    response = ask(client, "One more?", conversation=id_)
    assert response.status_code == 409
    assert "full" in response.text


def test_a_source_leads_back_to_the_turn(client: FlaskClient) -> None:
    address = begun(client)
    link = re.search(r'<a class="cite" href="([^"]+)"', client.get(address).text)
    assert link
    source = client.get(unescape(link[1]))
    assert f'href="{address}#turn-1"' in source.text


def test_without_history_nothing_is_written_and_no_cookie_set(tmp_path: Path) -> None:
    with keeping(tmp_path, SPAN, days=0) as (app, _):
        client = app.test_client()
        page = client.get("/")
        assert '<form id="ask" method="get" action="/"' in page.text
        assert "conversations" not in page.text
        asked = client.post("/ask", data={"q": "Two?", "earlier": "One?"}, headers=SCRIPT)
        assert asked.headers["Content-Location"] == "/?q=Two%3F&earlier=One%3F"
        redirected = ask(client, "Two?", earlier="One?")
        assert redirected.location == "/?q=Two%3F&earlier=One%3F"
        assert client.post("/ask/stop", data={"q": "Two?", "request": NAME}).status_code == 204
        for response in (page, asked, redirected):
            assert "Set-Cookie" not in response.headers
        assert client.get("/conversations").status_code == 404
        assert client.get("/shared/x").status_code == 404
    assert list(tmp_path.iterdir()) == []

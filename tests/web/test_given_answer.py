"""Kept answers that are taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from qa.answer import Answer, AnswerKind, Item
from tests.web_helpers import Prepared, citation, keeping

QUOTE = citation("Bees are kept.", 10)
LIST = Answer(
    AnswerKind.LIST,
    text="Bees are kept.",
    items=(Item("Bees are kept.", QUOTE),),
    citations=(QUOTE,),
)
OTHER = replace(LIST, citations=(citation("Wasps.", 50),), items=(), text="Wasps.")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Flask, Prepared]]:
    with keeping(tmp_path, LIST) as made:
        yield made


def link(page: str, path: str) -> str:
    return unescape(re.findall(rf'href="({re.escape(path)}[^"]*)"', page)[-1])


def conversation(client: FlaskClient) -> str:
    response = client.post("/ask", data={"q": "What is kept?"}, headers={"Accept": "text/html"})
    return response.location.partition("#")[0]


@pytest.mark.parametrize("path", ["/cite.txt", "/items.csv"])
def test_a_kept_answer_is_taken_away_as_it_was_given(
    kept: tuple[Flask, Prepared], path: str
) -> None:
    app, answers = kept
    client = app.test_client()
    page = client.get(conversation(client)).text
    answers.answer = OTHER  # as after the collection was built anew
    response = client.get(link(page, path))
    assert response.status_code == 200
    assert "Bees are kept." in response.text
    assert "Wasps" not in response.text


def test_the_answer_of_another_browser_is_not_to_be_had(kept: tuple[Flask, Prepared]) -> None:
    app, _ = kept
    client = app.test_client()
    wanted = link(client.get(conversation(client)).text, "/cite.txt")
    assert app.test_client().get(wanted).status_code == 404


def test_whoever_reads_a_shared_conversation_takes_its_answers_away(
    kept: tuple[Flask, Prepared],
) -> None:
    app, _ = kept
    client = app.test_client()
    address = conversation(client)
    client.post(f"{address}/share")
    shared = (
        "/shared/" + re.findall(r"/shared/([\w-]{20,})", client.get(f"{address}/manage").text)[0]
    )
    reader = app.test_client()
    page = reader.get(shared).text
    assert "/feedback" not in page
    assert "Bees are kept." in reader.get(link(page, "/cite.txt")).text


@pytest.mark.parametrize("turn", ["2", "x", "", "1" * 5_000])
def test_a_turn_that_is_not_kept_is_not_found(kept: tuple[Flask, Prepared], turn: str) -> None:
    app, _ = kept
    client = app.test_client()
    id_ = conversation(client).rpartition("/")[2]
    query = {"conversation": id_, "turn": turn}
    assert client.get("/cite.txt", query_string=query).status_code == 404

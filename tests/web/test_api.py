from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from qa.answer import Answer, AnswerKind
from qa.question import Question, Turn
from qa.serialise import answer_bytes
from tests.web_helpers import answering, application, citation
from web.app import LARGEST_BODY

QUESTIONS = (
    "What does the keeper trim at dusk?",
    "How often does the keeper sound the horn?",
    "Where are spare wicks kept?",
    "Which wardens does the parks office pay?",
    "How many hives does the city keep?",
    "What is the fee of a garden hive?",
    "Who may appeal to the mayor?",
    "Where is honey from public roofs sold?",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with application(tmp_path_factory.mktemp("web")) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def body_of(app: Flask, question: str) -> bytes:
    return bytes(app.test_client().post("/api/answer", json={"text": question}).data)


def test_a_posted_question_is_answered_by_the_one_serialiser() -> None:
    answer = Answer(
        AnswerKind.SPAN, answer="42", text="42 hives.", citations=(citation("42 hives."),)
    )
    app, _ = answering(answer)
    response = app.test_client().post("/api/answer", json={"text": "How many?"})
    assert response.status_code == 200
    assert response.data == answer_bytes(answer)
    assert response.content_type == "application/json"


def test_every_field_of_the_question_reaches_the_service() -> None:
    app, answers = answering(Answer(AnswerKind.NOT_FOUND))
    app.test_client().post(
        "/api/answer",
        json={
            "text": "And then?",
            "history": [{"question": "First?", "answer": "Yes."}],
            "documents": ["doc"],
            "as_of": "2018-12-31",
            "limit": 5,
        },
    )
    asked = Question("And then?", (Turn("First?", "Yes."),), ("doc",), "2018-12-31", 5)
    assert answers.asked == [asked]


def test_a_question_in_the_address_reaches_the_service_whole() -> None:
    app, answers = answering(Answer(AnswerKind.NOT_FOUND))
    app.test_client().get(
        "/api/answer?q=Caf%C3%A9%3F&document=a&document=b&as_of=2018-12-31&limit=1"
    )
    assert answers.asked == [Question("Café?", (), ("a", "b"), "2018-12-31", 1)]


def test_fields_that_are_left_out_have_the_defaults_of_a_question() -> None:
    app, answers = answering(Answer(AnswerKind.NOT_FOUND))
    app.test_client().post("/api/answer", json={"text": "Who?"})
    app.test_client().get("/api/answer?q=Who?")
    assert answers.asked == [Question("Who?"), Question("Who?")]


def test_a_body_is_read_as_json_whatever_type_it_declares(client: FlaskClient) -> None:
    response = client.post(
        "/api/answer",
        data='{"text": "Who pays the wardens?"}',
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 200


def test_both_ways_to_ask_give_the_same_bytes(client: FlaskClient) -> None:
    for question in QUESTIONS:
        got = client.get("/api/answer", query_string={"q": question})
        assert got.data == client.post("/api/answer", json={"text": question}).data


def test_every_quote_stands_in_the_document_at_its_offsets(client: FlaskClient, app: Flask) -> None:
    index = app.extensions["pincite"].collection.index
    for question in QUESTIONS:
        answer = json.loads(client.post("/api/answer", json={"text": question}).data)
        for cited in answer["citations"]:
            text = index.document(cited["document"]).document.text
            for part in cited["parts"]:
                assert text[part["start"] : part["end"]] == part["quote"]


def test_only_the_documents_that_are_named_are_looked_at(client: FlaskClient) -> None:
    everywhere = client.get("/api/answer?q=Which+wardens+does+the+parks+office+pay").get_json()
    assert [cited["document"] for cited in everywhere["citations"]] == ["bees"]
    there = client.get(
        "/api/answer?q=Which+wardens+does+the+parks+office+pay&document=lantern"
    ).get_json()
    assert there["kind"] == "not_found"
    assert {near["citation"]["document"] for near in there["nearest"]} == {"lantern"}


def test_the_request_id_and_the_times_stand_in_headers_and_not_in_the_body(app: Flask) -> None:
    first, second = (
        app.test_client().get("/api/answer?q=Who+pays+the+wardens", headers={"X-Request-Id": id_})
        for id_ in ("one", "two")
    )
    assert (first.headers["X-Request-Id"], second.headers["X-Request-Id"]) == ("one", "two")
    assert first.headers["Server-Timing"].startswith("answer;dur=")
    assert first.data == second.data


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "é"])
def test_a_request_without_a_plain_id_is_given_one(client: FlaskClient, given: str) -> None:
    response = client.get("/healthz", headers={"X-Request-Id": given})
    assert len(response.headers["X-Request-Id"]) == 32


def test_eight_clients_at_once_get_the_answers_that_one_gets(app: Flask) -> None:
    alone = [body_of(app, question) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as clients:
        together = list(clients.map(lambda question: body_of(app, question), QUESTIONS * 4))
    assert together == alone * 4
    assert len(set(alone)) == len(QUESTIONS)


def test_the_documents_are_listed_by_id_with_what_is_known_of_them(client: FlaskClient) -> None:
    found = client.get("/api/documents").get_json()
    assert [entry["id"] for entry in found["documents"]] == ["bees", "lantern"]
    fields = [
        "id",
        "title",
        "issuer",
        "date",
        "edition",
        "language",
        "source",
        "sections",
        "pages",
        "words",
        "indexed",
        "text_sha256",
        "superseded_by",
        "superseded_since",
    ]
    assert list(found["documents"][0]) == fields
    assert found["documents"][0]["title"] == "City Beekeeping Plan"
    assert found["documents"][0]["sections"] == 6
    assert found["generation"] == client.get("/readyz").get_json()["generation"]


def test_a_body_of_the_largest_size_but_one_is_read(client: FlaskClient) -> None:
    body = b'{"text": "Who pays the wardens?"}'.ljust(LARGEST_BODY - 1)
    assert client.post("/api/answer", data=body).status_code == 200


def test_an_answer_is_not_stored_on_the_way(client: FlaskClient) -> None:
    assert client.get("/api/answer?q=Who").headers["Cache-Control"] == "no-store"


def test_an_explanation_holds_the_answer_as_it_is_given_and_what_led_to_it(app: Flask) -> None:
    client, question = app.test_client(), {"text": QUESTIONS[0]}
    explained = json.loads(client.post("/api/explain", json=question).data)
    assert explained["answer"] == json.loads(client.post("/api/answer", json=question).data)
    won = explained["trace"]["candidates"][0]
    assert won["parts"] == explained["answer"]["citations"][0]["parts"]
    assert explained["trace"]["chunks"]


def test_an_explanation_of_a_bad_question_is_refused_like_an_answer(client: FlaskClient) -> None:
    assert client.post("/api/explain", json={"text": " "}).status_code == 422

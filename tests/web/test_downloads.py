"""The rows of an answer over HTTP."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from qa.answer import Answer, AnswerKind, Coverage, Item
from tests.web_helpers import Prepared, answering, application, citation

ITEM = Item("Bees are kept.", citation("Bees are kept.", 10))
LEDGER = Answer(
    AnswerKind.LEDGER, items=(ITEM, ITEM), citations=(ITEM.citation,), coverage=Coverage(9, 9)
)
WITHOUT_ROWS = Answer(AnswerKind.NOT_FOUND)
CSV = {"Accept": "text/csv"}


def client_of(answer: Answer = LEDGER) -> tuple[FlaskClient, Prepared]:
    app, answers = answering(answer)
    return app.test_client(), answers


def rows_in(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))


def test_a_posted_question_is_answered_with_rows_to_whoever_accepts_csv() -> None:
    client, answers = client_of()
    response = client.post("/api/answer", json={"text": "Where?", "documents": ["a"]}, headers=CSV)
    assert response.content_type == "text/csv; charset=utf-8"
    assert len(rows_in(response.data)) == 2
    assert answers.asked[0].documents == ("a",)


def test_a_question_in_the_address_gives_the_same_rows_as_a_posted_one() -> None:
    client, _ = client_of()
    got = client.get("/api/answer?q=Where%3F", headers=CSV)
    assert got.data == client.post("/api/answer", json={"text": "Where?"}, headers=CSV).data
    assert got.data == client.get("/items.csv?q=Where%3F").data


@pytest.mark.parametrize(
    "accept",
    [
        "*/*",
        "application/json",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "text/csv;q=0.5,application/json",
        "image/png",
    ],
)
def test_whoever_does_not_ask_for_csv_gets_the_answer(accept: str) -> None:
    client, _ = client_of()
    response = client.get("/api/answer?q=Where", headers={"Accept": accept})
    assert response.content_type == "application/json"
    assert response.get_json()["kind"] == "ledger"


def test_what_is_accepted_is_named_as_a_reason_why_answers_vary() -> None:
    client, _ = client_of()
    for headers in (CSV, {}):
        assert client.get("/api/answer?q=Where", headers=headers).headers["Vary"] == "Accept"


def test_a_link_asks_what_the_page_asked_with_what_came_before() -> None:
    client, answers = client_of()
    client.get("/?q=And+then%3F&earlier=First%3F")
    page = list(answers.asked)
    answers.asked.clear()
    client.get("/items.csv?q=And+then%3F&earlier=First%3F")
    assert answers.asked == page


def test_a_file_of_rows_is_saved_under_the_name_of_the_question() -> None:
    client, _ = client_of(replace(LEDGER, understood_as="Where are the bees?"))
    for suffix in ("csv", "json"):
        response = client.get(f"/items.{suffix}?q=Where%3F")
        named = response.headers["Content-Disposition"]
        assert named == f"attachment; filename=pincite-where-are-the-bees.{suffix}"


@pytest.mark.parametrize("question", ['x"; filename=evil.exe', "a\r\nSet-Cookie: b=c", "大津?"])
def test_no_question_gets_more_than_a_name_into_the_headers(question: str) -> None:
    client, _ = client_of()
    response = client.get("/items.csv", query_string={"q": question})
    assert "evil.exe" not in response.headers["Content-Disposition"]
    assert response.headers["Content-Disposition"].startswith("attachment; filename=pincite-")
    assert "Set-Cookie" not in response.headers


def test_the_links_in_rows_lead_to_the_host_that_served_them() -> None:
    client, _ = client_of()
    row = json.loads(client.get("/items.json?q=Where", base_url="http://localhost:81").data)
    assert row["rows"][0]["link"] == "http://localhost:81/documents/doc?cite=10-24#cited"


def test_rows_are_not_stored_on_the_way() -> None:
    client, _ = client_of()
    assert client.get("/items.csv?q=Where").headers["Cache-Control"] == "no-store"


def test_an_answer_without_rows_is_not_acceptable_as_csv() -> None:
    client, _ = client_of(WITHOUT_ROWS)
    response = client.post("/api/answer", json={"text": "Where?"}, headers=CSV)
    assert response.status_code == 406
    assert response.content_type == "application/problem+json"
    assert "is of the kind not_found and has no items" in json.loads(response.data)["detail"]


def test_a_link_to_rows_that_are_no_more_leads_to_a_page_that_says_so() -> None:
    client, _ = client_of(WITHOUT_ROWS)
    response = client.get("/items.csv?q=Where", headers={"Accept": "text/html"})
    assert response.status_code == 406
    assert "has no items to give as rows" in response.text


@pytest.mark.parametrize(("address", "status"), [("/items.csv?q=%ff", 400), ("/items.xml", 404)])
def test_a_bad_address_of_rows_is_refused_as_that_of_the_page_is(address: str, status: int) -> None:
    client, _ = client_of()
    assert client.get(address).status_code == status


def test_rows_of_no_question_are_refused(tmp_path: Path) -> None:
    with application(tmp_path) as app:
        response = app.test_client().get("/items.csv")
    assert response.status_code == 422
    assert "The question is empty" in response.text


def test_a_ledger_of_a_collection_has_a_row_for_every_item(tmp_path: Path) -> None:
    with application(tmp_path) as app:
        question = {"text": "Where is the horn mentioned?"}
        answer = app.test_client().post("/api/answer", json=question).get_json()
        rows = rows_in(app.test_client().post("/api/answer", json=question, headers=CSV).data)
        text = app.extensions["pincite"].collection.index.document("lantern").document.text
    assert answer["kind"] == "ledger"
    assert [row["text"] for row in rows] == [item["text"] for item in answer["items"]]
    assert [text[int(row["start"]) : int(row["end"])] for row in rows] == [
        row["quote"] for row in rows
    ]


@pytest.mark.parametrize("answer", [LEDGER, replace(LEDGER, kind=AnswerKind.LIST)])
def test_the_page_links_to_the_rows_below_an_answer_that_has_items(answer: Answer) -> None:
    client, _ = client_of(answer)
    page = client.get("/?q=And+then%3F&earlier=First%3F").text
    for suffix in ("csv", "json"):
        assert f'href="/items.{suffix}?q=And+then%3F&amp;earlier=First%3F"' in page


def test_the_page_links_to_no_rows_of_an_answer_without_items() -> None:
    client, _ = client_of(Answer(AnswerKind.SPAN, text="Bees", citations=(ITEM.citation,)))
    assert "/items.csv?" not in client.get("/?q=Where").text


def test_the_page_links_to_no_rows_of_a_conversation_that_no_address_holds() -> None:
    client, _ = client_of()
    long = "%C3%A9" * 300
    page = client.get(f"/?q=Where&earlier=1{long}&earlier=2{long}&earlier=3{long}").text
    assert page.count("/items.csv?") == 2  # two of the four answers go without

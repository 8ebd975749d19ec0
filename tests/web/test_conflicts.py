"""Two documents in force that contradict each other: both are cited with their dates."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

from qa.answer import Answer
from qa.deserialise import answer_from_json
from qa.showing.html import answer_html
from qa.showing.text import render
from qa.showing.wording import date_worded
from tests.web_helpers import collection
from web.app import create_app
from web.configuration.settings import Settings

QUESTION = "How many boats did the harbour patrol inspect in 2018?"
OLD = "In 2018 the harbour patrol inspected 2,370 boats."
NEW = "The harbour patrol inspected 2,410 boats in 2018."
SUPERSEDED = "The harbour patrol inspected 2,999 boats in 2018."
SIDES = ("Fleet Review (March 2021)", NEW, "Harbour Report (June 2019)", OLD)


def document(title: str, issuer: str, date: str, said: str) -> str:
    head = f"---\ntitle: {title}\nissuer: {issuer}\ndate: {date}\n---\n"
    return f"{head}# Matters\n\n{said}\n"


TEXTS = {
    "report.md": document("Harbour Report", "Harbour Board", "June 2019", OLD),
    "review.md": document("Fleet Review", "Town Council", "March 2021", NEW),
    "review-2020.md": document("Fleet Review", "Town Council", "2020", SUPERSEDED),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("conflict")
    with collection(folder, TEXTS) as service:
        app = create_app(Settings(data=folder), service)
        yield app.test_client()
        app.extensions["history"].close()


def got(client: FlaskClient, path: str) -> str:
    response = client.get(path, query_string={"q": QUESTION})
    assert response.status_code == 200
    return response.get_data(as_text=True)


def answer_given(client: FlaskClient) -> Answer:
    return answer_from_json(json.loads(got(client, "/api/v1/answer")))


def without_tags(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def without_marks(markdown: str) -> str:
    return re.sub(r"\]\([^)]*\)|\\", "", markdown)


def rows(client: FlaskClient) -> str:
    found = csv.DictReader(io.StringIO(got(client, "/items.csv")))
    return "\n".join(
        f"{row['title']} ({date_worded(row['edition'])}) {row['quote']}" for row in found
    )


def saved(client: FlaskClient) -> str:
    kept = client.post("/ask", data={"q": QUESTION}).location.partition("#")[0]
    return without_marks(client.get(f"{kept}/conversation.md").text)


def completed(client: FlaskClient) -> str:
    body = {"model": "pincite", "messages": [{"role": "user", "content": QUESTION}]}
    reply = client.post("/v1/chat/completions", json=body).get_json()
    return without_marks(reply["choices"][0]["message"]["content"])


DOORS: dict[str, Callable[[FlaskClient], str]] = {
    "page": lambda client: without_tags(got(client, "/")),
    "copied text": lambda client: got(client, "/cite.txt"),
    "copied Markdown": lambda client: without_marks(got(client, "/cite.md")),
    "rows": rows,
    "saved conversation": saved,
    "chat completion": completed,
    "terminal": lambda client: render(answer_given(client)),
    "notebook": lambda client: without_tags(answer_html(answer_given(client))),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
def test_each_side_of_a_conflict_stands_below_its_document_and_date_the_newest_first(
    client: FlaskClient, door: Callable[[FlaskClient], str]
) -> None:
    told = " ".join(door(client).split())
    assert re.search(r"[^.]{0,20}?".join(re.escape(each) for each in SIDES), told), told


def test_each_side_is_cited_with_its_date_and_a_superseded_edition_is_no_side(
    client: FlaskClient,
) -> None:
    answer = answer_given(client)
    cited = {each.document: each.edition for each in answer.citations}
    assert cited == {"report": "2019-06", "review": "2021-03"}
    assert {item.citation.document for item in answer.items} == set(cited)

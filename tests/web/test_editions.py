"""Editions on the pages and in the API: asked by day, marked where they are superseded."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from qa.scope import Scope
from tests.editions_helpers import EDITIONS, QUESTION
from tests.web_helpers import collection
from web.app import create_app
from web.configuration.settings import Settings
from web.library.overview import DocumentEntry
from web.questions.scope_form import asked_in, scope_form
from web.questions.scoping import scope_fields, scope_of

CURRENT = "A berth for a trawler costs fifty crowns a month."
OF_2016 = "A berth for a trawler costs thirty crowns a month."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("editions")
    with collection(folder, EDITIONS) as service:
        app = create_app(Settings(data=folder), service)
        yield app.test_client()
        app.extensions["history"].close()


def page(client: FlaskClient, path: str, **query: str) -> str:
    response = client.get(path, query_string=query)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_page_shows_the_answer_of_the_day_asked_for_and_says_so(client: FlaskClient) -> None:
    now, then = page(client, "/", q=QUESTION), page(client, "/", q=QUESTION, as_of="2016-01-01")
    assert (CURRENT in now, OF_2016 in now, "As of" in now.partition("<form")[0]) == (1, 0, 0)
    assert (CURRENT in then, OF_2016 in then) == (0, 1)
    assert "As of 1 January 2016: the editions in force on that day" in then
    assert '<input type="date" name="as_of" value="2016-01-01"' in then


def test_a_link_of_an_answer_keeps_the_day(client: FlaskClient) -> None:
    then = page(client, "/", q=QUESTION, as_of="2016-01-01")
    query = urlencode({"q": QUESTION, "as_of": "2016-01-01"})
    assert f"/cite.txt?{query}" in then.replace("&amp;", "&")
    assert "thirty crowns" in page(client, "/cite.txt", q=QUESTION, as_of="2016-01-01")


def test_a_kept_turn_tells_its_day_and_the_next_question_keeps_it(client: FlaskClient) -> None:
    form = {"q": QUESTION, "as_of": "2016-01-01"}
    response = client.post("/ask", data=form, headers={"Accept": "text/html"})
    kept = page(client, response.location.partition("#")[0])
    assert OF_2016 in kept
    assert "As of 1 January 2016: the editions in force on that day" in kept
    assert '<input type="date" name="as_of" value="2016-01-01"' in kept


def test_a_day_that_is_none_is_told_on_the_page(client: FlaskClient) -> None:
    response = client.get("/", query_string={"q": QUESTION, "as_of": "2016-02-30"})
    assert response.status_code == 422
    assert "give a date like 2025-12-31" in response.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/api/v1/answer", "/api/v1/search"])
def test_a_day_that_is_none_is_an_error_of_the_api(client: FlaskClient, path: str) -> None:
    response = client.get(path, query_string={"q": "berth", "as_of": "last year"})
    assert response.status_code == 422
    assert "'last year'" in response.get_json()["detail"]


def test_an_issuer_means_its_documents_of_the_day(client: FlaskClient) -> None:
    query = {"q": QUESTION, "issuer": "Harbour Board"}
    assert OF_2016 in page(client, "/", **query, as_of="2016-01-01")
    response = client.get("/", query_string={**query, "as_of": "2013-01-01"})
    assert b"document is from &#39;Harbour Board&#39; on that day" in response.get_data()


def test_words_are_found_in_the_editions_of_the_day(client: FlaskClient) -> None:
    now = client.get("/api/v1/search", query_string={"q": "crowns"}).get_json()
    assert [each["document"] for each in now["documents"]] == ["rules-2021"]
    query = {"q": "crowns", "as_of": "2019-01-01"}
    then = client.get("/api/v1/search", query_string=query).get_json()
    assert [each["document"] for each in then["documents"]] == ["rules-2018"]
    assert "forty crowns" not in page(client, "/search", q="crowns")
    named = {"q": "crowns", "document": "rules-2015"}
    assert client.get("/api/v1/search", query_string=named).get_json()["total"] == 1


def test_the_list_of_documents_marks_what_is_superseded(client: FlaskClient) -> None:
    listed = page(client, "/documents")
    assert listed.count("Superseded since") == 2
    assert "Superseded since 1 March 2018 by" in listed
    documents = client.get("/api/v1/documents").get_json()["documents"]
    assert [(each["superseded_by"], each["superseded_since"]) for each in documents] == [
        ("", ""),
        ("rules-2018", "2018-03-01"),
        ("rules-2021", "2021-01-01"),
        ("", ""),
    ]


def test_a_superseded_source_leads_to_the_current_edition(client: FlaskClient) -> None:
    old = page(client, "/documents/rules-2015")
    assert "A newer edition of this document is" in old
    assert 'href="/documents/rules-2021" dir="auto">Harbour Rules</a> (2021)' in old
    assert "This one was superseded on 1 March 2018." in old
    assert "A newer edition" not in page(client, "/documents/rules-2021")


def test_examples_are_questions_to_current_editions(client: FlaskClient) -> None:
    for question in client.application.extensions["pincite"].overview.examples:
        answer = client.get("/api/v1/answer", query_string={"q": question}).get_json()
        assert {each["document"] for each in answer["citations"]} <= {"lamps", "rules-2021"}


def entry(id: str, date: str, superseded_by: str = "") -> DocumentEntry:
    return DocumentEntry(
        id, "Rules", "Board", date, "", "en", "", 3, 0, 9, "", "0" * 64, superseded_by
    )


SHELF = (entry("old", "2015", "new"), entry("new", "2018"))


def test_superseded_documents_are_offered_only_where_they_are_chosen() -> None:
    form = scope_form(Scope(), SHELF, ())
    assert [each.value for each in form.documents["Board"]] == ["new"]
    assert [each.value for each in form.years] == ["2018"]
    form = scope_form(Scope(("old",)), SHELF, ())
    assert [each.value for each in form.documents["Board"]] == ["new", "old"]


def test_the_day_is_part_of_the_scope() -> None:
    scope = Scope(("old",), as_of="2016-01-01")
    assert scope_of(scope_fields(scope)) == scope
    assert Scope(as_of="2016-01-01")
    assert not Scope(as_of="2016-01-01").names_documents
    chips = scope_form(scope, SHELF, scope_fields(scope)).chips
    assert [(each.label, each.rest) for each in chips] == [
        ("Rules", "as_of=2016-01-01"),
        ("As of 1 January 2016", "document=old"),
    ]
    assert asked_in(scope, SHELF) == "Rules"

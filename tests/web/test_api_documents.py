"""The documents over HTTP: pages of them, what was found in them, passages by offsets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.qa_helpers import BEES, LANTERN
from tests.web_helpers import application
from web.api.passages import LONGEST_PASSAGE

PLENTY = "\n\n".join(f"Boat {number} lies at the quay." for number in range(LONGEST_PASSAGE // 25))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    texts = {"bees.md": BEES, "lantern.txt": LANTERN, "plenty of boats.txt": PLENTY}
    with application(tmp_path_factory.mktemp("web"), texts) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_documents_come_in_pages_that_lead_to_each_other(client: FlaskClient) -> None:
    address: str | None = "/api/v1/documents?limit=2"
    seen = []
    while address:
        page = client.get(address)
        assert page.get_json()["total"] == 3
        seen += [entry["id"] for entry in page.get_json()["documents"]]
        links = {
            link.split('rel="')[1].rstrip('"'): link[1 : link.index(">")]
            for link in page.headers.get("Link", "").split(", ")
            if link
        }
        address = links.get("next")
    assert seen == ["bees", "lantern", "plenty of boats"]
    assert client.get(links["prev"]).get_json()["documents"][0]["id"] == "bees"


def test_a_page_beyond_the_last_is_empty(client: FlaskClient) -> None:
    page = client.get("/api/v1/documents?offset=999999999")
    assert page.get_json()["documents"] == []
    assert 'rel="next"' not in page.headers["Link"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=ten", "offset=-1", "limit=1&limit=2", "page=2"]
)
def test_an_impossible_page_is_a_problem_with_a_code(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/documents?{query}")
    assert response.status_code == 422
    assert response.get_json()["code"] == "invalid-parameter"


def test_a_document_tells_how_to_prove_that_it_is_the_same(client: FlaskClient) -> None:
    found = client.get("/api/v1/documents/bees").get_json()
    assert found["entry"]["title"] == "City Beekeeping Plan"
    assert found["characters"] == len(BEES)
    listed = client.get("/api/v1/documents").get_json()["documents"][0]
    assert found["entry"] == listed


def test_the_sections_of_a_document_nest(client: FlaskClient) -> None:
    page = client.get("/api/v1/documents/bees/structure/sections").get_json()
    sections = page["entries"]
    assert (sections[0]["parent"], sections[1]["parent"]) == (None, 0)
    assert BEES[sections[-1]["start"] : sections[-1]["end"]].startswith("Appeals")


def test_what_was_found_in_a_document_comes_kind_by_kind(client: FlaskClient) -> None:
    lists = client.get("/api/v1/documents/bees/structure/lists").get_json()
    assert [len(each["items"]) for each in lists["entries"]] == [3]
    tables = client.get("/api/v1/documents/bees/structure/tables").get_json()
    assert tables["entries"][0]["rows"][1][:2] == ["Garden hive", "30 crowns"]
    assert client.get("/api/v1/documents/lantern/structure/tables").get_json()["total"] == 0


def test_a_passage_is_the_text_between_its_offsets(client: FlaskClient) -> None:
    start = LANTERN.index("Spare wicks")
    end = LANTERN.index("oil store.") + len("oil store.")
    found = client.get(f"/api/v1/documents/lantern/passage?start={start}&end={end}").get_json()
    assert found["text"] == LANTERN[start:end]
    assert found["citation"]["section"][-1] == "1. Lamps"
    assert found["citation"]["parts"] == [{"start": start, "end": end, "quote": found["text"]}]


def test_a_citation_can_be_read_again_by_its_offsets(client: FlaskClient) -> None:
    answer = client.get("/api/v1/answer?q=Where+are+spare+wicks+kept").get_json()
    cited = answer["citations"][0]
    part = cited["parts"][0]
    address = f"/api/v1/documents/{cited['document']}/passage"
    found = client.get(address, query_string={"start": part["start"], "end": part["end"]})
    assert found.get_json()["text"] == part["quote"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "start=0",
        "end=5",
        "start=5&end=5",
        "start=6&end=5",
        "start=-1&end=5",
        "start=0&end=99999999",
        "start=a&end=5",
        "start=0&end=5&to=6",
        f"start=0&end={LONGEST_PASSAGE + 1}",
    ],
)
def test_an_impossible_passage_is_a_problem(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/documents/plenty%20of%20boats/passage?{query}")
    assert response.status_code == 422
    assert response.get_json()["code"] == "invalid-parameter"


@pytest.mark.parametrize("rest", ["", "/passage?start=0&end=5", "/structure/lists"])
def test_an_unknown_document_has_a_code_of_its_own(client: FlaskClient, rest: str) -> None:
    response = client.get(f"/api/v1/documents/wasps{rest}")
    assert response.status_code == 404
    assert response.get_json()["code"] == "unknown-document"


def test_an_unknown_kind_is_told_the_known_ones(client: FlaskClient) -> None:
    response = client.get("/api/v1/documents/bees/structure/poems")
    assert response.status_code == 404
    assert "tables" in response.get_json()["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/documents",
        "/api/v1/documents/bees",
        "/api/v1/documents/bees/structure/lists",
        "/api/v1/documents/bees/passage?start=0&end=9",
    ],
)
def test_what_the_caller_has_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    tag = first.headers["ETag"]
    assert first.get_json()["generation"] in tag
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"older"'}).data == first.data


def test_the_older_addresses_give_the_same_bytes(client: FlaskClient) -> None:
    asked = {"text": "Where are spare wicks kept?"}
    for method, rest, body in (
        ("POST", "answer", asked),
        ("POST", "explain", asked),
        ("GET", "documents", None),
    ):
        new = client.open(f"/api/v1/{rest}", method=method, json=body)
        assert new.status_code == 200
        assert client.open(f"/api/{rest}", method=method, json=body).data == new.data


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Content-Type": "text/plain"}, 200),
        ({"Content-Type": "application/ld+json"}, 200),
        ({"Content-Type": "application/xml"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, 415),
    ],
)
def test_a_body_that_declares_no_json_is_a_problem(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    response = client.post("/api/v1/answer", data=b'{"text": "Who?"}', headers=headers)
    assert response.status_code == status


def test_a_parameter_that_is_not_described_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/v1/answer?verbose=1", json={"text": "Who?"})
    assert response.status_code == 422
    assert "'verbose'" in response.get_json()["detail"]

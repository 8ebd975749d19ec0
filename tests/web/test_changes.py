"""Documents that are added, described and removed over HTTP."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.changing import Kept, made
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS
from tests.pdf_helpers import PROSE, paragraphs, pdf_of
from tests.qa_helpers import build
from web.keys.key import Scope

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}
PAGE = {"Accept": "text/html"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return build(tmp_path, {"lakes.txt": LAKES})


@pytest.fixture
def app(data: Path) -> Iterator[Flask]:
    app = made(data, uploads="local")
    yield app
    app.extensions["keys"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def files(**texts: str) -> dict[str, Any]:
    named = ((text, f"{name.replace('_', '.')}") for name, text in texts.items())
    return {"files": [(io.BytesIO(text.encode()), name) for text, name in named]}


def told(client: FlaskClient, asked: Any) -> dict[str, Any]:
    assert asked.status_code == 202, asked.get_json()
    found = client.get(asked.headers["Location"]).get_json()
    assert found["id"] == asked.get_json()["id"]
    return dict(found)


def ids(data: Path) -> tuple[str, ...]:
    return Kept(data).index.document_ids()


def test_files_become_documents_and_each_has_its_fate(client: FlaskClient, data: Path) -> None:
    sent = files(rivers_txt=RIVERS, lakes_txt=LAKES, tarns_txt=LAKES, none_txt=" ", x_exe="x")
    change = told(client, client.post("/api/v1/documents", data=sent))
    assert change["stage"] == "done"
    assert [(file["fate"], file["document"]) for file in change["files"]] == [
        ("added", "rivers"),
        ("unchanged", "lakes"),
        ("copy", "lakes"),
        ("refused", ""),
        ("refused", ""),
    ]
    assert change["files"][3]["reason"].startswith("it holds no text")
    assert ids(data) == ("lakes", "rivers")
    assert change["generation"] == Kept(data).index.generation


def test_a_file_name_is_not_trusted(client: FlaskClient, data: Path) -> None:
    sent = {"files": (io.BytesIO(RIVERS.encode()), "../../\u202e\x07rivers.TXT")}
    change = told(client, client.post("/api/v1/documents", data=sent))
    assert change["files"][0]["name"] == "rivers.txt"
    assert (data / "uploads" / "rivers.txt").read_text() == RIVERS


def test_the_bytes_that_were_sent_wait_no_longer_than_the_change(
    client: FlaskClient, data: Path
) -> None:
    client.post("/api/v1/documents", data=files(rivers_txt=RIVERS, none_txt=" "))
    (change,) = [path for path in (data / "changes").iterdir() if path.is_dir()]
    assert sorted(path.name for path in change.iterdir()) == ["lock", "told", "wanted"]


def test_a_document_is_removed(client: FlaskClient, data: Path) -> None:
    client.post("/api/v1/documents", data=files(rivers_txt=RIVERS))
    change = told(client, client.delete("/api/v1/documents/rivers"))
    assert (change["kind"], change["stage"]) == ("remove", "done")
    assert ids(data) == ("lakes",)
    assert not (data / "uploads" / "rivers.txt").exists()


def test_a_document_is_described(client: FlaskClient, data: Path) -> None:
    said = {"title": "Of Lakes", "language": "nb", "issuer": "Lake Board"}
    change = told(client, client.patch("/api/v1/documents/lakes", json=said))
    assert (change["kind"], change["stage"]) == ("describe", "done")
    known = Kept(data).index.metadata("lakes")
    assert (known.title, known.language, known.issuer) == ("Of Lakes", "nb", "Lake Board")


@pytest.mark.parametrize("method", ["delete", "patch"])
def test_an_unknown_document_is_refused_at_once(client: FlaskClient, method: str) -> None:
    response = getattr(client, method)("/api/v1/documents/nowhere", json={"title": "x"})
    assert response.status_code == 404
    assert response.get_json()["code"] == "unknown-document"


@pytest.mark.parametrize(
    "said",
    [{}, {"titel": "x"}, {"title": 3}, ["title"], {"title": "a\nb"}, {"title": "x" * 301},
     {"language": "English, mostly"}],
)  # fmt: skip
def test_a_description_that_cannot_be_is_refused(client: FlaskClient, said: object) -> None:
    response = client.patch("/api/v1/documents/lakes", json=said)
    assert response.status_code == 422
    assert response.get_json()["code"] == "invalid-change"


def test_a_form_without_files_is_refused(client: FlaskClient) -> None:
    empty = client.post("/api/v1/documents", data={"files": (io.BytesIO(b""), "")})
    assert empty.status_code == 422
    other = client.post("/api/v1/documents", json={})
    assert other.status_code == 415


def test_files_that_are_too_large_together_are_refused(data: Path) -> None:
    client = made(data, uploads="local", largest_upload=1).test_client()
    response = client.post(
        "/api/v1/documents",
        input_stream=io.BytesIO(b"x" * 3_000_000),
        content_type="multipart/form-data; boundary=x",
    )
    assert response.status_code == 413
    assert ids(data) == ("lakes",)


def test_a_change_is_found_by_its_id_alone(client: FlaskClient) -> None:
    for id_ in ("none", "..", "0" * 16 + "-" + "0" * 32, "%2e%2e%2fkeys.sqlite"):
        assert client.get(f"/api/v1/changes/{id_}").status_code == 404


def test_without_the_setting_nobody_without_a_key_changes_anything(data: Path) -> None:
    client = made(data).test_client()
    assert client.post("/api/v1/documents", data=files(rivers_txt=RIVERS)).status_code == 401
    assert client.delete("/api/v1/documents/lakes").status_code == 401
    assert "Add documents" not in client.get("/documents").get_data(as_text=True)
    assert ids(data) == ("lakes",)


def test_a_key_with_the_scope_changes_the_collection_from_anywhere(data: Path) -> None:
    app = made(data)
    keys = app.extensions["keys"]
    asking, ingesting = (keys.create("a", [each]) for each in (Scope.ASK, Scope.INGEST))
    client = app.test_client()

    def sent(token: object) -> int:
        head = {"Authorization": f"Bearer {token}", "Sec-Fetch-Site": "cross-site"}
        body = files(rivers_txt=RIVERS)
        posted = client.post("/api/v1/documents", data=body, headers=head, environ_base=ELSEWHERE)
        return posted.status_code

    assert sent(asking) == 403
    assert sent(ingesting) == 202
    assert ids(data) == ("lakes", "rivers")


def test_this_machine_is_not_another_one_behind_a_proxy_on_it(client: FlaskClient) -> None:
    for head, base in (({}, ELSEWHERE), ({"X-Forwarded-For": "203.0.113.7"}, {})):
        response = client.delete("/api/v1/documents/lakes", headers=head, environ_base=base)
        assert response.status_code == 401


def test_nobody_changes_anything_where_that_is_off(data: Path) -> None:
    app = made(data, uploads="off")
    token = app.extensions["keys"].create("a", [Scope.INGEST])
    head = {"Authorization": f"Bearer {token}"}
    client = app.test_client()
    assert client.delete("/api/v1/documents/lakes", headers=head).status_code == 403


@pytest.mark.parametrize(
    "site", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}]
)
def test_another_site_cannot_make_a_browser_on_this_machine_change_anything(
    client: FlaskClient, data: Path, site: dict[str, str]
) -> None:
    for path in ("/api/v1/documents", "/documents"):
        response = client.post(path, data=files(rivers_txt=RIVERS), headers=site)
        assert response.status_code == 403
    assert ids(data) == ("lakes",)


def test_a_form_leads_to_a_page_that_tells_what_became_of_the_files(client: FlaskClient) -> None:
    assert "Add documents" in client.get("/documents").get_data(as_text=True)
    sent = files(harbours_txt=HARBOURS, none_txt=" ")
    page = client.post("/documents", data=sent, headers=PAGE, follow_redirects=True)
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "Documents added" in text
    assert "It holds no text" in text


def test_a_page_describes_and_removes_a_document(client: FlaskClient, data: Path) -> None:
    assert client.get("/documents/lakes/manage").status_code == 200
    form = {"title": "Of Lakes", "language": "en"}
    page = client.post("/documents/lakes/describe", data=form, follow_redirects=True)
    assert "Described" in page.get_data(as_text=True)
    assert Kept(data).index.metadata("lakes").title == "Of Lakes"
    same = client.post("/documents/lakes/describe", data=form)
    assert same.location == "/documents"
    client.post("/api/v1/documents", data=files(rivers_txt=RIVERS))
    page = client.post("/documents/lakes/remove", follow_redirects=True)
    assert "Removed" in page.get_data(as_text=True)
    assert ids(data) == ("rivers",)


def test_the_file_that_was_sent_is_sent_back_as_it_was(client: FlaskClient) -> None:
    page = "<title>Harbours</title><p>The port of Bergen opened in 1070.</p><script>x()</script>"
    told(client, client.post("/api/v1/documents", data=files(harbours_html=page)))
    response = client.get("/documents/harbours/file")
    assert response.get_data(as_text=True) == page
    assert response.content_type == "application/octet-stream"
    assert response.headers["Content-Disposition"] == "attachment; filename=harbours.html"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()
    assert "Download the original (.html)" in client.get("/documents/harbours").text
    assert client.get("/documents/lakes/file").status_code == 404


def test_a_pdf_file_is_opened_at_the_page_of_what_is_cited(client: FlaskClient, data: Path) -> None:
    pdf = pdf_of(paragraphs(PROSE), paragraphs("The quays are of stone.", PROSE))
    sent = {"files": (io.BytesIO(pdf), "harbours.pdf")}
    told(client, client.post("/api/v1/documents", data=sent))
    place = Kept(data).index.document("harbours").document.text.index("quays are of")
    page = client.get(f"/documents/harbours?cite={place}-{place + 5}").text
    assert 'href="/documents/harbours/file#page=2"' in page
    response = client.get("/documents/harbours/file")
    assert (response.data, response.content_type) == (pdf, "application/pdf")
    response.close()

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from qa.answer import Answer, AnswerKind
from tests.web_helpers import answering

ORIGIN = "http://localhost"


@pytest.fixture
def client() -> FlaskClient:
    app, _ = answering(Answer(AnswerKind.NOT_FOUND))
    return app.test_client()


def status(client: FlaskClient, path: str = "/ask", **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(path, data={"q": "What is kept?"}, headers=named).status_code


@pytest.mark.parametrize("site", ["cross-site", "same-site", "elsewhere", ""])
def test_a_request_from_another_site_is_refused(client: FlaskClient, site: str) -> None:
    assert status(client, Sec_Fetch_Site=site, Origin=ORIGIN) == 403


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost.evil.example",
        "http://localhost:81",
        "null",
        "",
        "http://[",
    ],
)
def test_a_browser_that_tells_no_site_is_judged_by_the_origin(
    client: FlaskClient, origin: str
) -> None:
    assert status(client, Origin=origin) == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "same-origin", "Origin": "null"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": ORIGIN},
        {"Origin": "https://LOCALHOST"},
        {},
    ],
)
def test_the_own_pages_and_programs_are_let_through(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    assert status(client, **headers) < 400


def test_reading_a_page_from_another_site_is_allowed(client: FlaskClient) -> None:
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_the_api_knows_no_cookie_and_is_not_concerned(client: FlaskClient) -> None:
    given = {"json": {"text": "What?"}, "headers": {"Sec-Fetch-Site": "cross-site"}}
    assert client.post("/api/answer", **given).status_code == 200


def test_the_refusal_is_a_page_that_says_what_to_do(client: FlaskClient) -> None:
    response = client.post("/ask", headers={"Sec-Fetch-Site": "cross-site", "Accept": "text/html"})
    assert response.content_type.startswith("text/html")
    assert "came from another site" in response.text

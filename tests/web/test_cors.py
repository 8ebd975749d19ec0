from __future__ import annotations

from flask.testing import FlaskClient

from qa.answer import Answer, AnswerKind
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared
from web.app import create_app
from web.configuration.settings import Settings

SITE = "https://site.example"


def client_with(*origins: str) -> FlaskClient:
    service = Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND)))
    return create_app(Settings(cors_origins=origins), service).test_client()


def allowed(client: FlaskClient, address: str, origin: str, method: str = "GET") -> str | None:
    response = client.open(address, method=method, headers={"Origin": origin})
    return response.headers.get("Access-Control-Allow-Origin")


def test_no_other_site_may_read_the_api_unless_it_is_named() -> None:
    assert allowed(client_with(), "/api/v1/version", SITE) is None
    assert allowed(client_with("https://other.example"), "/api/v1/version", SITE) is None


def test_a_site_that_is_named_may_read_the_api_and_nothing_else() -> None:
    client = client_with(SITE)
    assert allowed(client, "/api/v1/answer?q=Who", SITE) == SITE
    assert allowed(client, "/api/v1/answer?q=", SITE) == SITE  # problems, too
    assert allowed(client, "/", SITE) is None


def test_the_star_stands_for_every_site() -> None:
    assert allowed(client_with("*"), "/api/v1/version", SITE) == "*"


def test_a_browser_that_asks_first_is_told_what_it_may_send() -> None:
    response = client_with(SITE).options(
        "/api/v1/answer",
        headers={"Origin": SITE, "Access-Control-Request-Method": "POST"},
    )
    assert response.status_code == 200
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


def test_caches_keep_the_answers_to_different_sites_apart() -> None:
    assert "Origin" in client_with(SITE).get("/api/v1/version").headers["Vary"]


def test_cookies_are_never_shared() -> None:
    response = client_with(SITE).get("/api/v1/version", headers={"Origin": SITE})
    assert "Access-Control-Allow-Credentials" not in response.headers

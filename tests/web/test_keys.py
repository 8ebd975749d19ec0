"""Keys: how they are kept, and what they let through."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from qa.answer import Answer, AnswerKind
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared
from web.app import create_app
from web.configuration.settings import Settings
from web.database import sqlite_file
from web.keys import store as key_store
from web.keys.key import Scope
from web.keys.store import SIGNED_IN_FOR, KeyStore, UnknownKeyError, stored_keys

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}
QUESTION = "/api/answer?q=Who"


@pytest.fixture
def store(tmp_path: Path, address: str) -> Iterator[KeyStore]:
    with closing(stored_keys(tmp_path, address)) as store:
        yield store


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    settings = Settings(data=tmp_path, require_key=True, history_days=0, feedback=False)
    service = Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND)))
    app = create_app(settings, service)
    yield app
    app.extensions["keys"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def bearer(token: object) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_finds_its_key(store: KeyStore) -> None:
    token = store.create("the library", [Scope.INGEST, Scope.ASK])
    key = store.key_of(str(token))
    assert key is not None
    assert (key.name, key.scopes) == ("the library", (Scope.ASK, Scope.INGEST))
    assert store.listed() == (key,)


def test_any_other_token_finds_none(store: KeyStore) -> None:
    first, second = (str(store.create(name, [Scope.ASK])) for name in ("one", "two"))
    assert first[:21] != second[:21]
    crossed = first[:21] + second[21:]
    for text in ("", "pincite", crossed, first[:-1], first + "A", f" {first}", first.upper()):
        assert store.key_of(text) is None


def test_a_revoked_key_is_forgotten_with_those_signed_in_by_it(store: KeyStore) -> None:
    token = store.create("one", [Scope.ASK])
    key = store.key_of(str(token))
    assert key is not None
    session = str(store.sign_in(key))
    assert store.signed_in(session) == key
    store.revoke(token.id)
    assert store.key_of(str(token)) is None
    assert store.signed_in(session) is None
    with pytest.raises(UnknownKeyError, match="keys list"):
        store.revoke(token.id)


def test_the_file_holds_no_secret(tmp_path: Path) -> None:
    with closing(stored_keys(tmp_path)) as store:
        token = store.create("one", [Scope.ASK])
        key = store.key_of(str(token))
        assert key is not None
        session = store.sign_in(key)
    with closing(sqlite3.connect(tmp_path / key_store.FILE)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert token.id.encode() in content
    for secret in (token.secret, session.secret):
        assert secret.encode() not in content
    assert (tmp_path / key_store.FILE).stat().st_mode & 0o077 == 0


def test_whoever_signed_in_is_forgotten_after_twelve_hours(tmp_path: Path) -> None:
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    database = sqlite_file(tmp_path / key_store.FILE, key_store.prepare, "")
    with closing(KeyStore(database, lambda: now[0])) as store:
        key = store.key_of(str(store.create("one", [Scope.ASK])))
        assert key is not None
        session = str(store.sign_in(key))
        now[0] += SIGNED_IN_FOR - timedelta(seconds=1)
        assert store.signed_in(session) == key
        now[0] += timedelta(seconds=1)
        assert store.signed_in(session) is None


def test_without_a_key_a_program_is_told_to_send_one(client: FlaskClient) -> None:
    response = client.get(QUESTION)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.json is not None
    assert response.json["code"] == "unauthorized"


@pytest.mark.parametrize(
    "path", ["/", "/documents", "/search?q=text", "/documents/doc", "/conversations", "/nothing"]
)
def test_without_a_key_a_page_leads_to_the_form(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 303
    assert response.location.startswith("/sign-in?next=")
    assert "A text." not in response.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/v1/health", "/sign-in"])
def test_probes_and_the_form_need_no_key(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_every_other_address_needs_a_key(app: Flask, client: FlaskClient) -> None:
    open_to_all = {"static", "keys.sign_in", "keys.signed_in", "keys.sign_out"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in open_to_all or rule.endpoint.endswith((".health", ".readiness")):
            continue
        path = rule.rule.replace("<int:", "<")
        for name in rule.arguments:
            path = path.replace(f"<{name}>", "1").replace(f"<path:{name}>", "1")
        for method in (rule.methods or set()) - {"OPTIONS"}:
            response = client.open(path, method=method, environ_overrides=ELSEWHERE)
            assert response.status_code in (303, 401), (method, path)


def test_a_key_opens_the_api_and_a_key_of_another_scope_does_not(
    app: Flask, client: FlaskClient
) -> None:
    keys: KeyStore = app.extensions["keys"]
    asking, ingesting = (keys.create("one", [scope]) for scope in (Scope.ASK, Scope.INGEST))
    assert client.get(QUESTION, headers=bearer(asking)).status_code == 200
    assert client.get(QUESTION, headers=bearer(ingesting)).status_code == 403
    keys.revoke(asking.id)
    assert client.get(QUESTION, headers=bearer(asking)).status_code == 401


def test_the_figures_are_shown_to_this_machine_and_to_an_admin_alone(
    app: Flask, client: FlaskClient
) -> None:
    keys: KeyStore = app.extensions["keys"]
    asking, admin = (keys.create("one", [scope]) for scope in (Scope.ASK, Scope.ADMIN))
    passed_on = {"X-Forwarded-For": "203.0.113.7"}
    assert client.get("/metrics").status_code == 200
    for headers in ({}, bearer(asking)):
        refused = client.get("/metrics", headers=headers, environ_overrides=ELSEWHERE)
        assert refused.status_code in (401, 403)
    assert client.get("/metrics", headers=passed_on).status_code == 401
    assert (
        client.get("/metrics", headers=bearer(admin), environ_overrides=ELSEWHERE).status_code
        == 200
    )


def test_one_signs_in_by_a_form_and_out_again(app: Flask, client: FlaskClient) -> None:
    token = str(app.extensions["keys"].create("the library", [Scope.ASK]))
    response = client.post("/sign-in", data={"key": f" {token} ", "next": "/documents?q=a"})
    assert (response.status_code, response.location) == (303, "/documents?q=a")
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert token not in cookie
    assert client.get("/documents").status_code == 200
    assert "the library" in client.get("/sign-in").text
    kept = client.get_cookie("pincite_key")
    assert client.post("/sign-out").status_code == 303
    assert client.get("/documents").status_code == 303
    assert kept is not None
    client.set_cookie("pincite_key", kept.value)
    assert client.get("/documents").status_code == 303


def test_a_wrong_key_does_not_sign_in(client: FlaskClient) -> None:
    response = client.post("/sign-in", data={"key": "pincite_0", "next": "/"})
    assert response.status_code == 403
    assert re.search(r'aria-describedby="problem [^>]* aria-invalid="true"', response.text)
    assert '<p id="problem" class="problem">This key is not known here' in response.text
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("scheme", "is_secure"), [("http", False), ("https", True)])
def test_the_cookie_goes_to_this_service_alone_and_over_tls_where_there_is_one(
    app: Flask, client: FlaskClient, scheme: str, *, is_secure: bool
) -> None:
    token = str(app.extensions["keys"].create("one", [Scope.ASK]))
    response = client.post("/sign-in", data={"key": token}, base_url=f"{scheme}://localhost")
    cookie = response.headers["Set-Cookie"].partition(";")[2].split("; ")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"} < {
        each.strip() for each in cookie
    }
    assert not any(each.strip().startswith("Domain") for each in cookie)
    assert ("Secure" in "".join(cookie)) is is_secure


def test_whoever_is_signed_in_can_sign_out_from_every_page(app: Flask, client: FlaskClient) -> None:
    way_out = '<a href="/sign-in">Sign out</a>'
    assert way_out not in client.get("/sign-in").text
    token = str(app.extensions["keys"].create("one", [Scope.ASK]))
    client.post("/sign-in", data={"key": token})
    for path in ("/", "/about", "/documents/none"):
        assert way_out in client.get(path).text
    out = client.post("/sign-out", follow_redirects=True).text
    assert "You are signed out." in out
    assert way_out not in out


def test_a_page_whose_reader_is_signed_in_no_longer_is_told_where_to_sign_in(
    client: FlaskClient,
) -> None:
    accept = {"Accept": "application/problem+json, text/html;q=0.9"}
    response = client.post("/ask", data={"q": "Who?"}, headers=accept)
    assert response.status_code == 401
    assert "/sign-in" in json.loads(response.data)["detail"]


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "",
        "/sign-in",
    ],
)
def test_signing_in_leads_to_no_other_site(app: Flask, client: FlaskClient, wanted: str) -> None:
    token = str(app.extensions["keys"].create("one", [Scope.ASK]))
    response = client.post("/sign-in", data={"key": token, "next": wanted})
    assert response.location == "/"


def test_signing_in_is_refused_to_the_page_of_another_site(app: Flask, client: FlaskClient) -> None:
    token = str(app.extensions["keys"].create("one", [Scope.ASK]))
    response = client.post(
        "/sign-in", data={"key": token}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403


def test_where_no_key_is_required_any_key_is_passed_over(tmp_path: Path) -> None:
    service = Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND)))
    app = create_app(Settings(data=tmp_path, history_days=0, feedback=False), service)
    response = app.test_client().get(QUESTION, headers=bearer("sk-anything"))
    assert response.status_code == 200
    assert not (tmp_path / key_store.FILE).exists()

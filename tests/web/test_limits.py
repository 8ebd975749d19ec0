"""How many requests a key, or an address without one, may send."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from qa.answer import Answer, AnswerKind
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared
from web.app import create_app
from web.configuration.settings import Settings
from web.keys.key import Scope

Made = Callable[[Settings], Flask]


@pytest.fixture
def made() -> Iterator[Made]:
    with ExitStack() as closing:

        def make(settings: Settings) -> Flask:
            service = Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND)))
            app = create_app(settings, service)
            closing.callback(app.extensions["keys"].close)
            return app

        yield make


def asked(app: Flask, address: str, headers: dict[str, str] | None = None) -> int:
    environ = {"REMOTE_ADDR": address}
    response = app.test_client().get("/api/documents", headers=headers, environ_overrides=environ)
    if response.status_code == 429:
        assert response.json is not None
        assert response.json["code"] == "too-many-requests"
        assert 1 <= int(response.headers["Retry-After"]) <= 61
    return response.status_code


def three(folder: Path, proxies: int = 0) -> Settings:
    return Settings(
        folder,
        history_days=0,
        feedback=False,
        rate_per_address="3 per minute",
        rate_per_key="5 per minute",
        trusted_proxies=proxies,
    )


def test_an_address_may_send_so_many_and_another_is_not_touched(made: Made, tmp_path: Path) -> None:
    app = made(three(tmp_path))
    assert [asked(app, "203.0.113.7") for _ in range(5)] == [200, 200, 200, 429, 429]
    assert asked(app, "203.0.113.8") == 200


def test_an_ipv6_customer_has_one_budget_for_all_addresses(made: Made, tmp_path: Path) -> None:
    app = made(three(tmp_path))
    found = [asked(app, f"2001:db8:1:2::{number}") for number in range(1, 5)]
    assert found == [200, 200, 200, 429]
    assert asked(app, "2001:db8:1:3::1") == 200


def test_a_key_has_a_budget_of_its_own_wherever_it_is_used(made: Made, tmp_path: Path) -> None:
    app = made(three(tmp_path))
    token = app.extensions["keys"].create("one", [Scope.ASK])
    headers = {"Authorization": f"Bearer {token}"}
    found = [asked(app, f"203.0.113.{number}", headers) for number in range(6)]
    assert found == [200, 200, 200, 200, 200, 429]
    assert asked(app, "203.0.113.1") == 200


def test_this_machine_is_free_unless_a_proxy_speaks(made: Made, tmp_path: Path) -> None:
    app = made(three(tmp_path))
    assert {asked(app, "127.0.0.1") for _ in range(9)} == {200}
    passed_on = {"X-Forwarded-For": "203.0.113.7"}
    assert [asked(app, "127.0.0.1", passed_on) for _ in range(4)][-1] == 429


def test_a_made_up_address_does_not_help_behind_a_trusted_proxy(made: Made, tmp_path: Path) -> None:
    app = made(three(tmp_path, proxies=1))
    found = [
        asked(app, "127.0.0.1", {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"})
        for number in range(4)
    ]
    assert found == [200, 200, 200, 429]
    assert asked(app, "127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}) == 200


def test_signing_in_can_be_tried_ten_times_a_minute(made: Made, tmp_path: Path) -> None:
    client = made(Settings(tmp_path, history_days=0, feedback=False)).test_client()
    tried = [client.post("/sign-in", data={"key": "wrong"}).status_code for _ in range(11)]
    assert tried == [403] * 10 + [429]


def test_rates_that_are_off_limit_nothing(made: Made, tmp_path: Path) -> None:
    app = made(
        Settings(tmp_path, history_days=0, feedback=False, rate_per_address="", rate_per_key="")
    )
    assert {asked(app, "203.0.113.7") for _ in range(200)} == {200}

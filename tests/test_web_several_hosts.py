"""Several services behind nginx, as docs/deployment.md has it, and what happens to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

from qa.question import Question
from tests.counts import tries
from tests.fakes import HashedWords
from tests.redis_server import redis_server
from tests.served_processes import SECONDS, Got, Reached, Served, asked_by_many, get, question
from tests.several_hosts import NAMES, Host, Proxy, asked_meanwhile, proxied, running
from tests.soak_requests import Wanted, ask, lasting, mixed
from web.collecting.building import build
from web.keys.key import Scope
from web.keys.store import stored_keys

pytestmark = pytest.mark.scale

QUESTIONS = [
    Question("When does the keeper trim the lamp?"),
    Question("When does the pilot ring the bell?"),
    Question("When does the porter close gate 7?"),
    Question("Which agency runs the harbour?"),
    Question("Who sweeps gate 3?"),
]
WANTED = mixed(QUESTIONS, ["lamps"])
CLIENTS = 6
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}


def built(data: Path, when: str) -> Path:
    """Make the data folder hold a document that tells this hour."""
    folder = data.with_name("documents")
    folder.mkdir(exist_ok=True)
    gates = "".join(f"The porter closes gate {number} at nine.\n\n" for number in range(40))
    text = f"# Lamps\n\nThe keeper trims the lamp at {when}.\n\nThe pilot rings the bell at noon.\n"
    (folder / "lamps.md").write_text(f"{text}\n{gates}", encoding="utf-8")
    build(folder, data, HashedWords())
    return data


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sequence[Host]]:
    folder = tmp_path_factory.mktemp("hosts")
    data = built(folder / "data", "dusk")
    chosen = {"history_days": "30", "questions_waiting": "100"}
    rates = {"rate_per_key": "12 per hour", "rate_per_address": "off"}
    with (
        redis_server(folder) as (counted_at, _),
        running(
            [Host(data, 0.02, rate_storage=counted_at, **rates, **chosen) for _ in NAMES]
        ) as hosts,
    ):
        yield hosts


@pytest.fixture
def proxy(tmp_path: Path, hosts: Sequence[Host]) -> Iterator[Proxy]:
    for each in hosts:
        each.begin()
    with proxied(tmp_path, hosts) as proxy:
        yield proxy


def when_quiet(server: Reached) -> list[bytes]:
    """Return what each request gets while nothing else is asked."""
    return [lasting(ask(server, each).body) for each in WANTED]


def posted(server: Reached, fields: str, cookie: str = "") -> tuple[str, str]:
    """Ask on the page; return the conversation's address and the cookie it is kept under."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)) as connection:
        connection.request("POST", "/ask", fields, {**FORM, "Cookie": cookie})
        response = connection.getresponse()
        response.read()
        assert response.status == 303
        given = response.headers["Set-Cookie"].partition(";")[0]
        return response.headers["Location"].partition("#")[0], given


def failed(found: Sequence[tuple[Wanted, Got]]) -> list[tuple[str, int, bytes]]:
    return [(each.path, got.status, got.body[:200]) for each, got in found if got.status != 200]


def until_asked(server: Served) -> None:
    """Wait until as many more questions have come as there are clients."""
    wanted, end = len(server.begun()) + CLIENTS, monotonic() + SECONDS
    while len(server.begun()) < wanted and monotonic() < end:
        sleep(0.02)


def wrong(found: Sequence[tuple[Wanted, Got]], *right: list[bytes]) -> list[str]:
    """Return what was answered otherwise than at one of the quiet times."""
    places = {id(each): number for number, each in enumerate(WANTED)}
    return [
        each.path
        for each, got in found
        if lasting(got.body) not in [bodies[places[id(each)]] for bodies in right]
    ]


def test_figures_are_not_shown_to_those_who_come_by_the_proxy(
    hosts: Sequence[Host], proxy: Proxy
) -> None:
    assert get(proxy, "/metrics").status == 404
    assert get(hosts[1], "/metrics").status == 200


def test_hosts_grant_one_rate_together(hosts: Sequence[Host], proxy: Proxy) -> None:
    data = hosts[0].served.data
    with closing(stored_keys(data)) as keys:
        key = {"Authorization": f"Bearer {keys.create('one', [Scope.ASK])}"}
    text = "When does the porter close gate 9?"
    found = asked_by_many(proxy, CLIENTS, [question(text)] * 30, headers=key)
    asked = {process for process, asked in hosts[0].served.begun() if asked == text}
    assert sorted(each.status for each in found) == [200] * 12 + [429] * 18
    assert len(asked) == len(hosts)


def test_a_host_that_dies_and_a_new_generation_cost_no_answer_and_mix_none(
    hosts: Sequence[Host], proxy: Proxy
) -> None:
    hours = ["dawn", "noon", "nine", "four"]
    for number in range(tries(1, 12)):
        before = when_quiet(proxy)

        def story(number: int = number) -> None:
            until_asked(hosts[0].served)
            hosts[number % len(hosts)].kill()
            until_asked(hosts[0].served)
            built(hosts[0].served.data, hours[number % len(hours)])
            sleep(1.5)  # a process looks for a new generation once a second

        found = asked_meanwhile(proxy, WANTED, CLIENTS, story)
        after = when_quiet(proxy)
        assert failed(found) == []
        assert wrong(found, before, after) == []
        generations = {
            json.loads(got.body)["generation"]
            for each, got in found
            if each.path.startswith("/api/answer?")
        }
        assert len(generations) == 2
        hosts[number % len(hosts)].begin()


def test_hosts_that_are_restarted_one_after_the_other_lose_no_request(
    hosts: Sequence[Host], proxy: Proxy
) -> None:
    right = when_quiet(proxy)

    def story() -> None:
        for _ in range(tries(1, 6)):
            for each in hosts:
                each.end()
                each.begin()

    found = asked_meanwhile(proxy, WANTED, CLIENTS, story)
    assert failed(found) == []
    assert wrong(found, right) == []


def test_a_conversation_goes_on_at_another_host_when_its_own_is_gone(
    hosts: Sequence[Host], proxy: Proxy
) -> None:
    conversation, cookie = posted(hosts[0], "q=When+does+the+keeper+trim+the+lamp")
    hosts[0].kill()
    for number in range(3):
        follow_up = f"q=And+who+sweeps+gate+{number}&conversation={conversation.rpartition('/')[2]}"
        assert posted(proxy, follow_up, cookie)[0] == conversation
    for each in (proxy, hosts[1], hosts[2]):
        page = get(each, conversation, {"Cookie": cookie}).body.decode()
        assert all(f"And who sweeps gate {number}" in page for number in range(3))

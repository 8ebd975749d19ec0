"""Several services behind nginx, as docs/deployment.md has it, and what happens to them.

They share a data folder, or keep nothing but in PostgreSQL, Milvus and Redis.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from corpus.document import text_sha256
from qa.question import Question
from tests.counts import tries
from tests.fakes import HashedWords
from tests.redis_server import redis_server
from tests.served_processes import SECONDS, Got, Reached, asked_by_many, get, question
from tests.several_hosts import NAMES, Host, Proxy, asked_meanwhile, proxied, running
from tests.soak_requests import Wanted, ask, lasting, mixed
from web.collecting.building import build
from web.configuration.reading import configured
from web.configuration.settings import Settings
from web.keys.key import Scope
from web.keys.store import stored_keys
from web.storing import storage_of

pytestmark = pytest.mark.scale

QUESTIONS = [
    Question("When does the keeper trim the lamp?"),
    Question("When does the pilot ring the bell?"),
    Question("When does the porter close gate 7?"),
    Question("Which agency runs the harbour?"),
    Question("Who sweeps gate 3?"),
]
WANTED = mixed(QUESTIONS, ["lamps"])
CLIENTS, REST = 6, 0.2
KEPT_IN = ("a folder", "servers")
RATE = 12  # requests that a key has
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
GATES = "".join(f"The porter closes gate {number} at nine.\n\n" for number in range(40))
LAMPS = (
    "# Lamps\n\nThe keeper trims the lamp at {}.\n\nThe pilot rings the bell at noon.\n\n" + GATES
)


@dataclass(frozen=True, slots=True)
class Office:
    """The hosts of an office, and the settings of whoever writes its collection."""

    hosts: Sequence[Host]
    writer: Settings

    def tell(self, when: str) -> None:
        """Make the collection tell this hour."""
        folder = self.writer.data.with_name("documents")
        folder.mkdir(exist_ok=True)
        (folder / "lamps.md").write_text(LAMPS.format(when), encoding="utf-8")
        build(folder, self.writer.data, HashedWords(), storage=storage_of(self.writer))

    def begun(self) -> list[tuple[int, str]]:
        """Return which process began to answer which question."""
        by_folder = {host.data: host.served.begun() for host in self.hosts}
        return [each for begun in by_folder.values() for each in begun]

    def until_asked(self) -> None:
        """Wait until as many more questions have come as there are clients."""
        wanted, end = len(self.begun()) + CLIENTS, monotonic() + SECONDS
        while len(self.begun()) < wanted and monotonic() < end:
            sleep(0.02)


@pytest.fixture(scope="module", params=KEPT_IN)
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("hosts")
    datas, kept = [folder / "data"] * len(NAMES), {}
    if request.param == "servers":
        datas = [folder / f"host{number}" for number in range(len(NAMES))]
        address = request.getfixturevalue("postgresql").new_database()
        rows = request.getfixturevalue("milvus")
        kept = {"database": address, "catalogue": address, "index": rows}
    variables = {f"PINCITE_{name.upper()}": value for name, value in kept.items()}
    writer = configured(Settings, {**variables, "PINCITE_DATA": f"{folder}/data"}, None).settings
    chosen = {"history_days": "30", "questions_waiting": "100"}
    rates = {"rate_per_key": f"{RATE} per hour", "rate_per_address": "off"}
    with redis_server(folder) as (counted_at, _):
        settings = {**kept, **chosen, **rates, "rate_storage": counted_at}
        office = Office([Host(data, 0.02, **settings) for data in datas], writer)
        office.tell("dusk")
        with running(office.hosts):
            yield office


@pytest.fixture
def proxy(tmp_path: Path, office: Office) -> Iterator[Proxy]:
    with proxied(tmp_path, office.hosts) as proxy:
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


def key_of(office: Office, name: str) -> dict[str, str]:
    """Return what a request says that has a new key."""
    with closing(stored_keys(office.writer.data, office.writer.database)) as keys:
        return {"Authorization": f"Bearer {keys.create(name, [Scope.ASK])}"}


def failed(found: Sequence[tuple[Wanted, Got]]) -> list[tuple[str, int, bytes]]:
    return [(each.path, got.status, got.body[:200]) for each, got in found if got.status != 200]


def wrong(found: Sequence[tuple[Wanted, Got]], *right: list[bytes]) -> list[str]:
    """Return what was answered otherwise than at one of the quiet times."""
    places = {id(each): number for number, each in enumerate(WANTED)}
    return [
        each.path
        for each, got in found
        if lasting(got.body) not in [bodies[places[id(each)]] for bodies in right]
    ]


def answers(found: Sequence[tuple[Wanted, Got]]) -> list[Any]:
    """Return the answers that came as such."""
    return [
        json.loads(got.body)
        for each, got in found
        if each.path.startswith(("/api/answer?", "/api/v1/answer"))
    ]


def misquoted(answers: Sequence[Any], *hours: str) -> list[object]:
    """Return the citations that are not in the text that told one of these hours, as they say."""
    texts = {text_sha256(text): text for text in map(LAMPS.format, hours)}
    return [
        cited
        for answer in answers
        for cited in answer["citations"]
        for part in cited["parts"]
        if texts[cited["text_sha256"]][part["start"] : part["end"]] != part["quote"]
    ]


def test_figures_are_not_shown_to_those_who_come_by_the_proxy(office: Office, proxy: Proxy) -> None:
    assert get(proxy, "/metrics").status == 404
    assert get(office.hosts[1], "/metrics").status == 200


def test_hosts_grant_one_rate_together(office: Office, proxy: Proxy) -> None:
    text = "When does the porter close gate 9?"
    key = key_of(office, "one")
    found = asked_by_many(proxy, CLIENTS, [question(text)] * 30, headers=key)
    assert sorted(each.status for each in found) == [200] * RATE + [429] * (30 - RATE)
    assert len({process for process, asked in office.begun() if asked == text}) == len(NAMES)


def test_a_host_that_dies_and_a_new_generation_cost_no_answer_and_mix_none(
    office: Office, proxy: Proxy
) -> None:
    hours = ["dusk", *("dawn", "noon", "nine", "four") * 3]
    for number, (old, new) in enumerate(pairwise(hours[: tries(2, len(hours))])):
        office.hosts[number % len(NAMES) - 1].begin()
        before = when_quiet(proxy)

        def story(number: int = number, hour: str = new) -> None:
            office.until_asked()
            office.hosts[number % len(NAMES)].kill()
            office.until_asked()
            office.tell(hour)
            sleep(1.5)  # a process looks for a new generation once a second

        found = asked_meanwhile(proxy, WANTED, CLIENTS, REST, story)
        after = when_quiet(proxy)
        assert failed(found) == []
        assert wrong(found, before, after) == []
        told = answers(found)
        assert len({each["generation"] for each in told}) == 2
        assert {each["text"] for each in told} == {
            f"The keeper trims the lamp at {old}.",
            f"The keeper trims the lamp at {new}.",
            "The pilot rings the bell at noon.",
        }
        assert misquoted(told, old, new) == []


@pytest.mark.parametrize("office", KEPT_IN[-tries(1, 2) :], indirect=True, scope="module")
def test_hosts_that_are_restarted_one_after_the_other_lose_no_request(
    office: Office, proxy: Proxy
) -> None:
    right = when_quiet(proxy)  # one of them is dead already

    def story() -> None:
        for _ in range(tries(1, 6)):
            for each in office.hosts:
                each.end()
                each.begin()

    found = asked_meanwhile(proxy, WANTED, CLIENTS, REST, story)
    assert failed(found) == []
    assert wrong(found, right) == []


def test_a_conversation_goes_on_at_another_host_when_its_own_is_gone(
    office: Office, proxy: Proxy
) -> None:
    own = office.hosts[0]
    own.begin()
    conversation, cookie = posted(own, "q=When+does+the+keeper+trim+the+lamp")
    own.kill()
    for number in range(3):
        follow_up = f"q=And+who+sweeps+gate+{number}&conversation={conversation.rpartition('/')[2]}"
        assert posted(proxy, follow_up, cookie)[0] == conversation
    for each in (proxy, office.hosts[1], office.hosts[2]):
        page = get(each, conversation, {"Cookie": cookie}).body.decode()
        assert all(f"And who sweeps gate {number}" in page for number in range(3))


def test_what_was_asked_of_a_host_that_died_counts_at_the_others(
    office: Office, proxy: Proxy
) -> None:
    asked, key, own = question("Who sweeps gate 3?"), key_of(office, "other"), office.hosts[1]
    own.begin()
    begun = [get(own, asked, key).status for _ in range(RATE - 2)]
    own.kill()
    assert begun == [200] * (RATE - 2)
    assert [get(proxy, asked, key).status for _ in range(4)] == [200, 200, 429, 429]

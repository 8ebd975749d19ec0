"""Every kind of attack on every door of the service, over real connections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

import pytest

from tests.counts import tries
from tests.hostile_clients import exchange, many, told
from tests.hostile_doors import DOORS, Door
from tests.hostile_headers import tricked
from tests.hostile_input import KINDS, hostile
from tests.served_processes import Served, collected, get, served

pytestmark = pytest.mark.scale

COUNT = tries(2, 1_000)  # for each door and kind of attack
GROWTH = 1.05  # times the memory after a first pass
_GOOD = b"When does the keeper trim the lamp?"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = collected(tmp_path_factory.mktemp("doors"))
    with served(
        data,
        read_seconds="2",
        request_seconds="6",
        history_days="30",
        feedback="on",
        trusted_proxies="1",
        rate_per_address="off",
    ) as running:
        yield running


def attack(door: Door, kind: str) -> Callable[[Random], bytes]:
    """Return what draws a request of this kind to a door, from one of many addresses.

    One address may not try many keys.
    """

    def draw(drawn: Random) -> bytes:
        if kind == "headers":
            request = tricked(door(_GOOD, drawn), drawn)
        else:
            request = door(hostile(kind, drawn), drawn)
        address = b".".join(b"%d" % drawn.randrange(256) for _ in range(4))
        return request.replace(b"\r\n", b"\r\nX-Forwarded-For: " + address + b"\r\n", 1)

    return draw


ALL = [(door, kind) for door in DOORS for kind in (*KINDS, "headers")]


@pytest.mark.parametrize(("door", "kind"), ALL, ids=[f"{kind} at {door}" for door, kind in ALL])
def test_no_attack_makes_a_door_fail(
    server: Served, door: str, kind: str, record_property: Callable[[str, object], None]
) -> None:
    found = many(
        COUNT, f"{door}, {kind}", attack(DOORS[door], kind), partial(exchange, server.port)
    )
    assert told(found) == []
    assert get(server, "/healthz").status == 200
    assert [line for line in server.complaints() if '"level": "warning"' not in line] == []
    statuses = Counter(each.status for each in found)
    slowest = max(each.seconds for each in found)
    record_property("figure", f"{len(found)} requests, slowest {slowest:.2f} s, {dict(statuses)}")


def test_the_memory_is_back_at_its_level(
    server: Served, record_property: Callable[[str, object], None]
) -> None:
    used = []
    for seed in ("first", "second"):
        for door, kind in ALL:
            draw = attack(DOORS[door], kind)
            many(tries(1, 100), f"{door}, {kind}, {seed}", draw, partial(exchange, server.port))
        used.append(server.megabytes())
    record_property("figure", f"{used[0]:.1f} MB, then {used[1]:.1f} MB after as much again")
    assert used[1] <= used[0] * GROWTH

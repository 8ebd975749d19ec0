"""Clients that put load on a service and hold what comes back against what it says when quiet."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from time import monotonic, sleep

from tests.served_processes import Served
from tests.soak_requests import Wanted, ask, lasting

_MOST_AT_ONCE = 256  # clients of a flood


@dataclass(frozen=True, slots=True)
class Right:
    """What each request gets when nothing else is asked, and the seconds of the slowest."""

    bodies: Mapping[tuple[str, bytes | None], bytes]
    slowest: float


@dataclass(frozen=True, slots=True)
class Done:
    """A request that came back, `at` seconds after the load began; status 0 if it did not."""

    at: float
    status: int
    seconds: float
    retry_after: str
    is_right: bool
    problem: bytes  # what was said instead of an answer


def right_answers(server: Served, wanted: Sequence[Wanted]) -> Right:
    """Send each request twice, one by one: the first finds nothing in memory."""
    bodies: dict[tuple[str, bytes | None], bytes] = {}
    slowest = 0.0
    for each in (*wanted, *wanted):
        got = ask(server, each)
        assert got.status == 200, (each.path, got)
        body = bodies.setdefault((each.path, each.body), lasting(got.body))
        assert body == lasting(got.body), each.path
        slowest = max(slowest, got.seconds)
    return Right(bodies, slowest)


def press(
    server: Served,
    wanted: Sequence[Wanted],
    right: Right,
    clients: int,
    seconds: float,
    every: float = 0.0,
    look: Callable[[float], None] = lambda _at: None,
) -> list[Done]:
    """Send the requests in turn for so many seconds, each client one after the other.

    A client begins a request `every` so many seconds, or when it has the last one's response if
    that takes longer. `look` is told the seconds gone by, about once a second.
    """
    begun, numbers = monotonic(), count()

    def client() -> list[Done]:
        done = []
        while (now := monotonic()) - begun < seconds:
            done.append(_sent(server, wanted[next(numbers) % len(wanted)], right, begun))
            sleep(max(0.0, now + every - monotonic()))
        return done

    with ThreadPoolExecutor(clients) as threads:
        found = [threads.submit(client) for _ in range(clients)]
        while monotonic() - begun < seconds:
            look(monotonic() - begun)
            sleep(1.0)
        return [each for one in found for each in one.result()]


def flood(
    server: Served,
    wanted: Sequence[Wanted],
    right: Right,
    rate: float,
    seconds: float,
    afterwards: Callable[[], None] = lambda: None,
) -> list[Done]:
    """Send so many requests a second in turn, whether those before are answered or not.

    `afterwards` is called when the last one is sent, while some are still being answered.
    """
    begun = monotonic()
    with ThreadPoolExecutor(_MOST_AT_ONCE) as threads:
        found = []
        for number in range(max(1, round(rate * seconds))):
            sleep(max(0.0, begun + number / rate - monotonic()))
            each = wanted[number % len(wanted)]
            found.append(threads.submit(_sent, server, each, right, begun))
        afterwards()
        return [each.result() for each in found]


def _sent(server: Served, wanted: Wanted, right: Right, begun: float) -> Done:
    got = ask(server, wanted)
    return Done(
        monotonic() - begun,
        got.status,
        got.seconds,
        got.retry_after,
        lasting(got.body) == right.bodies[wanted.path, wanted.body],
        b"" if got.status == 200 else got.body,
    )


def is_refused(done: Done) -> bool:
    """Return whether a request was told that the service is busy, and when to come again."""
    is_busy = done.status == 503 and json.loads(done.problem)["code"] == "busy"
    return is_busy and done.retry_after.isdigit() and int(done.retry_after) > 0


def p95(done: Sequence[Done]) -> float:
    """Return the 95th percentile of the seconds, that of none being 0."""
    times = [each.seconds for each in done]
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else sum(times)

"""The queue in front of the answer function."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from tests.counts import tries
from web.guards.gate import BusyError, Gate


def test_as_many_as_may_enter_at_once_do_not_wait() -> None:
    gate = Gate(2, 0, 1.0)
    assert not gate.enter()
    assert not gate.enter()


def test_whoever_finds_the_queue_full_is_refused_at_once() -> None:
    gate = Gate(1, 0, 60.0)
    gate.enter()
    begun = monotonic()
    with pytest.raises(BusyError):
        gate.enter()
    assert monotonic() - begun < 30


def test_whoever_waits_too_long_is_refused_and_takes_no_place() -> None:
    gate = Gate(1, 1, 0.01)
    gate.enter()
    for _ in range(2):
        with pytest.raises(BusyError, match="too long"):
            gate.enter()
    gate.leave()
    assert not gate.enter()


def test_whoever_came_first_is_let_in_first() -> None:
    gate = Gate(1, 3, 60.0)
    gate.enter()
    order: list[int] = []

    def wait(number: int, begun: Event) -> None:
        begun.set()
        assert gate.enter()
        order.append(number)
        gate.leave()

    threads = []
    for number in range(3):
        begun = Event()
        threads.append(Thread(target=wait, args=(number, begun)))
        threads[-1].start()
        begun.wait()
        sleep(0.05)  # until it stands in the queue
    gate.leave()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2]


@pytest.mark.scale
def test_never_more_are_inside_than_may_be_and_all_places_are_free_in_the_end() -> None:
    gate, inside, most = Gate(3, 5, 0.002), set[int](), [0]

    def pass_through(number: int) -> bool:
        try:
            gate.enter()
        except BusyError:
            return False
        inside.add(number)
        most[0] = max(most[0], len(inside))
        sleep(0.001)
        inside.remove(number)
        gate.leave()
        return True

    with ThreadPoolExecutor(16) as threads:
        done = list(threads.map(pass_through, range(tries(300, 20_000))))
    assert any(done)
    assert most[0] <= 3
    for _ in range(3):
        assert not gate.enter()
    with pytest.raises(BusyError):
        gate.enter()

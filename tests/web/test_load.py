"""The service under load and while things happen to it: in processes of its own."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.counts import is_soak, tries
from tests.fakes import HashedWords
from tests.loading import flood, is_refused, p95, press, right_answers
from tests.served_processes import SECONDS, Got, asked_by_many, code_of, get, question, served
from tests.soak_requests import Wanted, ask
from web.collecting.building import build
from web.configuration.settings import Settings

pytestmark = pytest.mark.scale

TRIMMED = "# Lamps\n\nThe keeper trims the lamp at {when}. The pilot rings the bell at noon.\n"
WHEN = question("When does the keeper trim the lamp?")
BELL = question("When does the pilot ring the bell?")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return built(tmp_path / "data", "dusk")


def built(data: Path, when: str) -> Path:
    """Make the data folder hold a document that tells this hour."""
    folder = data.with_name("documents")
    folder.mkdir(exist_ok=True)
    (folder / "lamps.md").write_text(TRIMMED.format(when=when), encoding="utf-8")
    build(folder, data, HashedWords())
    return data


def test_at_three_times_what_it_carries_requests_are_answered_rightly_or_refused_as_busy(
    data: Path, record_property: Callable[[str, object], None]
) -> None:
    wanted = [Wanted("GET", WHEN), Wanted("GET", BELL)]
    seconds, recovered = tries(2, 60), list[float]()
    with served(data, pause=0.3) as server:
        quiet = right_answers(server, wanted)
        carried = press(server, wanted, quiet, Settings().questions_at_once, seconds)
        rate = len(carried) / max(each.at for each in carried)

        def recover() -> None:
            begun = monotonic()
            while (got := ask(server, wanted[0])).status != 200 or got.seconds > quiet.slowest * 2:
                assert monotonic() - begun < SECONDS
            recovered.append(monotonic() - begun - got.seconds)

        found = flood(server, wanted, quiet, 3 * rate, seconds, recover)
    assert {each.status for each in carried} == {200}
    answered = [each for each in found if each.status == 200]
    assert answered
    assert all(each.is_right for each in answered)
    assert all(is_refused(each) for each in found if each.status != 200)
    assert len(answered) < len(found)
    slower = p95(answered) / p95(carried)
    record_property(
        "figure",
        f"{len(answered)} of {len(found)} answered in {seconds} s at 3 times {rate:.1f} a second, "
        f"the 95th percentile {p95(answered):.3f} s is {slower:.2f} times that of the load it "
        f"carries; as fast as when quiet {recovered[0]:.2f} s later",
    )
    if is_soak():
        assert slower <= 2
        assert recovered[0] <= 5


def test_a_worker_that_is_killed_loses_its_own_requests_alone(data: Path) -> None:
    asked = [f"When does the keeper trim lamp {number}?" for number in range(8)]
    with served(data, pause=1.5, workers="2") as server:
        killed: list[int] = []

        def kill() -> None:
            until = monotonic() + 20
            while len(server.begun()) < len(asked) and monotonic() < until:
                sleep(0.02)
            killed.append(server.begun()[0][0])
            os.kill(killed[0], signal.SIGKILL)

        found = asked_by_many(server, len(asked), [question(each) for each in asked], kill)
        begun = server.begun()
        its_own = {text for process, text in begun if process == killed[0]}
        lost = {text for text, each in zip(asked, found, strict=True) if each.status != 200}
        assert lost == its_own
        after = asked_by_many(server, 4, [WHEN] * 8)
        assert {each.status for each in after} == {200}
        assert len(server.workers()) == 2


def test_a_restart_under_load_loses_no_request(data: Path) -> None:
    with served(data, pause=0.02, workers="2", questions_waiting="100") as server:
        before = set(server.workers())

        def restart() -> None:
            for _ in range(tries(1, 10)):
                sleep(0.5)
                server.process.send_signal(signal.SIGHUP)
                sleep(1.0)

        found = asked_by_many(server, 6, [WHEN] * tries(240, 6_000), restart)
        assert {each.body for each in found if each.status != 200} == set()
        assert len({each.body for each in found}) == 1
        until = monotonic() + 20
        while before & set(server.workers()) and monotonic() < until:
            sleep(0.1)
        assert not before & set(server.workers())


def test_a_new_generation_under_load_loses_no_request_and_mixes_none(data: Path) -> None:
    hours = ["dawn", "noon", "nine", "midnight"][: tries(2, 4)]
    with served(data, pause=0.02, workers="2", questions_waiting="100") as server:

        def change() -> None:
            for hour in hours:
                sleep(1.0)
                built(data, hour)
            sleep(1.5)  # a process looks for a new generation once a second

        def ask() -> list[Got]:
            return asked_by_many(server, 6, [WHEN] * tries(400, 6_000), change)

        found = [*ask(), get(server, WHEN)]
    assert {each.status for each in found} == {200}
    texts: dict[str, set[str]] = {}
    for each in found:
        answer = json.loads(each.body)
        texts.setdefault(answer["generation"], set()).add(answer["text"])
        (part,) = answer["citations"][0]["parts"]
        assert part["quote"] in answer["text"]
    assert all(len(of_one) == 1 for of_one in texts.values())
    assert len(texts) > 1
    assert hours[-1] in json.loads(found[-1].body)["text"]


def test_at_the_end_it_is_not_ready_and_finishes_what_is_begun(data: Path) -> None:
    with served(data, pause=2.0, drain_seconds="2") as server:

        def end() -> None:
            until = monotonic() + 20
            while not server.begun() and monotonic() < until:
                sleep(0.02)
            server.process.send_signal(signal.SIGTERM)
            sleep(0.5)
            ready = get(server, "/readyz")
            assert (ready.status, code_of(ready)) == (503, "not-ready")
            assert get(server, "/healthz").status == 200

        (found,) = asked_by_many(server, 1, [WHEN], end)
        assert found.status == 200
        assert server.process.wait(timeout=30) == 0


def test_what_does_not_end_in_time_is_cut_off(data: Path) -> None:
    with served(data, pause=40.0, shutdown_seconds="1") as server:

        def end() -> None:
            until = monotonic() + 20
            while not server.begun() and monotonic() < until:
                sleep(0.02)
            server.process.send_signal(signal.SIGTERM)

        (found,) = asked_by_many(server, 1, [WHEN], end)
        assert found.status == 0
        server.process.wait(timeout=30)


def test_the_figures_are_those_of_all_workers_together(data: Path) -> None:
    with served(data, pause=0.05, workers="2") as server:
        asked_by_many(server, 8, [WHEN] * 40)
        assert len({process for process, _ in server.begun()}) == 2
        for _ in range(8):
            lines = get(server, "/metrics").body.decode().splitlines()
            assert 'pincite_answers_total{kind="span"} 40.0' in lines
            for stage in ("answer", "retrieving", "dense", "lexical", "reading", "composing"):
                assert f'pincite_stage_seconds_count{{stage="{stage}"}} 40.0' in lines
            assert "pincite_queue_length 0.0" in lines
            assert any(line.startswith("pincite_index_info{generation=") for line in lines)


def test_the_length_of_the_queue_is_that_of_all_workers_together(data: Path) -> None:
    waiting: list[tuple[float, int]] = []
    limits = {"workers": "2", "questions_at_once": "1", "questions_waiting": "9"}
    with served(data, pause=2.0, **limits) as server:

        def look() -> None:
            until = monotonic() + 20
            while (not waiting or waiting[-1][0] != waiting[-1][1]) and monotonic() < until:
                sleep(0.05)
                lines = get(server, "/metrics").body.decode().splitlines()
                (line,) = [each for each in lines if each.startswith("pincite_queue_length ")]
                waiting.append((float(line.split()[1]), 6 - len(server.begun())))

        asked_by_many(server, 6, [WHEN] * 6, look)
    assert waiting[-1][0] == waiting[-1][1] >= 3

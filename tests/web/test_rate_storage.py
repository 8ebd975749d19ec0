"""Requests counted in one place for all workers, and what becomes of the service without it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask

from corpus.errors import SettingsError
from qa.answer import Answer, AnswerKind
from tests.fakes import HashedWords
from tests.qa_helpers import Shelf, build, parsed
from tests.redis_server import redis_server
from tests.served_processes import Got, asked_by_many, question, served
from tests.web_helpers import Collection, Prepared
from web.app import create_app
from web.configuration.settings import Settings
from web.guards.limits import check_storage

ASKED = question("When does the keeper trim the lamp?")
PASSED_ON = {"X-Forwarded-For": "203.0.113.7"}
LIMITS = {"workers": "2", "rate_per_address": "30 per hour", "questions_waiting": "100"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    text = "# Lamps\n\nThe keeper trims the lamp at dusk.\n"
    return build(tmp_path / "collection", {"lamps.md": text}, embedder=HashedWords())


def statuses(found: list[Got]) -> dict[int, int]:
    every = [each.status for each in found]
    return {status: every.count(status) for status in sorted(set(every))}


@pytest.mark.scale
def test_workers_that_count_in_one_place_grant_one_rate_together(
    data: Path, tmp_path: Path
) -> None:
    with (
        redis_server(tmp_path) as (address, _),
        served(data, pause=0.05, rate_storage=address, **LIMITS) as server,
    ):
        found = asked_by_many(server, 8, [ASKED] * 60, headers=PASSED_ON)
        assert len({process for process, _ in server.begun()}) == 2
    assert statuses(found) == {200: 30, 429: 30}


@pytest.mark.scale
def test_without_the_place_every_worker_counts_for_itself_and_none_fails(
    data: Path, tmp_path: Path
) -> None:
    with (
        redis_server(tmp_path) as (address, redis),
        served(data, pause=0.05, rate_storage=address, **LIMITS) as server,
    ):
        before = asked_by_many(server, 4, [ASKED] * 10, headers=PASSED_ON)
        redis.kill()
        redis.wait()
        found = asked_by_many(server, 8, [ASKED] * 90, headers=PASSED_ON)
    assert statuses(before) == {200: 10}
    assert set(statuses(found)) == {200, 429}
    assert 30 <= statuses(found)[200] <= 60


def counting_at(folder: Path, address: str) -> Flask:
    settings = Settings(
        folder, history_days=0, feedback=False, rate_per_address="3 per hour", rate_storage=address
    )
    service = Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND)))
    return create_app(settings, service)


def test_a_place_that_takes_connections_and_says_nothing_holds_nobody_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        app = counting_at(tmp_path, f"redis://127.0.0.1:{mute.getsockname()[1]}")
        begun = monotonic()
        found = [
            app.test_client().get("/api/documents", headers=PASSED_ON).status_code for _ in range(4)
        ]
        assert monotonic() - begun < 30
    app.extensions["keys"].close()
    assert found == [200, 200, 200, 429]


def test_requests_that_miss_the_place_at_the_same_time_are_answered(tmp_path: Path) -> None:
    def ask(_: int) -> int:
        return app.test_client().get("/api/documents", headers=PASSED_ON).status_code

    with socket.create_server(("127.0.0.1", 0)) as mute, ThreadPoolExecutor(8) as threads:
        app = counting_at(tmp_path, f"redis://127.0.0.1:{mute.getsockname()[1]}")
        found = list(threads.map(ask, range(8)))
        assert set(found) <= {200, 429}
        assert [ask(number) for number in range(4)][-1] == 429
    app.extensions["keys"].close()


def test_a_place_that_is_no_address_is_refused_without_its_password() -> None:
    with pytest.raises(SettingsError, match="no address of Redis") as refused:
        check_storage("redis://:hunter2@cache:port")
    assert "hunter2" not in str(refused.value)


def test_without_the_package_that_speaks_to_redis_the_service_does_not_start(data: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules['redis'] = None  # as where it is not installed\n"
        "from web.cli import main\n"
        "sys.exit(main(['serve']))"
    )
    chosen = {"PINCITE_DATA": str(data), "PINCITE_RATE_STORAGE": "redis://:hunter2@cache:6379"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **chosen},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert re.fullmatch(r"pincite: PINCITE_RATE_STORAGE .* `pip install redis`\.?\n", done.stderr)


def test_the_memory_of_the_process_is_always_there() -> None:
    check_storage("memory://")

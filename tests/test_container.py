"""The container file: what it copies is there, and what it runs works. It is not built here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qa.answer import Answer, AnswerKind
from tests.web_helpers import answering, serving
from web.configuration.settings import read_settings

ROOT = Path(__file__).parent.parent
FILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
LINES = [line.split(maxsplit=1) for line in FILE.splitlines() if line and line[0] != "#"]


def told(instruction: str) -> list[str]:
    return [" ".join(rest.split()) for name, rest in LINES if name == instruction]


def test_all_that_is_copied_is_there_and_not_ignored() -> None:
    copied = [name for line in told("COPY") for name in line.split()[:-1]]
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {"corpus", "index", "qa", "web", "requirements.txt"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert [name for name in copied if f"!{name}" not in allowed] == []


def test_the_torch_without_cuda_is_that_of_the_requirements() -> None:
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    (torch,) = re.findall(r"torch==\S+", FILE)
    assert torch in pinned


def test_it_runs_as_somebody_who_owns_the_data_alone() -> None:
    (user,) = told("USER")
    made = [line for line in told("RUN") if f"--uid 10001 {user}" in line]
    assert user != "root"
    assert f"chown {user}: /data" in made[0]
    after = FILE[FILE.index("USER") :]
    assert "RUN" not in after
    assert "COPY" not in after


def test_its_variables_are_settings() -> None:
    given = dict(each.split("=", 1) for each in told("ENV")[0].split())
    settings = read_settings(given)
    assert settings.data == Path(told("VOLUME")[0])
    assert settings.listen_port == int(told("EXPOSE")[0])
    assert settings.listen_host == "0.0.0.0"  # noqa: S104 - within the container


def test_the_signal_that_ends_it_reaches_the_service() -> None:
    assert told("STOPSIGNAL") == ["SIGTERM"]
    (entry,) = told("ENTRYPOINT")
    assert json.loads(entry) == ["pincite"]  # no shell between


@pytest.mark.parametrize("is_alive", [True, False])
def test_the_health_check_tells_whether_it_lives(*, is_alive: bool) -> None:
    (check,) = told("HEALTHCHECK")
    _, *arguments = json.loads(check.partition("CMD ")[2])
    app, _ = answering(Answer(AnswerKind.NOT_FOUND))
    with serving(app) as address:
        port = address.rpartition(":")[2] if is_alive else "1"
        variables = {**os.environ, "PINCITE_LISTEN_PORT": port}
        done = subprocess.run([sys.executable, *arguments], env=variables, capture_output=True)
    assert (done.returncode == 0) is is_alive

"""Every kind of attack on the command line, typed and as arguments."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.counts import tries
from tests.hostile_input import KINDS, hostile
from tests.qa_helpers import COLLECTION, build
from tests.served_processes import ROOT, SECONDS
from web.cli import main
from web.configuration.settings import Settings
from web.service import load_embedder

pytestmark = [pytest.mark.scale, pytest.mark.models]

TYPED = tries(1, 120)  # lines for each kind of attack; each is answered by the real models
ARGUMENTS = tries(1, 30)  # command lines for each kind of attack
_COMMANDS = (
    ("ask", "--document", "@", "--", "@"),
    ("search", "--", "@"),
    ("search", "--document", "@", "--", '"trims the lamp"'),
    ("search", "--limit", "@", "lamp"),
    ("structure", "--", "@"),
    ("verify", "--", "@"),
    ("describe", "--title", "@", "--", "@"),
    ("remove", "--", "@"),
    ("add", "--", "@"),
    ("documents", "--data", "@"),
    ("keys", "revoke", "--", "@"),
    ("evaluate", "--", "@"),
    ("settings", "--config", "@"),
    ("@",),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed") / "collection"
    return build(folder, COLLECTION, embedder=load_embedder(Settings()))


def drawn_lines(count: int, drawn: Random) -> list[bytes]:
    """Return lines of every kind of attack; none is blank, which would end a chat."""
    texts = [hostile(kind, drawn) for kind in KINDS for _ in range(count)]
    return [b"x" + text.replace(b"\n", b" ").replace(b"\r", b" ") for text in texts]


def test_every_line_that_is_typed_gets_an_answer_or_a_sentence(
    data: Path, record_property: Callable[[str, object], None]
) -> None:
    lines = drawn_lines(TYPED, Random(1))  # noqa: S311 - no secret
    done = subprocess.run(
        [sys.executable, "-m", "web.cli", "chat", "--json", "--data", data],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},  # as in most languages
        input=b"".join(line + b"\n" for line in lines),
        capture_output=True,
        timeout=tries(SECONDS, 1_800),
    )
    told = done.stderr.decode("utf-8").splitlines()
    assert done.returncode == 0, told[-3:]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(line.startswith("pincite: ") for line in told)
    assert len(answers) + len(told) == len(lines)
    record_property("figure", f"{len(lines)} lines: {len(answers)} answers, {len(told)} sentences")


def typed(command: tuple[str, ...], attack: bytes) -> list[str]:
    """Return a command line with the attack in it, as Python gets it from the system."""
    text = os.fsdecode(attack.replace(b"\x00", b"")[:60_000])
    return [text if each == "@" else each for each in command]


@pytest.mark.parametrize("kind", KINDS)
def test_no_argument_makes_a_command_fail(
    data: Path,
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PINCITE_DATA", str(data))
    drawn, statuses = Random(kind), dict[int, int]()  # noqa: S311 - no secret
    first = list(KINDS).index(kind)  # so that a few command lines are not all of one command
    for number in range(first, first + ARGUMENTS):
        command = _COMMANDS[number % len(_COMMANDS)]
        arguments = typed(command, hostile(kind, drawn))
        try:
            status = main(arguments)
        except SystemExit as ended:  # how argparse refuses
            status = int(ended.code or 0)
        assert status in (0, 1, 2), arguments
        statuses[status] = statuses.get(status, 0) + 1
        shown, told = capfdbinary.readouterr()
        assert b"Traceback" not in shown + told
        assert b"root:x:0" not in shown + told
    record_property("figure", f"{ARGUMENTS} command lines, exit statuses {statuses}")

"""Every command that README.md and docs/ show does what they say."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from corpus.loading.folder import SHIPPED_DOCUMENTS
from tests.shown_commands import ROOT, Block, Workplace, blocks, commands_in_sentences, workplace
from tests.web_helpers import serving
from web.app import create_app
from web.cli import parser
from web.collecting.building import build
from web.configuration.settings import Settings
from web.service import load_embedder, opened

NOT_RUN = {
    "git clone": "the address is not known before the project is published",
    "make run": "serves until it is interrupted; tests/web/test_serving.py starts the server",
    "python3.11 -m venv": "installs",
    ".venv/bin/pip install": "installs",
    "touch .venv/.installed": "belongs to the installation",
    "curl http://127.0.0.1:8000/api/v1/documents -": "tests/web/test_changes.py sends files",
    "make abstention": "takes a quarter of an hour; its command is tested in test_measuring.py",
    "docker": "needs a container engine; tests/test_container.py looks at the file",
    "make certify": "takes questions that are no part of the project",
    "pincite gold": "tests/evaluation/test_docs_evaluating.py runs it over documents of its own",
    "pincite evaluate gold.csv": "tests/evaluation/test_docs_evaluating.py runs it, too",
}
# What a word stands for that is a placeholder where a command is told within a sentence.
PLACEHOLDERS = {
    "FILE": "file",
    "FOLDER": "folder",
    "ID": "id",
    "PORT": "8001",
    "SEED": "1",
    "STORE": "folder",
    "DOCUMENT": "id",
    "FILE|FOLDER…": "file",
    "FOLDER…": "folder",
    "ID…": "id",
    "…": "text",
}


def is_run(command: str) -> bool:
    return not command.startswith(tuple(NOT_RUN))


RUN = [each for each in blocks() if each.language != "python" and any(map(is_run, each.commands))]
PYTHON = [each for each in blocks() if each.language == "python"]
TOLD = sorted(set(commands_in_sentences()))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    return workplace(tmp_path_factory.mktemp("shown"))


@pytest.fixture(scope="module")
def address(place: Workplace) -> Iterator[str]:
    settings = Settings(data=place.folder / "data")
    embedder = load_embedder(settings)
    build(SHIPPED_DOCUMENTS, settings.data, embedder)
    with opened(settings, embedder) as pincite:
        app = create_app(settings, pincite)
        with serving(app) as address:
            yield address
        app.extensions["history"].close()


@pytest.mark.models
@pytest.mark.parametrize("block", RUN, ids=lambda block: f"{block.page}: {block.commands[0]}")
def test_a_block_of_commands_runs_and_prints_what_it_shows(
    block: Block, place: Workplace, address: str
) -> None:
    script = "\n".join(filter(is_run, block.commands))
    done = place.run(re.sub(r"\bcurl ", "curl --fail-with-body -sS ", script), address)
    assert done.returncode == 0, done.stderr + done.stdout
    assert done.stdout.strip()
    if all(map(is_run, block.commands)):
        assert block.printed in done.stdout


@pytest.mark.models
@pytest.mark.parametrize("block", PYTHON, ids=lambda block: block.page)
def test_a_block_of_python_runs(block: Block, place: Workplace, address: str) -> None:
    done = place.run(shlex.join([sys.executable, "-c", block.commands[0]]), address)
    assert done.returncode == 0, done.stderr


def test_what_is_not_run_is_shown_somewhere() -> None:
    shown = [command for block in blocks() for command in block.commands]
    idle = [start for start in NOT_RUN if not any(each.startswith(start) for each in shown)]
    assert idle == []


@pytest.mark.parametrize(("page", "command"), TOLD, ids=lambda value: value)
def test_a_command_within_a_sentence_can_be_typed(page: str, command: str) -> None:
    program, *words = shlex.split(command)
    if program == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
        assert words[0] in targets, page
        assert all("=" in word for word in words[1:]), page
        return
    typed = [PLACEHOLDERS.get(word, word) for word in words]
    # A command that is only named needs no arguments to exist.
    with pytest.raises(SystemExit) if len(typed) == 1 else nullcontext() as ended:
        parser().parse_args(typed if len(typed) > 1 else [*typed, "--help"])
    assert ended is None or ended.value.code == 0

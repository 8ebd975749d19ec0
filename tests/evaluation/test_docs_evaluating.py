"""The page about questions of one's own is true: its files are written, its commands run."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from qa.evaluation.faults import Fault
from qa.evaluation.gold_files import gold_in, write_gold
from qa.evaluation.gold_table import COLUMNS
from tests.evaluation_helpers import ROOT
from web.cli import main

PAGE = (ROOT / "docs" / "evaluating.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rivers").mkdir()
    (tmp_path / "rivers" / "rivers.md").write_text(block("markdown"), encoding="utf-8")
    (tmp_path / "gold.csv").write_text(block("csv"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PINCITE_DATA", str(tmp_path / "data"))
    return tmp_path


def run(command: str) -> int:
    program, *arguments = shlex.split(command)
    assert program == "pincite"
    return main(arguments)


@pytest.mark.models
def test_every_command_of_the_page_does_what_it_says(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = re.findall(r"\$ (pincite .*)\n(?:```|(.*)\n)", PAGE)
    assert len(shown) == 3
    for command, output in shown:
        assert run(command) == 0
        assert output in capsys.readouterr().out
    assert "3 came out right" in (folder / "report.html").read_text(encoding="utf-8")
    drafts = gold_in(folder / "drafts.csv")
    assert [each.answers for each in drafts.questions] == [
        ("Glomma and Laagen Water Users Association",)
    ]
    assert run("pincite evaluate drafts.csv --documents rivers") == 2
    assert "only suggested" in capsys.readouterr().err
    assert run("pincite gold suggest drafts.csv --documents rivers") == 2
    assert "drafts.csv is there already" in capsys.readouterr().err


@pytest.mark.models
def test_figures_are_printed_and_written_as_json_under_the_names_of_the_page(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "evaluate gold.csv --documents rivers"
    assert run(f"pincite {asked} --predictions a.jsonl --json figures.json") == 0
    printed = capsys.readouterr().out
    assert run(f"pincite {asked} --predictions b.jsonl --json -") == 0
    (scored,) = read_as_json(capsys.readouterr().out)
    answerable = scored["groups"][0]["refusals"]["answerable"]
    assert f"{answerable['name']}: {answerable['mean']:.3f} of {answerable['n']}" in printed
    (written,) = read_as_json((folder / "figures.json").read_text(encoding="utf-8"))
    assert written["groups"] == scored["groups"]
    spoilt = (folder / "b.jsonl").read_text(encoding="utf-8").replace("621 km", "622 km")
    (folder / "b.jsonl").write_text(spoilt, encoding="utf-8")
    assert run("pincite compare a.jsonl b.jsonl --gold gold.csv --documents rivers --json -") == 0
    (compared,) = read_as_json(capsys.readouterr().out)
    worse = {each["measure"]: each["worse"] for each in compared["differences"]}
    assert [each["question"] for each in worse["containment"]] == ["How long is the Glomma?"]
    section = PAGE.partition("## Figures for programs")[2].partition("\n## ")[0]
    assert names_in(scored) | names_in(compared) <= set(re.findall(r"`(\w+)`", section))


def read_as_json(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def names_in(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(names_in, value))
    if isinstance(value, dict):
        return set(value).union(*map(names_in, value.values()))
    return set()


def test_a_check_tells_everything_that_is_wrong_and_ends_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = folder / "gold.csv"
    wrong = "How deep?,5 m,rivers,It is 5 m deep.,\nWhere?,Oslo,,The Glomma,\n"
    more = "How far?,10 km,rivers,The Glomma is 621 km long.,\n"
    table.write_text(block("csv") + wrong + more, encoding="utf-8")
    assert run("pincite gold check gold.csv --documents rivers") == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("gold.csv, line 6, column 'document' is empty")
    assert told[1].startswith("line-5: the quote 'It is 5 m deep.' does not stand in 'rivers'")
    assert told[2] == "line-7 is doubtful: no gold quote holds an accepted answer"
    assert told[3].endswith("; 2 to correct")


def test_every_column_and_every_fault_is_told_of() -> None:
    first_cells = re.findall(r"^\| (.*?) \|", PAGE, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(first_cells))) == set(COLUMNS)
    assert set(Fault) <= set(first_cells)


def test_the_table_of_the_page_is_written_as_it_is_read(folder: Path) -> None:
    gold = gold_in(folder / "gold.csv").questions
    write_gold(folder / "again.jsonl", gold)
    assert gold_in(folder / "again.jsonl").questions == gold

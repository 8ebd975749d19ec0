"""The commands that measure confidence, over a collection written for the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.evaluation.gold_files import read_gold, write_gold
from tests.cli.test_cli import pincite
from tests.evaluation_helpers import gold_question, unanswerable

pytestmark = pytest.mark.models

GOLD = (
    gold_question(
        "river-1",
        type="number",
        question="How long is the Glomma?",
        answers=["621 km"],
        evidence=[("rivers", "The Glomma is 621 km long.")],
    ),
    unanswerable("river-2"),
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("waters")
    (folder / "rivers.md").write_text("# Rivers\n\n## Glomma\n\nThe Glomma is 621 km long.\n")
    (folder / "lakes.md").write_text("# Lakes\n\n## Mjøsa\n\nLake Mjøsa is 449 metres deep.\n")
    write_gold(folder / "gold.jsonl", GOLD)
    return folder


def test_certify_prints_the_bounds_and_writes_them(documents: Path, tmp_path: Path) -> None:
    written = tmp_path / "certificate.json"
    run = pincite(
        *("certify", str(documents / "gold.jsonl"), "--documents", str(documents)),
        *("--share", "0.3", "--threshold", "0.42", "--json", str(written)),
        data=tmp_path / "data",
    )
    assert run.returncode == 0, run.stderr
    (marked,) = [line for line in run.stdout.splitlines() if line.startswith("* ")]
    assert "0.420" in marked
    record = json.loads(written.read_text())
    assert record["share"] == 0.3
    assert len(record["certificates"]) == 21


def test_abstention_writes_what_it_asks_and_the_folds(documents: Path, tmp_path: Path) -> None:
    run = pincite(
        *("abstention", str(documents / "gold.jsonl"), "--documents", str(documents)),
        *("--left-out", "--twins", "3", "--write", str(tmp_path / "made")),
        data=tmp_path / "data",
    )
    assert run.returncode == 0, run.stderr
    assert "answerable and left-out: 1 answerable, 1 unanswerable" in run.stdout
    twins = read_gold(tmp_path / "made" / "twins.jsonl")
    lines = (tmp_path / "made" / "folds.jsonl").read_text().splitlines()
    folds = {record["id"]: record["fold"] for record in map(json.loads, lines)}
    assert {twin.id for twin in twins} < set(folds)
    assert folds["river-1-left-out"] == folds["river-1"]


@pytest.mark.parametrize("share", ["2", "some"])
def test_a_share_that_is_none_is_refused(share: str, tmp_path: Path) -> None:
    run = pincite("certify", "gold.jsonl", "--share", share, data=tmp_path / "data")
    assert run.returncode == 2
    assert "not a number from 0 to 1" in run.stderr

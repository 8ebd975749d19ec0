"""What a person learns of a collection, and how many questions are asked at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_cli import QUESTION, pincite
from tests.index_helpers import generation_of

pytestmark = pytest.mark.models

OF_THE_INSTALLATION = ("version", "embedder", "reranker", "reader", "verifier", "collection")
MANIFEST = """\
[[document]]
file = "lakes.md"
title = "Lakes"
issuer = "Survey"
date = "2019-03"
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rivers")
    (folder / "rivers.md").write_text("# Rivers\n\nThe Glomma is 621 km long.\n")
    (folder / "lakes.md").write_text("# Lakes\n\nLake Mjøsa is 449 metres deep.\n")
    (folder / "manifest.toml").write_text(MANIFEST)
    data = tmp_path_factory.mktemp("collection") / "data"
    built = pincite("build", str(folder), data=data)
    assert built.returncode == 0, built.stderr
    return data


@pytest.mark.parametrize("arguments", [["ask", "-"], ["ask"]])
def test_every_line_of_standard_input_is_answered_by_a_line_of_json(
    arguments: list[str], data: Path
) -> None:
    shown = pincite(*arguments, data=data, input=f"{QUESTION}\n\nHow deep is Lake Mjøsa?\n")
    found = [json.loads(line)["citations"][0]["document"] for line in shown.stdout.splitlines()]
    assert found == ["rivers", "lakes"]
    assert shown.returncode == 0


def test_lines_are_asked_in_the_document_that_is_named(data: Path) -> None:
    shown = pincite("ask", "-", "--document", "lakes", data=data, input=f"{QUESTION}\n")
    assert json.loads(shown.stdout)["kind"] == "not_found"


def test_the_documents_are_listed_by_id(data: Path) -> None:
    shown = pincite("documents", data=data)
    assert shown.stdout == "lakes; Lakes; Survey; 2019-03\nrivers; Rivers\n"
    listed = json.loads(pincite("documents", "--json", data=data).stdout)
    assert [each["id"] for each in listed["documents"]] == ["lakes", "rivers"]
    assert listed["generation"]


def test_the_doctor_finds_a_whole_installation_well(data: Path) -> None:
    found = json.loads(pincite("doctor", "--json", data=data).stdout)["findings"]
    well = {each["name"]: each["is_well"] for each in found}
    assert {name: well[name] for name in OF_THE_INSTALLATION} == dict.fromkeys(
        OF_THE_INSTALLATION, True
    )


def test_the_doctor_says_what_to_do_about_what_is_missing(tmp_path: Path) -> None:
    shown = pincite("doctor", data=tmp_path / "nothing")
    assert shown.returncode == 1
    assert "not ok  collection: There is no collection" in shown.stdout
    assert "pincite build" in shown.stdout


def test_the_doctor_repairs_a_damaged_collection(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    damaged = generation_of(copy) / "vectors.faiss"
    damaged.write_bytes(b"")
    assert str(damaged) in pincite("doctor", data=copy).stdout.replace("\n        ", "")
    shown = pincite("doctor", "--repair", data=copy)
    assert f"made again: {damaged}" in shown.stderr
    assert "ok      collection: " in shown.stdout
    assert pincite("ask", QUESTION, data=copy).stdout.startswith("621 km")


def test_the_doctor_says_why_texts_cannot_be_repaired(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    (generation_of(copy) / "catalogue.sqlite").unlink()
    shown = pincite("doctor", "--repair", data=copy)
    assert shown.returncode == 2
    assert "read the files again" in shown.stderr

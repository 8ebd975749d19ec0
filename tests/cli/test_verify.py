"""`pincite verify` as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import QUESTION, pincite

pytestmark = pytest.mark.models

RIVERS = "# Rivers of Norway\n\nThe Glomma is 621 km long. It ends at Fredrikstad.\n"


def collection(folder: Path, text: str) -> Path:
    """Return the data folder of a collection of one text."""
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    (documents / "rivers.md").write_text(text)
    assert pincite("build", str(documents), data=folder / "data").returncode == 0
    return folder / "data"


def test_an_answer_is_verified_after_each_edition(tmp_path: Path) -> None:
    data = collection(tmp_path, RIVERS)
    answer = pincite("ask", "--json", QUESTION, data=data).stdout
    saved = tmp_path / "answer.json"
    saved.write_text(answer)
    same = pincite("verify", str(saved), data=data)
    assert (same.returncode, same.stdout.split()[0]) == (0, "same")

    collection(tmp_path, RIVERS.replace("# Rivers", "# All the rivers"))
    moved = pincite("verify", "-", data=data, input=answer)
    assert (moved.returncode, moved.stdout.split()[0]) == (0, "moved")

    collection(tmp_path, RIVERS.replace("621", "623"))
    changed = pincite("verify", "-", "--json", data=data, input=answer)
    assert changed.returncode == 1
    (part,) = json.loads(changed.stdout)["answers"][0]["citations"][0]["parts"]
    assert part["now"]["quote"] == "The Glomma is 623 km long."

    collection(tmp_path, "# Rivers of Norway\n\nThe Tana forms the border.\n")
    gone = pincite("verify", str(saved), data=data)
    assert (gone.returncode, gone.stdout.split()[0]) == (1, "gone")


@pytest.mark.parametrize("given", ["", "{", "[]"])
def test_what_is_no_answer_is_status_2_and_one_sentence(given: str, tmp_path: Path) -> None:
    shown = pincite("verify", "-", data=tmp_path, input=given)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith("pincite: ")
    assert shown.stderr.count("\n") == 1

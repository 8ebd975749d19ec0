"""The command line as a person uses it: the installed program in a process of its own."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editions_helpers import EDITIONS
from tests.editions_helpers import QUESTION as OF_EDITIONS

pytestmark = pytest.mark.models

QUESTION = "How long is the Glomma?"


def pincite(*arguments: str, data: Path, input: str = "") -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("pincite")
    environment = {**os.environ, "PINCITE_DATA": str(data)}
    return subprocess.run(
        [program, *arguments], input=input, capture_output=True, text=True, env=environment
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rivers")
    (folder / "rivers.md").write_text(
        "# Rivers of Norway\n\n"
        "## The Glomma\n\nThe Glomma is 621 km long. It ends at Fredrikstad.\n\n"
        "## The Tana\n\nThe Tana forms the border with Finland.\n"
    )
    return folder


@pytest.fixture(scope="module")
def data(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("collection") / "data"
    assert pincite("build", str(folder), data=data).returncode == 0
    return data


def test_an_answer_shows_the_sentence_and_its_place(data: Path) -> None:
    shown = pincite("ask", QUESTION, data=data)
    assert shown.stdout == (
        "621 km\n\n"
        "The Glomma is 621 km long.\n\n"
        "[1] Rivers of Norway › The Glomma\n"
        "    rivers, characters 35–61\n"
    )
    assert shown.returncode == 0


def test_json_holds_the_quote_at_its_offsets(data: Path, folder: Path) -> None:
    answer = json.loads(pincite("ask", "--json", QUESTION, data=data).stdout)
    (part,) = answer["citations"][0]["parts"]
    assert part["quote"] == "The Glomma is 621 km long."
    text = (folder / "rivers.md").read_text()
    assert text[part["start"] : part["end"]] == part["quote"]


def test_rows_of_an_answer_are_printed_as_csv_and_as_json(data: Path) -> None:
    question = "Where is the Glomma mentioned?"
    items = json.loads(pincite("ask", "--json", question, data=data).stdout)["items"]
    printed = pincite("ask", "--rows", "csv", question, data=data).stdout.removeprefix("\ufeff")
    cells = [row["text"] for row in csv.DictReader(io.StringIO(printed))]
    rows = json.loads(pincite("ask", "--rows", "json", question, data=data).stdout)["rows"]
    assert cells == [row["text"] for row in rows] == [item["text"] for item in items] != []


def test_a_search_shows_every_place_and_where_it_is(data: Path, folder: Path) -> None:
    shown = pincite("search", '"the  glomma"', data=data)
    assert shown.stdout == (
        "2 places in 1 document\n\n"
        "  [The Glomma]\n"
        "[1] Rivers of Norway › The Glomma\n"
        "    rivers, characters 23–33\n\n"
        "  [The Glomma] is 621 km long.\n"
        "[2] Rivers of Norway › The Glomma\n"
        "    rivers, characters 35–45\n"
    )
    found = json.loads(pincite("search", "--json", "--offset", "1", "glomma", data=data).stdout)
    (part,) = found["hits"][0]["citation"]["parts"]
    assert (folder / "rivers.md").read_text()[part["start"] : part["end"]] == "Glomma"
    assert found["total"] == 2


def test_a_chat_answers_line_by_line_and_remembers(data: Path) -> None:
    shown = pincite("chat", "--json", data=data, input=f"{QUESTION}\nAnd where does it end?\n")
    first, second = (json.loads(line) for line in shown.stdout.splitlines())
    assert first["understood_as"] == QUESTION
    assert second["understood_as"] == "Where does the Glomma end?"


def test_a_chat_stays_in_the_editions_of_the_day_that_it_is_asked_as_of(
    tmp_path: Path,
) -> None:
    texts, data = tmp_path / "texts", tmp_path / "data"
    texts.mkdir()
    for name, text in EDITIONS.items():
        (texts / name).write_text(text)
    assert pincite("build", str(texts), data=data).returncode == 0
    typed = f"{OF_EDITIONS}\nAnd who keeps the register?\n"
    shown = pincite("chat", "--json", "--as-of", "2016-01-01", data=data, input=typed)
    answers = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [each["as_of"] for each in answers] == ["2016-01-01"] * 2
    cited = {citation["document"] for each in answers for citation in each["citations"]}
    assert cited == {"rules-2015"}


def test_a_chat_survives_a_question_that_is_refused(data: Path) -> None:
    shown = pincite("chat", data=data, input=f"{'a' * 2001}\n{QUESTION}\n")
    assert "the question has 2001 characters" in shown.stderr
    assert shown.stdout.startswith("621 km\n\nThe Glomma is 621 km long.")


def test_a_chat_answers_what_is_typed_in_another_encoding(data: Path) -> None:
    program = Path(sys.executable).with_name("pincite")
    done = subprocess.run(
        [program, "chat", "--data", data],
        input=b"How long is the Glomma \xe9?\n",
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"},
    )
    assert b"The Glomma is 621 km long." in done.stdout
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", ""], "the question is empty"),
        (
            ["ask", "--document", "lakes", QUESTION],
            "no document is called 'lakes'; there are rivers",
        ),
        (["ask", "--questions", "no-such-file"], "no-such-file cannot be read"),
        (["ask", "--rows", "csv", QUESTION], "is of the kind span and has no items"),
        (["ask", "--rows", "csv", "--explain", QUESTION], "--rows goes with one question"),
        (["ask", "--rows", "csv", "--questions", "-"], "--rows goes with one question"),
        (["chat", "--as-of", "2016"], "as_of is '2016'; give a date like 2025-12-31"),
        (["chat", "--document", "lakes"], "no document is called 'lakes'; there are rivers"),
        (["build", "no-such-folder"], "no-such-folder is not a folder"),
        (["evaluate", "no-such-file"], "no-such-file"),
        (["search", "--document", "lakes", "Glomma"], "no document is called 'lakes'"),
        (["search", "—"], "there is no word to look for"),
        (["search", "--limit", "0", "Glomma"], "the limit is 0; give a number from 1 to 100"),
        (["structure", "lakes"], "no document is called 'lakes'"),
        (["verify", "no-such-file"], "no-such-file cannot be read"),
        (["feedback", "--data", "no-such-folder"], "There is no data folder no-such-folder"),
    ],
)
def test_an_error_is_one_sentence_and_status_2(
    arguments: list[str], message: str, data: Path
) -> None:
    shown = pincite(*arguments, data=data)
    assert shown.returncode == 2
    assert shown.stdout == ""
    assert shown.stderr.startswith("pincite: ")
    assert shown.stderr.count("\n") == 1
    assert message in shown.stderr


def test_asking_before_building_names_the_command_to_run(tmp_path: Path) -> None:
    shown = pincite("ask", QUESTION, data=tmp_path / "nothing")
    assert shown.returncode == 2
    assert "pincite build" in shown.stderr


def test_a_reader_that_goes_away_is_no_error(data: Path) -> None:
    program = Path(sys.executable).with_name("pincite")
    piped = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", f"{program} ask '{QUESTION}' | true"],
        capture_output=True,
        text=True,
        env={**os.environ, "PINCITE_DATA": str(data)},
    )
    assert piped.stderr == ""


def test_gold_questions_about_other_documents_are_refused(data: Path) -> None:
    shown = pincite("evaluate", data=data)
    assert shown.returncode == 2
    assert shown.stderr.startswith("pincite: ")
    assert shown.stderr.count("\n") == 1


def test_evaluating_over_another_folder_leaves_the_collection_alone(
    data: Path, tmp_path: Path
) -> None:
    lakes = tmp_path / "lakes"
    lakes.mkdir()
    (lakes / "lakes.txt").write_text("Lakes\n\nLake Mjøsa is 449 metres deep.\n")
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        json.dumps(
            {
                "id": "lake-001",
                "type": "number",
                "question": "How deep is Lake Mjøsa?",
                "history": [],
                "answers": ["449 metres"],
                "items": [],
                "evidence": [
                    {"doc": "lakes", "quote": "Lake Mjøsa is 449 metres deep.", "section": "Lakes"}
                ],
                "answerable": True,
            }
        )
    )
    before, after = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    for path in (before, after):
        run = pincite(
            "evaluate", str(gold), "--documents", str(lakes), "--predictions", str(path), data=data
        )
        assert run.returncode == 0, run.stderr
    assert "containment         n    1  1.000" in run.stdout
    same = pincite(
        "compare",
        str(before),
        str(after),
        "--gold",
        str(gold),
        "--documents",
        str(lakes),
        data=data,
    )
    assert same.returncode == 0, same.stderr
    assert "better:" not in same.stdout
    assert pincite("ask", QUESTION, data=data).stdout.startswith("621 km")


def test_the_default_models_load_neither_torch_nor_transformers(data: Path) -> None:
    code = (
        "import sys, web.cli; web.cli.main(['ask', 'How long is the Glomma?']);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PINCITE_DATA": str(data)},
        check=True,
    )
    assert shown.stdout.splitlines()[-1] == "[]"

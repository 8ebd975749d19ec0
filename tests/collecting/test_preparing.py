"""Vectors made beforehand, by processes that may die, and what a collection takes of them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.loading.folder import LARGEST_FILE, SourceFile, list_folder
from corpus.loading.formats import PlainText
from index.prepared.documents import PreparedDocuments
from index.prepared.vectors import PreparedEmbedder, PreparedVectors
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, collector, contents, write
from tests.counts import tries
from tests.dying import Fatal
from tests.fakes import CountingWords, HashedWords
from tests.forked import PROCESSES
from web.cli import main
from web.collecting.cutting import Cutting
from web.collecting.preparing import Part, Prepared, Preparing, of_part

# The pools fork from the same process as those of other tests, which has all loaded.
assert PROCESSES.get_start_method() == "forkserver"
TEXTS = {"harbours.txt": HARBOURS, "lakes.txt": LAKES, "rivers.txt": RIVERS}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def preparing(store: Path) -> Preparing:
    return Preparing(store, HashedWords, LARGEST_FILE, Cutting())


def files(tmp_path: Path, texts: dict[str, str] = TEXTS) -> tuple[SourceFile, ...]:
    return list_folder(write(tmp_path / "reports", texts), (PlainText(),))


def prepared(
    preparing: Preparing, given: Sequence[SourceFile], processes: int = 1
) -> list[Prepared]:
    return sorted(preparing.prepare(given, processes), key=lambda each: each.path)


def test_a_vector_is_found_by_its_text_for_the_model_that_made_it(store: Path) -> None:
    texts, model = ["a lamp", "a bell"], HashedWords()
    PreparedVectors(store, model).put(texts, model.embed_passages(texts))
    found = PreparedVectors(store, model).get(["a bell", "a gate", "a lamp"])
    assert {text: vector.tobytes() for text, vector in found.items()} == {
        text: model.embed_query(text).tobytes() for text in texts
    }
    assert PreparedVectors(store, HashedWords(name="other")).get(texts) == {}


def test_what_is_not_there_is_embedded_and_each_text_once(store: Path) -> None:
    model = CountingWords()
    PreparedVectors(store, model).put(["a lamp"], HashedWords().embed_passages(["a lamp"]))
    wanted = ["a bell", "a lamp", "a bell"]
    rows = PreparedEmbedder(model, PreparedVectors(store, model)).embed_passages(wanted)
    assert model.embedded == ["a bell"]
    assert np.array_equal(rows, HashedWords().embed_passages(wanted))


@pytest.mark.parametrize("ninths", range(9))
def test_a_file_that_was_cut_off_or_changed_counts_as_not_there(store: Path, ninths: int) -> None:
    model = HashedWords()
    PreparedVectors(store, model).put(["a lamp"], model.embed_passages(["a lamp"]))
    (file,) = store.rglob("*.npz")
    whole = file.read_bytes()
    opened = PreparedVectors(store, model)
    file.write_bytes(whole[: len(whole) * ninths // 9])
    assert opened.get(["a lamp"]) == {}
    assert PreparedVectors(store, model).get(["a lamp"]) == {}
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    file.write_bytes(changed)
    assert PreparedVectors(store, model).get(["a lamp"]) == {}


def test_what_was_prepared_makes_the_collection_that_adding_makes(
    tmp_path: Path, store: Path, preparing: Preparing
) -> None:
    given = files(tmp_path)
    assert [each.embedded for each in prepared(preparing, given, 2)] == [1, 1, 1]
    collector(tmp_path).add([tmp_path / "reports"])
    right = contents(tmp_path, "How long is the lake?")
    shutil.rmtree(tmp_path / "data")
    model = CountingWords()
    taking = PreparedEmbedder(model, PreparedVectors(store, model))
    documents = PreparedDocuments(store, Cutting().chunker)
    assert all(documents.get(each, each.read_bytes()) for each in given)
    adding = replace(collector(tmp_path), embedder=taking, cutting=Cutting(prepared=documents))
    adding.add([tmp_path / "reports"])
    assert model.embedded == []
    assert contents(tmp_path, "How long is the lake?") == right


def test_done_again_it_goes_on_where_it_was(tmp_path: Path, preparing: Preparing) -> None:
    given = files(tmp_path)
    prepared(preparing, given[:2])
    assert [(each.embedded, each.known) for each in prepared(preparing, given)] == [
        (0, 1),
        (0, 1),
        (1, 0),
    ]


@pytest.mark.scale
def test_a_process_that_dies_in_the_middle_costs_no_file(
    tmp_path: Path, preparing: Preparing
) -> None:
    texts = {
        f"{number:03}.txt": f"Gate {number}\n\nIt is shut.\n" for number in range(tries(9, 200))
    }
    given = files(tmp_path, texts)
    dying = replace(preparing, load=Fatal("Gate 5", tmp_path / "died"))
    found = prepared(dying, given, 2)
    assert (tmp_path / "died").exists()
    assert [(each.path, each.reason) for each in found] == [(each.path, "") for each in given]
    assert [each.known for each in prepared(preparing, given)] == [1] * len(given)


@pytest.mark.scale
def test_a_file_that_no_process_survives_is_told_of_and_keeps_no_other_out(
    tmp_path: Path, preparing: Preparing
) -> None:
    found = prepared(replace(preparing, load=Fatal("Femund")), files(tmp_path))
    assert [each.reason for each in found] == ["", "the process that read it died", ""]


def test_a_file_that_cannot_be_read_is_told_of(tmp_path: Path, preparing: Preparing) -> None:
    given = files(tmp_path)
    given[0].path.unlink()
    told = prepared(preparing, given)
    assert "is no longer there" in told[0].reason
    assert [each.embedded for each in told] == [0, 1, 1]


def test_each_file_is_in_one_part_whatever_the_others_are(tmp_path: Path) -> None:
    given = files(tmp_path, {f"{number}.txt": "A text.\n" for number in range(30)})
    parts = [of_part(given, Part(number, 3)) for number in (1, 2, 3)]
    assert all(parts)
    assert sorted(each.path for part in parts for each in part) == [each.path for each in given]
    assert of_part(given[:5], Part(1, 3)) == [each for each in given[:5] if each in parts[0]]


def test_stores_of_several_machines_are_put_together_by_copying(tmp_path: Path) -> None:
    model = HashedWords()
    for name, text in (("one", "a lamp"), ("two", "a bell")):
        PreparedVectors(tmp_path / name, model).put([text], model.embed_passages([text]))
        shutil.copytree(tmp_path / name, tmp_path / "both", dirs_exist_ok=True)
    assert set(PreparedVectors(tmp_path / "both", model).get(["a lamp", "a bell"])) == {
        "a lamp",
        "a bell",
    }


@pytest.mark.models
def test_the_commands_prepare_and_take_what_was_prepared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINCITE_DATA", str(tmp_path / "data"))
    reports, store = str(write(tmp_path / "reports", TEXTS)), str(tmp_path / "store")
    for expected in ("3 texts embedded, 0 were there", "0 texts embedded, 3 were there"):
        assert main(["prepare", reports, "--store", store, "--processes", "1"]) == 0
        assert f"3 files; {expected}; 0 failed\n" in capsys.readouterr().out
    assert main(["add", reports, "--prepared", store]) == 0
    with pytest.raises(SystemExit, match="2"):
        main(["prepare", reports, "--store", store, "--part", "4/3"])
    assert "'4/3' is no part" in capsys.readouterr().err

"""Files prepared on a Ray cluster, of which processes and machines are lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from corpus.errors import DataFolderError, SettingsError
from corpus.loading.folder import LARGEST_FILE, list_folder, read_document
from corpus.loading.formats import STANDARD_FORMATS
from index.prepared.documents import PreparedDocuments
from index.prepared.vectors import PreparedEmbedder, PreparedVectors
from tests.collecting_helpers import HARBOURS, collector, contents, write
from tests.counts import is_soak, tries
from tests.docx_helpers import docx_of
from tests.dying import Fatal
from tests.fakes import CountingWords, HashedWords
from tests.ray_processes import PATIENCE, Cluster, cluster_of, driver, outcome
from web.cli import main
from web.collecting.cutting import Cutting
from web.collecting.events import What
from web.collecting.preparing import DIED, Prepared, Preparer, Preparing
from web.collecting.preparing_on_ray import preparer_of_machine, ray_cluster

QUESTION = "Which gates are shut?"
OLD_LETTERS = (
    "The keeper’s gates – “north” and south – are shut in Tromsø and Århus at night. "
    "The naïve guest pays £5 at the café."
)
BROKEN, OLD = "broken.docx", "old.txt"
with_ray = pytest.mark.skipif(
    find_spec("ray") is None, reason="Ray is not installed: pip install pincite[ray]"
)
at_length = pytest.mark.skipif(not is_soak(), reason="only with the full counts of make soak")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with cluster_of("cluster") as cluster:
        yield cluster


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return files of several formats, each with a text of its own, and a damaged one.

    One is told a warning of.
    """
    folder = tmp_path / "reports"
    for number in range(tries(24, 400)):
        told = f"Gate {number:03} is shut."
        name, text = (
            ("txt", f"Gates\n\n{told}\n"),
            ("md", f"# Gates\n\nThe rules are:\n\n- {told}\n- Keys are kept.\n"),
            ("html", f"<h1>Gates</h1><p>{told}</p>"),
            ("csv", f"Gate,State\n{number:03},Gate {number:03} is shut.\n"),
        )[number % 4]
        write(folder, {f"{number:03}.{name}": text})
    whole = docx_of(lambda document: document.add_paragraph("Gate 999 is shut."))
    (folder / "whole.docx").write_bytes(whole)
    (folder / BROKEN).write_bytes(whole[: len(whole) // 2])
    (folder / OLD).write_bytes(OLD_LETTERS.encode("cp1252"))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def texts_of(folder: Path) -> set[str]:
    """Return the texts that a collection of a folder has a vector of."""
    files = [each for each in list_folder(folder) if each.path.name != BROKEN]
    cut = [Cutting().cut(read_document(each, each.read_bytes())) for each in files]
    return {chunk.embed_text for each in cut for chunk in each.chunks}


def assert_only_what_was_missing_is_made(
    found: list[Prepared], there: PreparedVectors, texts: set[str]
) -> None:
    """Texts that had no vector when the driver was killed may have got one soon after."""
    before = [text for text in texts if text in there]
    assert 0 < len(before) < len(texts)
    assert sum(each.known for each in found) >= len(before)
    assert sum(each.known + each.embedded for each in found) == len(texts)


def assert_told_as_adding_tells_it(found: list[Prepared], tmp_path: Path, folder: Path) -> None:
    plain = replace(collector(tmp_path / "told"), formats=STANDARD_FORMATS)
    failed = {Path(each.path): each.reason for each in plain.add([folder]).of(What.FAILED)}
    assert failed.keys() == {folder / BROKEN}
    assert {each.path: each.reason for each in found if each.reason} == failed


def assert_makes_what_adding_makes(tmp_path: Path, folder: Path, store: Path) -> None:
    plain = replace(collector(tmp_path), formats=STANDARD_FORMATS)
    plain.add([folder])
    right = contents(tmp_path, QUESTION)
    shutil.rmtree(tmp_path / "data")
    model = CountingWords()
    embedder = PreparedEmbedder(model, PreparedVectors(store, model))
    cutting = Cutting(prepared=PreparedDocuments(store, Cutting().chunker))
    replace(plain, embedder=embedder, cutting=cutting).add([folder])
    assert model.embedded == []
    assert contents(tmp_path, QUESTION) == right


@with_ray
@pytest.mark.parametrize("part", ["gcs_server", "dashboard.py", "raylet/raylet"])
def test_what_a_cluster_is_made_of_tells_nobody_that_it_is_used(
    cluster: Cluster, part: str
) -> None:
    found = [each.environment for each in cluster.processes() if part in each.command]
    assert [each["RAY_USAGE_STATS_ENABLED"] for each in found] == ["0"]


@with_ray
@pytest.mark.scale
def test_whatever_is_killed_and_begun_again_the_collection_is_the_one_that_adding_makes(
    tmp_path: Path, folder: Path, store: Path, cluster: Cluster
) -> None:
    hanging = Fatal("Gate 010", tmp_path / "first", hangs=PATIENCE)
    with driver(cluster, folder, store, hanging) as process:
        while not (tmp_path / "first").exists():
            assert process.poll() is None
            time.sleep(0.05)
    there = PreparedVectors(store, HashedWords())
    with driver(cluster, folder, store, Fatal("Gate 011", tmp_path / "second")) as process:
        found, _ = outcome(process)
    assert (tmp_path / "second").exists()
    assert [each.path for each in found] == sorted(folder.iterdir())
    assert_only_what_was_missing_is_made(found, there, texts_of(folder))
    assert_told_as_adding_tells_it(found, tmp_path, folder)
    assert_makes_what_adding_makes(tmp_path, folder, store)


@with_ray
@at_length
@pytest.mark.scale
def test_a_file_that_process_after_process_dies_of_is_told_of_and_so_are_warnings(
    folder: Path, store: Path, cluster: Cluster
) -> None:
    with driver(cluster, folder, store, Fatal("Gate 011")) as process:
        found, log = outcome(process)
    told = {each.path.name: each.reason for each in found if each.reason}
    assert told.keys() == {"011.csv", BROKEN}
    assert told["011.csv"] == DIED
    assert f"{folder / OLD}: it was read as windows-1252" in log


@with_ray
@at_length
@pytest.mark.scale
def test_a_machine_that_is_lost_costs_no_file(tmp_path: Path, folder: Path, store: Path) -> None:
    # Whoever hangs dies then, too, on whichever machine that is.
    slow = Fatal("Gate 211", tmp_path / "mark", hangs=5)
    with cluster_of("machines") as cluster, driver(cluster, folder, store, slow) as process:
        while not (tmp_path / "mark").exists():
            assert process.poll() is None
            time.sleep(0.05)
        assert cluster.keeper.stdin
        cluster.keeper.stdin.write("lose one\n")
        cluster.keeper.stdin.flush()
        found, _ = outcome(process)
    assert [each.path.name for each in found if each.reason] == [BROKEN]
    assert [each.path for each in found] == sorted(folder.iterdir())
    assert_makes_what_adding_makes(tmp_path, folder, store)


@with_ray
@at_length
@pytest.mark.models
@pytest.mark.scale
def test_the_command_makes_a_cluster_of_this_machine(tmp_path: Path) -> None:
    reports = write(tmp_path / "reports", {"harbours.txt": HARBOURS})
    command = [sys.executable, "-m", "web.cli", "prepare", str(reports), "--ray", "local"]
    for expected in ("1 texts embedded, 0 were there", "0 texts embedded, 1 were there"):
        done = subprocess.run(
            [*command, "--store", str(tmp_path / "store"), "--processes", "1"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        assert done.stdout == f"1 files; {expected}; 0 failed\n"


@with_ray
@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1", "http://ray", "ray:99999999", ""])
def test_an_address_that_nobody_listens_at_is_told_at_once(address: str) -> None:
    with pytest.raises(SettingsError, match="there is no Ray cluster"), ray_cluster(address, 1):
        pass


@pytest.mark.models
@pytest.mark.skipif(find_spec("ray") is not None, reason="Ray is installed")
def test_without_ray_the_command_says_how_to_install_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = write(tmp_path / "reports", {"harbours.txt": HARBOURS})
    assert main(["prepare", str(reports), "--store", str(tmp_path / "s"), "--ray", "local"]) == 2
    assert "pip install pincite[ray]" in capsys.readouterr().err


def test_a_machine_without_the_store_of_the_others_is_refused(store: Path) -> None:
    preparing = Preparing(store, HashedWords, LARGEST_FILE, Cutting())
    made_by = Preparer(preparing).made_by
    assert preparer_of_machine(preparing, made_by).made_by == made_by
    shutil.rmtree(store)
    with pytest.raises(DataFolderError, match="is not here"):
        preparer_of_machine(preparing, made_by)
    store.mkdir()
    with pytest.raises(DataFolderError, match="is not here"):
        preparer_of_machine(preparing, made_by)


@pytest.mark.parametrize("other", [("another", 64), ("hashed-words/64", 32)])
def test_a_machine_with_another_model_is_refused(store: Path, other: tuple[str, int]) -> None:
    preparing = Preparing(store, HashedWords, LARGEST_FILE, Cutting())
    *_, chunker = Preparer(preparing).made_by
    with pytest.raises(DataFolderError, match="another version"):
        preparer_of_machine(preparing, (*other, chunker))

"""Systems in environments of their own: what they are told, and what they tell."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench_peer import END
from tests.test_imports import imported, modules
from web.bench.peers.child import Peer, PeerError, started
from web.bench.peers.protocol import Place, Task
from web.bench.peers.word_windows import word_windows

BELLS = "The bell of Bærum rings at six."
TASK = Task(
    documents={"bells": BELLS, "gates": "The gate opens as the bell rings."},
    embedder="",
    reranker="",
    prefix="",
    candidates=20,
    passages=10,
)
SYSTEMS = {"haystack", "haystack_integrations", "onnx", "txtai"}


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    log = tmp_path_factory.mktemp("peer") / "errors.log"
    with started("finder", Path(sys.executable), "tests.bench_peer", TASK, log) as peer:
        yield peer


def test_passages_come_in_the_order_in_which_the_system_ranks_them(peer: Peer) -> None:
    assert peer.ask("bell").passages == (Place("bells", 4, 8), Place("gates", 22, 26))


def test_places_count_code_points(peer: Peer) -> None:
    (place,) = peer.ask("rings at").passages
    assert BELLS[place.start : place.end] == "rings at"


def test_a_question_may_find_nothing(peer: Peer) -> None:
    assert peer.ask("dog").passages == ()


def test_the_system_tells_what_an_answer_and_the_index_took(peer: Peer) -> None:
    found = peer.ask("gate")
    assert 0 <= found.wall < peer.ready
    assert found.processor >= 0
    assert 0 <= peer.built < peer.ready


def test_what_a_library_prints_is_no_answer(peer: Peer) -> None:
    assert [len(peer.ask(word).passages) for word in ("bell", "gate", "six")] == [2, 1, 1]


def test_a_system_that_ends_is_named(tmp_path: Path) -> None:
    with (
        started("finder", Path(sys.executable), "tests.bench_peer", TASK, tmp_path / "log") as peer,
        pytest.raises(PeerError, match="finder does not answer"),
    ):
        peer.ask(END)


def test_a_system_that_does_not_start_is_named_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "errors.log"
    with (
        pytest.raises(PeerError, match=f"finder does not become ready .*{log}"),
        started("finder", Path(sys.executable), "tests.no_such_module", TASK, log),
    ):
        pass
    assert "no_such_module" in log.read_text(encoding="utf-8")


def test_a_system_ends_with_what_asked_it(tmp_path: Path) -> None:
    with started("finder", Path(sys.executable), "tests.bench_peer", TASK, tmp_path / "log") as it:
        process = it.process
    assert not Path(f"/proc/{process}").exists()


def test_windows_follow_each_other_and_leave_no_word_out() -> None:
    text = "  one two\nthree  four five "
    places = word_windows("counting", text, words=2)
    assert [text[each.start : each.end] for each in places] == ["one two", "three  four", "five"]


def test_a_text_without_words_has_no_window() -> None:
    assert word_windows("empty", " \n") == []


def test_what_runs_elsewhere_needs_nothing_of_pincite() -> None:
    found = {
        name
        for _, module in modules("web/bench/peers")
        for name in imported(module) - set(sys.stdlib_module_names) - SYSTEMS
    }
    assert found == {"web"}
    taken = {
        node.module or ""
        for _, module in modules("web/bench/peers")
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("web")
    }
    assert all(name.startswith("web.bench.peers.") for name in taken)

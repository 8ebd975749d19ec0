from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from corpus.chunking import ChunkSettings
from corpus.errors import DataFolderError, UnreachableError
from corpus.structure import StructuredDocument
from index.embedded import EmbeddedIndex
from index.writer import IndexWriter
from qa.opening import Pincite
from qa.service import AnswerService
from tests.fakes import HashedWords
from tests.qa_helpers import (
    BY_OVERLAP,
    COLLECTION,
    SharedLines,
    SharedWords,
    Shelf,
    build,
    chunks_of,
    parsed,
)
from web.app import create_app
from web.library.overview import overview
from web.opening import Opening
from web.server.refreshing import (
    SECONDS_AFTER_FAILURE,
    SECONDS_AFTER_SILENCE,
    SECONDS_BETWEEN,
    Refreshing,
)

KITES = "Children fly paper kites above the northern meadow every autumn.\n"
QUESTION = "/api/answer?q=Where+do+children+fly+paper+kites%3F"


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Counted:
    """A refresh that counts its calls and fails if told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.calls = 0
        self._error = error

    def __call__(self) -> None:
        self.calls += 1
        if self._error:
            raise self._error


def test_there_is_at_most_one_refresh_in_an_interval() -> None:
    clock, counted = Clock(), Counted()
    refreshing = Refreshing(counted, clock)
    for clock.now in (0.0, SECONDS_BETWEEN / 2, SECONDS_BETWEEN, SECONDS_BETWEEN * 1.5):
        refreshing.when_due()
    assert counted.calls == 1
    clock.now = SECONDS_BETWEEN * 2
    refreshing.when_due()
    assert counted.calls == 2


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (DataFolderError("It fails."), SECONDS_AFTER_FAILURE),
        (OSError("It fails."), SECONDS_AFTER_FAILURE),
        (UnreachableError("It fails."), SECONDS_AFTER_SILENCE),
    ],
)
def test_a_failure_is_logged_and_tried_again_later(
    error: Exception, pause: float, caplog: pytest.LogCaptureFixture
) -> None:
    clock, counted = Clock(), Counted(error)
    refreshing = Refreshing(counted, clock)
    for clock.now in (SECONDS_BETWEEN, SECONDS_BETWEEN * 3):
        refreshing.when_due()
    assert counted.calls == 1
    assert "It fails." in caplog.text
    clock.now = SECONDS_BETWEEN + pause
    refreshing.when_due()
    assert counted.calls == 2


def test_no_request_waits_for_the_refresh_of_another() -> None:
    clock, begun, may_end = Clock(), Event(), Event()

    def slow() -> None:
        begun.set()
        may_end.wait()

    refreshing = Refreshing(slow, clock)
    clock.now = SECONDS_BETWEEN
    with ThreadPoolExecutor(1) as other:
        refreshed = other.submit(refreshing.when_due)
        begun.wait()
        refreshing.when_due()
        assert not refreshed.done()
        may_end.set()


def served(index: EmbeddedIndex, clock: Callable[[], float]) -> Flask:
    service = Pincite(index, AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP))
    app = create_app(service=service)
    app.extensions["pincite"] = Opening.done(service, clock)
    return app


def add(data: Path, id: str) -> None:
    document = parsed(KITES, id=id)
    with IndexWriter(data, HashedWords(), chunker=str(ChunkSettings())) as writer:
        writer.add(document, chunks_of(document))


def test_what_is_built_meanwhile_is_answered_from_after_the_interval(tmp_path: Path) -> None:
    data, clock = build(tmp_path, COLLECTION), Clock()
    with EmbeddedIndex.open(data, HashedWords()) as index:
        client = served(index, clock).test_client()
        before = client.get(QUESTION).get_json()
        add(data, "kites")
        assert client.get(QUESTION).get_json() == before
        clock.now = SECONDS_BETWEEN
        after = client.get(QUESTION).get_json()
        assert after["generation"] != before["generation"]
        assert (before["kind"], after["text"]) == ("not_found", KITES.strip())
        assert client.get("/readyz").get_json()["generation"] == after["generation"]
        assert "kites" in client.get("/documents").text


def test_no_request_fails_while_the_collection_is_built_again(tmp_path: Path) -> None:
    data = build(tmp_path, COLLECTION)
    always_due = map(float, count(step=60))
    with EmbeddedIndex.open(data, HashedWords()) as index:
        app = served(index, lambda: next(always_due))
        built = Event()

        def ask() -> set[int]:
            seen = set()
            while not built.is_set():
                seen |= {app.test_client().get(path).status_code for path in (QUESTION, "/")}
            return seen

        with ThreadPoolExecutor(3) as clients:
            asking = [clients.submit(ask) for _ in range(3)]
            try:
                for n in range(4):
                    add(data, f"kites{n}")
            finally:
                built.set()
        assert [client.result() for client in asking] == [{200}] * 3


def test_a_new_generation_that_is_damaged_leaves_the_old_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data, clock = build(tmp_path, COLLECTION), Clock()
    with EmbeddedIndex.open(data, HashedWords()) as index:
        client = served(index, clock).test_client()
        before = client.get(QUESTION).get_json()
        (data / "CURRENT").write_text("nonsense\n", encoding="ascii")
        clock.now = SECONDS_BETWEEN
        with caplog.at_level(logging.ERROR):
            assert client.get(QUESTION).get_json() == before
    assert "CURRENT names no generation" in caplog.text


class Moving(Shelf):
    """An index whose documents are gone as soon as no snapshot holds them."""

    def snapshot(self) -> Shelf:
        return Shelf(*(super(Moving, self).document(id_) for id_ in self.document_ids()))

    def document(self, document_id: str) -> StructuredDocument:
        raise KeyError(document_id)


def test_an_overview_is_of_one_state_of_the_index() -> None:
    found = overview(Moving(parsed("Bees are kept on the roofs.\n", id="bees")))
    assert [entry.id for entry in found.documents] == ["bees"]

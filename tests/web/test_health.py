from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient

from corpus.errors import DataFolderError, UnreachableError
from qa.answer import Answer, AnswerKind
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared, answering, application, collection
from web.app import create_app
from web.configuration.settings import Settings
from web.opening import NotReadyError, Opening


def test_an_open_collection_is_ready_and_named(tmp_path: Path) -> None:
    with application(tmp_path) as app:
        response = app.test_client().get("/readyz")
        generation = app.extensions["pincite"].collection.index.generation
    assert response.status_code == 200
    assert response.json == {"status": "ready", "generation": generation}


@pytest.fixture
def unopened() -> FlaskClient:
    app, _ = answering(Answer(AnswerKind.NOT_FOUND))
    app.extensions["pincite"] = Opening(Future(), ExitStack())
    return app.test_client()


def test_the_process_is_alive_before_the_collection_is_open(unopened: FlaskClient) -> None:
    assert unopened.get("/healthz").status_code == 200


@pytest.mark.parametrize("address", ["/readyz", "/api/answer?q=Who", "/api/documents"])
def test_the_api_is_unavailable_until_the_collection_is_open(
    unopened: FlaskClient, address: str
) -> None:
    response = unopened.get(address)
    assert response.status_code == 503
    assert response.content_type == "application/problem+json"
    assert int(response.headers["Retry-After"]) > 0
    assert "being opened" in json.loads(response.data)["detail"]


def test_a_page_says_that_the_collection_is_being_opened(unopened: FlaskClient) -> None:
    response = unopened.get("/")
    assert response.status_code == 503
    assert "being opened" in response.text


def test_a_collection_is_opened_in_the_background_and_closed_at_the_end(tmp_path: Path) -> None:
    may_open, closed = Event(), Event()

    @contextmanager
    def slow() -> Iterator[Collection]:
        may_open.wait()
        with collection(tmp_path) as found:
            yield found
        closed.set()

    opening = Opening.begun(slow)
    with pytest.raises(NotReadyError):
        _ = opening.collection
    may_open.set()
    opening.close()
    assert closed.is_set()


def test_a_collection_that_cannot_be_opened_is_never_ready(
    caplog: pytest.LogCaptureFixture,
) -> None:
    @contextmanager
    def missing() -> Iterator[Collection]:
        raise DataFolderError("There is no collection in data.")
        yield

    opening = Opening.begun(missing)
    opening.close()
    with pytest.raises(NotReadyError, match="log says why"):
        _ = opening.collection
    assert "There is no collection in data." in caplog.text


def test_a_collection_is_opened_once_the_server_that_keeps_a_part_of_it_is_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tried, found = (
        Event(),
        Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND))),
    )

    @contextmanager
    def away() -> Iterator[Collection]:
        if not tried.is_set():
            tried.set()
            raise UnreachableError("Milvus at search:19530 is away.")
        yield found

    opening = Opening.begun(away, pause=0.01)
    assert opening.wait(60)
    assert opening.collection is found
    assert "Milvus at search:19530 is away." in caplog.text
    opening.close()


def test_an_end_does_not_wait_for_a_server_that_is_away() -> None:
    tried = Event()

    @contextmanager
    def away() -> Iterator[Collection]:
        tried.set()
        raise UnreachableError("Milvus at search:19530 is away.")
        yield

    opening = Opening.begun(away, pause=3600)
    assert tried.wait(60)
    opening.close()
    with pytest.raises(NotReadyError):
        opening.check_ready()


def test_without_a_service_the_collection_of_the_settings_is_opened(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(data=tmp_path, embedder=str(tmp_path)))
    app.extensions["pincite"].close()
    assert app.test_client().get("/readyz").status_code == 503
    assert str(tmp_path) in caplog.text

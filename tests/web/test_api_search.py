from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from qa.searching.hits import SearchQuestion
from qa.searching.search import search
from qa.serialise import json_bytes
from tests.web_helpers import application


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with application(tmp_path_factory.mktemp("web")) as app:
        yield app.test_client()


def test_a_search_over_http_gives_what_the_search_function_gives(client: FlaskClient) -> None:
    index = client.application.extensions["pincite"].collection.index
    query = "/api/v1/search?q=the&document=bees&document=lantern&offset=1&limit=2"
    expected = search(index, SearchQuestion("the", ("bees", "lantern"), offset=1, limit=2))
    assert len(expected.hits) == 2
    assert client.get(query).data == json_bytes(expected)


@pytest.mark.parametrize(
    "query", ["", "q=", "q=...", "q=the&limit=0", "q=the&limit=101", "q=the&document=wasps"]
)
def test_an_impossible_search_is_a_problem(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 422
    assert response.get_json()["code"] == "invalid-question"

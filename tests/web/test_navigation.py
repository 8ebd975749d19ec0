from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page

from tests.browser_helpers import Serve
from tests.web_helpers import application

PAGES = (
    "/",
    "/?q=When+does+the+keeper+trim+the+lamp%3F",
    "/about",
    "/search",
    "/search?q=keeper&document=lantern",
    "/documents",
    "/documents/bees",
    "/documents/bees/structure/lists",
    "/nothing",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with application(tmp_path_factory.mktemp("web")) as app:
        yield app.test_client()


def navigation(page: str) -> str:
    found = re.search(r'<nav class="site".*?</nav>', page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_title_one_main_part_and_a_way_there(
    client: FlaskClient, address: str
) -> None:
    page = client.get(address).text
    assert page.count("<h1") == 1
    assert re.findall(r'<main id="([^"]+)"', page) == ["content"]
    assert page.index('<a class="skip" href="#content">') < page.index('<nav class="site"')


@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_to_the_places_of_the_site(client: FlaskClient, address: str) -> None:
    places = re.findall(r'<li><a href="([^"]+)"', navigation(client.get(address).text))
    assert {"/", "/search", "/documents", "/about"} <= set(places)
    assert all(client.get(place).status_code == 200 for place in places)


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/", [("page", "Ask")]),
        ("/search?q=keeper", [("page", "Search")]),
        ("/documents", [("page", "Documents")]),
        ("/documents/bees", [("true", "Documents")]),
        ("/documents/bees/structure/lists", [("true", "Documents")]),
        ("/nothing", []),
    ],
)
def test_the_navigation_marks_where_one_is(
    client: FlaskClient, address: str, marked: list[tuple[str, str]]
) -> None:
    shown = navigation(client.get(address).text)
    assert re.findall(r'aria-current="(\w+)">([^<]+)<', shown) == marked


@pytest.mark.browser
def test_the_skip_link_is_seen_when_it_is_reached_and_passes_the_navigation(
    page: Page, served: Serve, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with application(tmp_path_factory.mktemp("web")) as app:
        page.goto(f"{served(app)}/documents")
        skip = page.get_by_role("link", name="Skip to the content")
        assert (skip.bounding_box() or {"x": 0})["x"] < 0
        page.keyboard.press("Tab")
        assert (skip.bounding_box() or {"x": -1})["x"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")

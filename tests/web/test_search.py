from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from qa.searching.folding import fold
from tests.qa_helpers import COLLECTION, LANTERN
from tests.web_helpers import HOSTILE, application, serving

TEXTS = {
    **COLLECTION,
    "hostile.md": HOSTILE,
    "long.md": "# Pilots\n\n" + "".join(f"Pilot {n} keeps a cutter.\n\n" for n in range(50)),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with application(tmp_path_factory.mktemp("web"), TEXTS) as app:
        yield app.test_client()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with application(tmp_path_factory.mktemp("web"), TEXTS) as app, serving(app) as address:
        yield address


def places(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'class="passage" href="([^"]+)"', page)]


def test_a_search_page_without_a_search_has_the_box_alone(client: FlaskClient) -> None:
    page = client.get("/search").text
    assert 'name="q"' in page
    assert 'role="status"' not in page


def test_each_hit_leads_to_the_exact_place_of_the_phrase(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": '"THE  keeper"'}).text
    assert "2 places in 1 document" in page
    for link in places(page):
        found = re.search(r"cite=(\d+)-(\d+)#cited", link)
        assert found
        assert fold(LANTERN[int(found[1]) : int(found[2])]) == "the keeper"
        assert 'id="cited"' in client.get(link).text


def test_hits_stand_by_document_below_the_path_to_them(client: FlaskClient) -> None:
    page = client.get("/search?q=every").text
    titles = re.findall(r'<h2 id="hits-\d+" dir="auto">([^<]+)</h2>', page)
    assert titles == ["City Beekeeping Plan", "Lighthouse Keeping Order"]
    assert "Duties of wardens" in page
    assert "<mark>Every</mark> warden has the following duties:" in page


def test_many_hits_have_pages(client: FlaskClient) -> None:
    first = client.get("/search?q=pilot").text
    assert "50 places in 1 document" in first
    assert len(places(first)) == 20
    assert "Page 1 of 3" in first
    assert 'rel="next" href="?q=pilot&amp;page=2"' in first
    assert len(places(client.get("/search?q=pilot&page=3").text)) == 10


@pytest.mark.parametrize("query", ["q=pilot&page=4", "q=pilot&page=x", "q=pilot&page=99", "page=2"])
def test_a_page_that_there_is_not_is_not_found(client: FlaskClient, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 404


def test_a_search_is_confined_to_what_is_chosen(client: FlaskClient) -> None:
    page = client.get("/search?q=every&document=lantern").text
    assert "1 place in 1 document" in page
    assert 'value="lantern" checked' in page
    assert 'class="remove" href="/search?q=every"' in page


def test_nothing_found_says_so_and_offers_to_ask(client: FlaskClient) -> None:
    page = client.get("/search?q=zebra").text
    assert "It stands nowhere in these documents." in page
    assert 'href="/?q=zebra"' in page


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"q": "—"}, "There is no word to look for"),
        ({"q": "x" * 501}, "at most 500 are read"),
        ({"q": "keeper", "document": "whales"}, "No document is called &#39;whales&#39; any more"),
        ({"q": "keeper", "year": "1999"}, "No document is of &#39;1999&#39; any more"),
    ],
)
def test_a_search_that_cannot_be_made_says_why_and_stays_in_the_box(
    client: FlaskClient, query: dict[str, str], problem: str
) -> None:
    response = client.get("/search", query_string=query)
    assert response.status_code == 422
    assert problem in response.text
    assert f'value="{query["q"]}"' in response.text


@pytest.mark.parametrize(
    "query", ['"><script>stolen()</script>', "attacker", '"<img src=x"', "script"]
)
def test_neither_the_search_nor_a_document_becomes_markup(client: FlaskClient, query: str) -> None:
    page = client.get("/search", query_string={"q": query, "document": "hostile"}).text
    assert len(re.findall(r"<script", page)) == len(re.findall(r'<script src="/static/', page))
    assert "<img" not in page
    assert "<b>" not in page


@pytest.mark.browser
def test_a_phrase_is_found_and_opened_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search")
    page.locator("#wanted").fill('"lie in the outer roads may read on"')
    page.locator("summary").click()
    page.get_by_label("Lighthouse Keeping Order").check()
    page.locator("#wanted").press("Enter")
    assert page.locator(".chips li span").all_inner_texts() == ["Lighthouse Keeping Order"]
    page.locator(".passage").click()
    marks = page.locator("#text mark").all_inner_texts()
    assert fold(" ".join(marks)) == "lie in the outer roads may read on"
    page.go_back()
    page.locator(".chips .remove").click()
    assert page.locator(".chips li").count() == 0
    assert page.locator("#wanted").input_value() == '"lie in the outer roads may read on"'
    context.close()


@pytest.mark.browser
def test_chips_follow_what_is_ticked_and_take_it_out(page: Page, address: str) -> None:
    page.goto(f"{address}/search")
    page.locator("summary").click()
    page.get_by_label("Lighthouse Keeping Order").check()
    page.get_by_label("City Beekeeping Plan").check()
    assert page.locator(".chips li span").all_inner_texts() == [
        "City Beekeeping Plan",
        "Lighthouse Keeping Order",
    ]
    page.get_by_role("button", name="Remove City Beekeeping Plan").press("Enter")
    assert page.evaluate("document.activeElement.ariaLabel") == "Remove Lighthouse Keeping Order"
    assert not page.get_by_label("City Beekeeping Plan").is_checked()
    page.locator("#wanted").fill("every")
    page.locator("#wanted").press("Enter")
    page.locator(".hits").wait_for()
    assert page.locator(".hits h2").all_inner_texts() == ["Lighthouse Keeping Order"]


@pytest.mark.browser
def test_the_list_of_documents_is_shortened_by_what_is_typed(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=every&document=bees")
    page.locator(".scope summary").click()
    page.get_by_label("Find in this list").fill("LIGHT")
    shown = page.locator(".choices li:visible span").first
    assert page.locator(".choices li:visible").count() == 1
    assert shown.inner_text() == "Lighthouse Keeping Order"
    page.get_by_label("Find in this list").press("Enter")
    assert page.locator(".chips li").count() == 1


@pytest.mark.browser
def test_a_hostile_title_is_shown_as_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=attacker&document=hostile")
    assert "<script>" in page.locator(".chips li").inner_text()
    page.locator(".scope summary").click()
    page.locator(".choices input[value=bees]").check()
    assert "<script>" in page.locator(".chips").inner_text()
    assert page.locator("main").locator("img, script, b").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/search?q=keeper&document=hostile", "/documents"])
def test_a_narrow_page_does_not_scroll_sideways(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320

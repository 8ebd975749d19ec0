"""A click on a citation opens its source at the quote, beside the chat or over it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from qa.answer import Answer, AnswerKind, Item
from tests.browser_helpers import Serve, ask
from tests.qa_helpers import COLLECTION, LANTERN, Shelf
from tests.web_helpers import (
    HOSTILE,
    Collection,
    Prepared,
    application,
    citation,
    long_document,
    markdown,
    serving,
)
from web.app import create_app

pytestmark = pytest.mark.browser

NOTHING = Answer(AnswerKind.NOT_FOUND)
KETCH = "Which lantern does every ketch show?"
LAMP = "When does the keeper trim the lamp?"
FILLER = "".join(f"The pilots of station {n} keep to the outer roads.\n\n" for n in range(200))
TEXTS = {
    **COLLECTION,
    "hostile.md": HOSTILE,
    "long.md": f"# Pilotage Rules\n\n{FILLER}## Lanterns\n\nEvery ketch shows a green lantern.\n",
}
PANE = "#pane:not([hidden])"
DOWN, UP = "body => { body.scrollTop = body.scrollHeight }", "body => { body.scrollTop = 0 }"
IN_VIEW = """element => {
  const { top, bottom } = element.getBoundingClientRect();
  const above = element.closest(".reader").querySelector(".tools").getBoundingClientRect().bottom;
  return top >= above && bottom <= window.innerHeight;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with application(tmp_path_factory.mktemp("web"), TEXTS) as app, serving(app) as address:
        yield address


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def opened(page: Page, address: str, question: str = KETCH) -> str:
    """Ask, open the first citation and return the quote that it stands at."""
    page.goto(f"{address}/?q={quote(question)}")
    said = folded(page.locator(".turn blockquote").inner_text()).removesuffix(" [1]")
    page.locator("blockquote .cite").click()
    page.locator(f"{PANE} mark#cited:focus").wait_for()
    return said


@pytest.mark.parametrize("width", [1280, 375])
def test_a_citation_opens_the_source_at_the_quote(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    said = opened(page, address)
    mark = page.locator("mark#cited")
    assert folded(mark.inner_text()) == said == "Every ketch shows a green lantern."
    assert mark.evaluate(IN_VIEW)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_beside_the_chat_both_can_be_used(page: Page, address: str) -> None:
    opened(page, address)
    assert page.locator(PANE).get_attribute("role") == "complementary"
    page.locator("#question").focus()
    ask(page, LAMP)
    assert page.locator(f"{PANE} mark#cited").inner_text().startswith("Every ketch")
    page.reload()
    page.locator(f"{PANE} mark#cited:focus").wait_for()
    assert page.locator(".turn").count() == 2


def test_over_the_chat_it_is_a_dialog_that_all_else_waits_for(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    opened(page, address)
    pane = page.locator(PANE)
    assert (pane.get_attribute("role"), pane.get_attribute("aria-modal")) == ("dialog", "true")
    assert page.locator("main").first.evaluate("main => main.closest('[inert]') !== null")
    page.set_viewport_size({"width": 1280, "height": 700})
    page.locator("#pane[role=complementary]").wait_for()
    assert page.locator("[inert]").count() == 0


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("way", ["button", "Escape", "back"])
def test_closing_gives_the_focus_back_to_the_citation(
    page: Page, address: str, width: int, way: str
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    opened(page, address)
    if way == "button":
        page.get_by_role("button", name="Close the source").click()
    elif way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.go_back()
    page.locator("blockquote .cite:focus").wait_for()
    assert page.locator(PANE).count() == 0
    assert "#" not in page.url
    assert page.locator("[inert]").count() == 0


def test_the_chat_stays_where_it_was(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(address)
    for question in (LAMP, KETCH, LAMP):
        page.locator("#question").focus()
        ask(page, question)
    link = page.locator(".turn .cite").nth(2)
    link.scroll_into_view_if_needed()
    top = "link => Math.round(link.getBoundingClientRect().top)"
    before = link.evaluate(top)
    link.click()
    page.locator(f"{PANE} mark#cited").wait_for()
    assert link.evaluate(top) == before
    page.keyboard.press("Escape")
    assert link.evaluate(top) == before


def test_the_address_tells_what_is_open(page: Page, address: str) -> None:
    opened(page, address)
    assert "#/documents/long?cite=" in page.url
    page.reload()
    page.locator(f"{PANE} mark#cited:focus").wait_for()
    assert page.locator("mark#cited").evaluate(IN_VIEW)
    page.keyboard.press("Escape")
    page.locator("blockquote .cite:focus").wait_for()
    page.go_back()
    page.locator(f"{PANE} mark#cited:focus").wait_for()


@pytest.mark.parametrize("hash_", ["//127.0.0.2/documents/x", "/healthz", "/documents/a/b", "x"])
def test_an_address_that_names_no_document_opens_nothing(
    page: Page, address: str, hash_: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/?q=Zebras#{hash_}")
    page.locator("#pane").wait_for(state="attached")
    assert page.locator(PANE).count() == 0
    assert not any("pane?" in url or "127.0.0.2" in url for url in asked)


def test_a_source_that_is_gone_is_said(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/?q=Zebras#/documents/gone?cite=1-2")
    page.locator(f"{PANE} .problem").wait_for()
    assert "There is no such document" in page.locator(f"{PANE} .problem").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(PANE).count() == 0
    context.close()


def test_the_parts_of_a_quote_lead_to_each_other(page: Page, address: str) -> None:
    said = opened(page, address, LAMP)
    assert folded(" ".join(page.locator("mark.cited").all_text_contents())) == said
    page.locator("mark#cited + .turns .next").click()
    page.locator("mark#cited-2:focus").wait_for()
    spoken = "mark => getComputedStyle(mark, '::before').content"
    assert page.locator("mark#cited-2").evaluate(spoken) == '"Cited part 2 of 2: "'


def test_the_citations_of_an_answer_in_a_document_lead_to_each_other(
    page: Page, served: Serve
) -> None:
    text = "# Rules\n\nBees are kept.\n\nHives cost ten crowns.\n\nHoney is sold.\n"
    quotes = ("Bees are kept.", "Hives cost ten crowns.", "Honey is sold.")
    items = tuple(Item(said, citation(said, text.index(said))) for said in quotes)
    answer = Answer(AnswerKind.LIST, items=items, citations=(items[0].citation,))
    app = create_app(service=Collection(Shelf(markdown(text)), Prepared(answer)))
    page.goto(f"{served(app)}/?q=What")
    page.locator(".items .cite").nth(1).click()
    page.get_by_text("Citation 2 of 3").wait_for()
    page.get_by_role("button", name="Next citation").click()
    page.get_by_text("Citation 3 of 3").wait_for()
    page.get_by_role("button", name="Next citation").and_(page.locator(":focus")).wait_for()
    assert page.locator("mark#cited").inner_text() == quotes[2]
    assert page.locator(".items .cite[aria-current=true]").inner_text() == "[3]"


def test_the_section_that_is_read_is_marked_in_the_contents(page: Page, address: str) -> None:
    page.goto(f"{address}/documents/long")
    page.evaluate("window.scrollTo(0, 300)")
    page.locator(".contents a[aria-current=location]", has_text="Pilotage Rules").wait_for()
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.locator(".contents a[aria-current=location]", has_text="Lanterns").wait_for()


def test_a_search_in_the_pane_marks_what_it_finds(page: Page, address: str) -> None:
    opened(page, address)
    page.locator(f"{PANE} #find").fill("station 7")
    page.keyboard.press("Enter")
    page.locator("mark#found-1:focus").wait_for()
    assert page.locator(f"{PANE} .hits .count").inner_text() == "1 of 11"
    assert page.locator("mark#found-1").evaluate(IN_VIEW)
    page.get_by_role("link", name="Next place found").click()
    page.get_by_text("2 of 11").wait_for()
    assert page.locator("mark#found-2").evaluate(IN_VIEW)
    page.get_by_role("link", name="End the search").click()
    page.locator("mark#cited:focus").wait_for()
    page.go_back()
    page.locator("blockquote .cite:focus").wait_for()


def test_a_document_with_markup_in_it_runs_nothing_in_the_pane(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=Zebras#/documents/hostile?cite=2-{len(HOSTILE)}&find=<img")
    page.locator("mark#found-1:focus").wait_for()
    assert page.locator("#text").text_content() == HOSTILE
    assert page.locator("#text").locator("img, script, b").count() == 0
    assert "stolen" not in page.title()


def test_without_scripts_a_citation_leads_to_the_page_and_the_page_to_what_is_sought(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/?q={quote(LAMP)}")
    page.locator("blockquote .cite").click()
    assert page.locator("mark#cited").inner_text() in LANTERN
    page.locator("#find").fill("keeper")
    page.keyboard.press("Enter")
    page.get_by_text("The places found").click()
    page.locator(".listed li a").nth(1).click()
    assert page.url.endswith("#found-2")
    assert page.locator("mark#found-2").evaluate(IN_VIEW)
    context.close()


def test_a_long_document_comes_page_by_page_as_it_is_read(page: Page, served: Serve) -> None:
    document = long_document()
    text = document.document.text
    said = "The warden of part 2500 keeps the register of hives"
    answer = Answer(AnswerKind.SPAN, text=said, citations=(citation(said, text.index(said)),))
    app = create_app(service=Collection(Shelf(document), Prepared(answer)))
    assert opened(page, served(app), "Who?") == said
    mark, sheets = page.locator("mark#cited"), page.locator("#pane .sheet")
    assert folded(mark.inner_text()) == said
    assert mark.evaluate(IN_VIEW)
    assert sheets.count() <= 3
    assert page.locator("#pane .entries a").count() < 400
    for scrolled in (DOWN, UP):
        before = sheets.count()
        page.locator(".pane-body").evaluate(scrolled)
        sheets.nth(before).wait_for(state="attached")
    shown = page.locator("#pane #text").text_content() or ""
    start = int(page.locator("#pane .sheet").first.get_attribute("data-start") or -1)
    assert text[start : start + len(shown)] == shown


def test_what_is_read_stays_where_it_is_when_the_page_before_comes(
    page: Page, served: Serve
) -> None:
    app = create_app(service=Collection(Shelf(long_document()), Prepared(NOTHING)))
    page.goto(f"{served(app)}/documents/doc?page=40")
    page.locator(".sheet:first-child + .sheet.settled").wait_for(state="attached")
    heading = page.locator(".sheet:first-child + .sheet [id^=section]").first
    assert heading.evaluate(IN_VIEW)

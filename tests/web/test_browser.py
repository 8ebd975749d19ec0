from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from qa.answer import Answer, AnswerKind
from tests.browser_helpers import Serve, ask
from tests.qa_helpers import COLLECTION, LANTERN
from tests.web_helpers import HOSTILE, answering, application, citation, serving

pytestmark = pytest.mark.browser

LAMP = "When does the keeper trim the lamp?"
HORN = "And the horn?"
UNDERSTOOD = "When does the keeper trim the horn?"
FILLER = "".join(f"The pilots of station {n} keep to the outer roads.\n\n" for n in range(200))
TEXTS = {
    **COLLECTION,
    "hostile.md": HOSTILE,
    "long.md": f"# Pilotage Rules\n\n{FILLER}## Lanterns\n\nEvery ketch shows a green lantern.\n",
}
IN_VIEW = """element => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with application(tmp_path_factory.mktemp("web"), TEXTS) as app, serving(app) as address:
        yield address


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def test_a_follow_up_is_asked_with_what_came_before(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, LAMP)
    ask(page, HORN)
    second = page.locator(".turn").nth(1)
    assert f"Understood as: {UNDERSTOOD}" in second.inner_text()
    assert page.locator("#question").input_value() == ""


def test_a_question_sent_while_an_answer_is_on_its_way_is_asked_next(
    page: Page, address: str
) -> None:
    held: list[Route] = []
    page.goto(address)
    page.route("**/ask", lambda route: held.append(route), times=1)
    for question in (LAMP, HORN):
        page.locator("#question").fill(question)
        page.locator("#question").press("Enter")
    page.locator(".working").wait_for()
    (first,) = held
    first.continue_()
    page.locator(".turn .sources, .turn .refused").nth(1).wait_for()
    assert page.locator(".turn .asked").all_text_contents() == [LAMP, HORN]


def test_the_way_back_from_a_source_shows_the_conversation_again(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, LAMP)
    ask(page, HORN)
    answers = page.locator(".turn").all_inner_texts()
    page.goto(address + str(page.locator(".turn .place").last.get_attribute("href")))
    page.locator(".back a").click()
    assert page.locator(".turn").all_inner_texts() == answers


def test_a_refusal_shows_what_came_near(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "Zebras, zebras?")
    assert page.locator(".refused").inner_text() == "The documents do not speak of this."
    page.locator(".nearest a").first.click()
    assert page.locator("mark#cited").evaluate(IN_VIEW)


def test_a_question_that_fails_is_kept_and_can_be_tried_again(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.route("**/ask", lambda route: route.fulfill(status=503, json={"detail": "Wait."}))
    page.locator("#question").fill(LAMP)
    page.keyboard.press("Enter")
    retry = page.get_by_role("button", name="Try again")
    retry.wait_for()
    assert page.locator("#problem").inner_text().startswith("Wait.")
    assert page.locator("#question").input_value() == LAMP
    page.unroute_all()
    retry.click()
    page.locator(".turn .sources").wait_for()
    assert page.locator("#problem").text_content() == ""
    context.close()


def test_the_keyboard_alone_reaches_the_source_and_comes_back(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("document.activeElement.id") == "question"
    ask(page, LAMP)
    assert page.evaluate("document.activeElement.id") == "question"
    for _ in range(6):  # past "Start afresh", the ways to copy and the confidence
        page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.className") == "place"
    page.keyboard.press("Enter")
    page.locator("mark#cited:focus").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "place"


def test_without_scripts_the_form_asks_and_carries_the_conversation(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    for question in (LAMP, HORN):
        page.locator("#question").fill(question)
        page.locator("#ask button").click()
        page.locator("h2.asked", has_text=question).wait_for()
    assert page.locator(".turn").count() == 2
    assert f"Understood as: {UNDERSTOOD}" in page.locator(".turn").nth(1).inner_text()
    page.locator(".turn").nth(1).locator("blockquote .cite").click()
    assert page.locator("mark#cited").inner_text() in LANTERN
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=Zebras",
        f"/?q={LAMP}",
        "/documents",
        "/documents/bees",
        "/documents/bees/structure/lists",
        "/documents/bees/structure/tables",
    ],
)
def test_a_phone_shows_every_page_without_scrolling_sideways(
    page: Page, address: str, path: str
) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_the_rows_of_a_ledger_are_saved_with_a_click(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "Where is the horn mentioned?")
    items = page.locator(".ledger tbody tr").count()
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV").click()
    assert saved.value.suggested_filename == "pincite-where-is-the-horn-mentioned.csv"
    with saved.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == items > 0


def test_the_keyboard_reaches_what_was_found_in_a_document(page: Page, address: str) -> None:
    page.goto(f"{address}/documents/bees/structure/lists")
    link = page.locator("main a", has_text="report swarms to the fire brigade")
    link.focus()
    page.keyboard.press("Enter")
    page.locator("mark#cited").wait_for()
    assert "report swarms to the fire brigade" in page.locator("mark#cited").inner_text()


def test_a_document_with_markup_in_it_runs_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}/documents/hostile?cite=2-{len(HOSTILE)}")
    assert page.locator("article").text_content() == HOSTILE
    assert page.locator("article").locator("img, script, b").count() == 0
    assert page.title().endswith(" · Pincite")


def test_an_answer_with_markup_in_it_runs_nothing(page: Page, served: Serve) -> None:
    quote = """<img src=x onerror="document.title='stolen'"><script>stolen()</script>"""
    app, _ = answering(
        Answer(AnswerKind.SPAN, answer=quote, text=quote, citations=(citation(quote),))
    )
    page.goto(served(app))
    ask(page, "<b>What</b> is written?")
    assert page.locator(".turn blockquote").inner_text() == f"{quote} [1]"
    assert page.locator(".turn").locator("img, script, b").count() == 0
    assert page.title() == "<b>What</b> is written? · Pincite"


def test_only_the_beginning_of_an_earlier_answer_is_sent(page: Page, served: Serve) -> None:
    text = "🐝" * 30_000
    app, answers = answering(
        Answer(AnswerKind.SPAN, answer="Bees", text=text, citations=(citation(text),))
    )
    address = served(app)
    page.goto(address)
    ask(page, LAMP)
    ask(page, HORN)
    page.goto(f"{address}/?q=Which")
    ask(page, HORN)
    sent = [len(turn.answer) for asked in answers.asked for turn in asked.history]
    assert sent == [500, 500]

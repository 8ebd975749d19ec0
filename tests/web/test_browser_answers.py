"""What an answer can do in a browser: its rows sorted, its citations copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from qa.answer import Answer, AnswerKind, Coverage, Item
from tests.browser_helpers import Serve
from tests.web_helpers import answering, citation, serving
from web.answers.citing import as_markdown, as_text

pytestmark = pytest.mark.browser

HOSTILE = "</td></table><img src=x onerror=stolen()> “𝔸 🕯”\n**b**"
CITED = citation(HOSTILE, 10, title="<b>The</b> Act")
SPAN = Answer(AnswerKind.SPAN, text=HOSTILE, citations=(CITED,))
WORDS = ["ten", "<i>nine</i>", "Item 10", "item 9", *(f"w{n:02}" for n in range(21))]


def ledger(words: list[str]) -> Flask:
    items = tuple(
        Item(word, citation(word, 100 * n, section=f"Part {n % 3}")) for n, word in enumerate(words)
    )
    cited = tuple(item.citation for item in items)
    answer = Answer(AnswerKind.LEDGER, items=items, citations=cited, coverage=Coverage(9, 9))
    return answering(answer)[0]


def passages(page: Page) -> list[str]:
    cells = page.locator(".ledger tbody td:nth-child(2)").all_text_contents()
    return [cell.rsplit(" [", 1)[0] for cell in cells]


def sort(page: Page, column: str) -> None:
    page.get_by_role("button", name=column).click()


def test_rows_are_sorted_by_a_column_up_and_down_and_numbers_by_value(
    page: Page, served: Serve
) -> None:
    page.goto(f"{served(ledger(WORDS))}/?q=Which")
    assert passages(page) == WORDS
    sort(page, "Passage")
    found = passages(page)
    assert found[:4] == ["<i>nine</i>", "item 9", "Item 10", "ten"]
    assert sorted(found) == sorted(WORDS)
    sort(page, "Passage")
    assert passages(page) == found[::-1]


def test_rows_of_one_place_keep_their_order_and_the_number_brings_it_back(
    page: Page, served: Serve
) -> None:
    page.goto(f"{served(ledger(WORDS))}/?q=Which")
    sort(page, "Place")
    assert passages(page)[:9] == WORDS[::3]
    sort(page, "No.")
    assert passages(page) == WORDS


def test_the_column_sorted_by_is_told_to_screen_readers(page: Page, served: Serve) -> None:
    page.goto(f"{served(ledger(WORDS))}/?q=Which")
    headers = page.locator(".ledger").first.locator("th")
    sort(page, "Passage")
    told = [headers.nth(n).get_attribute("aria-sort") for n in range(3)]
    assert told == [None, "ascending", None]


def test_the_first_rows_are_shown_and_the_rest_are_behind_a_summary(
    page: Page, served: Serve
) -> None:
    page.goto(f"{served(ledger(WORDS))}/?q=Which")
    rows = page.locator(".ledger tbody tr")
    assert rows.filter(visible=True).count() == 20
    page.get_by_text("Show the other 5 rows").click()
    assert rows.filter(visible=True).count() == 25
    sort(page, "Passage")
    assert rows.filter(visible=True).count() == 25


@pytest.fixture
def reading_page(browser: Browser) -> Iterator[Page]:
    """Yield a page that may read the clipboard, which a person's may not."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("name", "write"), [("plain text", as_text), ("Markdown", as_markdown)])
def test_an_answer_is_copied_sign_for_sign(reading_page: Page, name: str, write: object) -> None:
    with serving(answering(SPAN)[0]) as address:
        reading_page.goto(f"{address}/?q=<b>What</b>?")
        reading_page.get_by_role("button", name=name).click()
        reading_page.get_by_text("Copied").wait_for()
        copied = reading_page.evaluate("navigator.clipboard.readText()")
    assert callable(write)
    assert copied == write(SPAN, address)
    assert reading_page.locator(".turn").locator("img, b, i").count() == 0


def test_a_clipboard_that_refuses_is_told_with_a_link(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("navigator.clipboard.write = () => Promise.reject(new Error());")
    with serving(answering(SPAN)[0]) as address:
        page.goto(f"{address}/?q=What")
        page.get_by_role("button", name="Markdown").click()
        page.get_by_text("The browser did not let it be copied.").wait_for()
        link = page.get_by_role("link", name="Open it instead")
        assert "/cite.md?" in (link.get_attribute("href") or "")
    context.close()


def test_an_answer_that_is_another_one_now_is_not_copied(browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-write"])
    page = context.new_page()
    app, answers = answering(SPAN)
    with serving(app) as address:
        page.goto(f"{address}/?q=What")
        answers.answer = replace(SPAN, generation="new")
        page.get_by_role("button", name="plain text").click()
        page.get_by_text("The answer is another one now").wait_for()
    context.close()


def test_without_scripts_rows_stand_in_their_order_and_citations_are_links(
    browser: Browser,
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with serving(ledger(WORDS)) as address:
        page.goto(f"{address}/?q=Which")
        assert passages(page) == WORDS
        assert page.locator(".turn button").count() == 0
        page.get_by_role("link", name="plain text").click()
        assert page.locator("body").inner_text().count("SHA-256") == len(WORDS)
    context.close()

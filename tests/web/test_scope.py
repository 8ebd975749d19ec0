"""The chat, asked in chosen documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from qa.answer import Answer, AnswerKind
from tests.browser_helpers import ask
from tests.qa_helpers import COLLECTION, Shelf, parsed
from tests.web_helpers import (
    HOSTILE,
    Collection,
    Prepared,
    answering,
    application,
    citation,
    serving,
)
from web.app import create_app
from web.configuration.settings import Settings

FIRST = citation("Bees are kept.", 10)
SPAN = Answer(AnswerKind.SPAN, answer="Bees", text="Bees are kept.", citations=(FIRST,))
KEEPER = "When does the keeper trim the lamp?"
TEXTS = {**COLLECTION, "hostile.md": HOSTILE}


@pytest.fixture
def prepared() -> tuple[FlaskClient, Prepared]:
    app, answers = answering(SPAN)
    return app.test_client(), answers


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with application(tmp_path_factory.mktemp("web"), TEXTS) as app, serving(app) as address:
        yield address


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_question_is_asked_in_the_documents_of_the_address(
    prepared: tuple[FlaskClient, Prepared],
) -> None:
    client, answers = prepared
    page = client.get("/?q=And+then%3F&earlier=First%3F&document=doc").text
    assert [asked.documents for asked in answers.asked] == [("doc",), ("doc",)]
    assert words_of(page).count("Asked in: doc") == 2
    assert 'name="document" value="doc" checked' in page


def test_a_question_in_all_documents_says_nothing_of_them(
    prepared: tuple[FlaskClient, Prepared],
) -> None:
    client, answers = prepared
    page = client.get("/?q=What%3F").text
    assert answers.asked[-1].documents == ()
    assert "Asked in" not in page
    assert "In all documents" in page


def test_the_links_of_a_turn_keep_its_scope(prepared: tuple[FlaskClient, Prepared]) -> None:
    client, _ = prepared
    page = client.get("/?q=What%3F&document=doc").text
    links = [unescape(link) for link in re.findall(r'href="([^"]*[?&]q=[^"]*)"', page)]
    turn = [link for link in links if link.startswith(("/documents/doc?", "/cite."))]
    assert turn
    assert all("document=doc" in link for link in turn)


def test_a_source_leads_back_to_the_scope(prepared: tuple[FlaskClient, Prepared]) -> None:
    client, _ = prepared
    page = client.get("/documents/doc?cite=0-1&q=What%3F&document=doc&year=2018").text
    assert 'href="/?q=What%3F&amp;document=doc&amp;year=2018"' in page


def test_a_verdict_is_on_the_answer_in_its_scope(tmp_path: Path) -> None:
    service = Collection(Shelf(parsed("A text.\n")), Prepared(SPAN))
    app = create_app(Settings(data=tmp_path), service)
    page = app.test_client().get("/?q=What%3F&document=doc").text
    form = page.split('action="/feedback"')[1].split("</form>")[0]
    assert '<input type="hidden" name="document" value="doc">' in form
    app.extensions["feedback"].close()


def test_the_page_of_the_script_answers_in_the_scope_and_names_it_in_the_address(
    prepared: tuple[FlaskClient, Prepared],
) -> None:
    client, answers = prepared
    response = client.post(
        "/ask",
        data={"q": "What?", "document": "doc"},
        headers={"Accept": "application/problem+json, text/html;q=0.9"},
    )
    assert answers.asked[-1].documents == ("doc",)
    assert "Asked in: doc" in words_of(response.text)
    assert "document=doc" in response.headers["Content-Location"]


@pytest.mark.parametrize("query", ["document=whales", "issuer=Ministry", "year=1999"])
def test_a_scope_that_names_nothing_is_told_and_nothing_is_asked(
    prepared: tuple[FlaskClient, Prepared], query: str
) -> None:
    client, answers = prepared
    response = client.get(f"/?q=What%3F&{query}")
    value = query.partition("=")[2]
    assert response.status_code == 422
    assert "any more; take that out of the choice of documents." in words_of(response.text)
    assert f'aria-label="Remove {value}"' in response.text
    assert ">What?</textarea>" in response.text.replace("\n", "")
    assert answers.asked == []


def test_saved_rows_and_citations_are_of_the_scope() -> None:
    app, answers = answering(SPAN)
    app.test_client().get("/cite.txt?q=What%3F&document=doc")
    assert answers.asked[-1].documents == ("doc",)


@pytest.mark.browser
def test_a_scope_stays_for_follow_ups_and_after_a_reload(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".scope summary").click()
    page.get_by_label("Lighthouse Keeping Order").check()
    page.locator("#question").focus()
    ask(page, KEEPER)
    ask(page, "And the horn?")
    told = ["Asked in: Lighthouse Keeping Order"] * 2
    assert page.locator(".asked-in").all_inner_texts() == told
    page.reload()
    assert page.locator(".asked-in").all_inner_texts() == told
    assert page.locator(".chips li span").all_inner_texts() == ["Lighthouse Keeping Order"]
    page.get_by_role("button", name="Remove Lighthouse Keeping Order").click()
    page.locator("#question").focus()
    ask(page, KEEPER)
    assert page.locator(".turn").nth(2).locator(".asked-in").count() == 0


@pytest.mark.browser
def test_a_scope_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/documents")
    page.locator(".shelf li", has_text="Lighthouse").get_by_role("link", name="Ask in it").click()
    for question in (KEEPER, "And the horn?"):
        page.locator("#question").fill(question)
        page.get_by_role("button", name="Ask", exact=True).click()
        page.locator("h2.asked", has_text=question).wait_for()
    assert page.locator(".asked-in").count() == 2
    page.locator(".chips .remove").click()
    assert page.locator(".chips li").count() == 0
    assert page.locator(".choices input:checked").count() == 0
    context.close()


@pytest.mark.browser
def test_a_hostile_title_in_a_scope_runs_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}/?document=hostile")
    ask(page, "What does the attacker write into minutes?")
    assert "<script>" in page.locator(".asked-in").inner_text()
    assert page.locator("main").locator("img, script, b").count() == 0

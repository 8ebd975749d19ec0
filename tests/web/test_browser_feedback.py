"""Verdicts on answers, given in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from qa.answer import Answer, AnswerKind
from tests.browser_helpers import Serve, ask
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared, citation, serving
from web.app import create_app
from web.configuration.settings import Settings
from web.feedback.record import Verdict
from web.feedback.store import verdicts_in

pytestmark = pytest.mark.browser

SPAN = Answer(AnswerKind.SPAN, text="Bees.", citations=(citation("Bees.", 10),))
HOSTILE = """"></textarea><script>document.title = 'stolen'</script> 𝔸\nnext"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(
        Settings(data=tmp_path), Collection(Shelf(parsed("A text.\n")), Prepared(SPAN))
    )
    yield app
    app.extensions["feedback"].close()


def test_a_verdict_with_a_remark_is_sent_without_leaving_the_page(
    page: Page, served: Serve, app: Flask, tmp_path: Path
) -> None:
    page.goto(served(app))
    ask(page, "<b>What</b>?")
    ask(page, "And then?")
    turn = page.locator(".turn").nth(1)
    turn.get_by_text("Add a remark").click()
    turn.locator("textarea").fill(HOSTILE)
    turn.get_by_role("button", name="No").click()
    turn.get_by_text("Thank you, your verdict is kept.").wait_for()
    assert turn.locator("form").count() == 0
    assert page.evaluate("document.activeElement.role") == "status"
    (found,) = verdicts_in(tmp_path)
    assert (found.question, found.earlier) == ("And then?", ("<b>What</b>?",))
    assert (found.verdict, found.remark) == (Verdict.DOWN, HOSTILE)
    assert found.is_as_shown


def test_a_verdict_that_is_not_kept_can_be_sent_again(
    browser: Browser, app: Flask, tmp_path: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    with serving(app) as address:
        page.goto(f"{address}/?q=What")
        page.route("**/feedback", lambda route: route.abort(), times=1)
        page.get_by_role("button", name="Yes").click()
        page.get_by_text("your verdict is not kept").wait_for()
        page.get_by_role("button", name="Yes").click()
        page.get_by_text("Thank you").wait_for()
    context.close()
    assert [each.verdict for each in verdicts_in(tmp_path)] == [Verdict.UP]


def test_without_scripts_the_page_comes_back_with_thanks(
    browser: Browser, app: Flask, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with serving(app) as address:
        page.goto(f"{address}/?q=What&earlier=First")
        turn = page.locator(".turn").nth(1)
        turn.get_by_text("Add a remark").click()
        turn.locator("textarea").fill(HOSTILE)
        turn.get_by_role("button", name="Yes").click()
        turn.get_by_text("Thank you").wait_for()
        assert page.get_by_text("Thank you").filter(visible=True).count() == 1
        assert page.url.startswith(f"{address}/?q=What&earlier=First#")
    context.close()
    (found,) = verdicts_in(tmp_path)
    assert (found.verdict, found.remark, found.earlier) == (Verdict.UP, HOSTILE, ("First",))

"""The day that a question is asked as of, chosen in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser_helpers import ask
from tests.editions_helpers import EDITIONS, QUESTION
from tests.web_helpers import application, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with application(tmp_path_factory.mktemp("web"), EDITIONS) as app, serving(app) as address:
        yield address


def test_a_day_that_is_chosen_stands_as_a_chip_and_is_asked_until_it_is_taken_out(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.locator(".scope summary").click()
    page.get_by_label("As of").fill("2016-01-01")
    expect(page.locator(".chips")).to_contain_text("As of 1 January 2016")
    page.locator("#question").focus()
    ask(page, QUESTION)
    expect(page.locator(".turn").nth(0)).to_contain_text("thirty crowns")
    page.get_by_role("button", name="Remove As of 1 January 2016").click()
    expect(page.locator(".chips")).to_be_hidden()
    page.locator("#question").focus()
    ask(page, QUESTION)
    expect(page.locator(".turn").nth(1)).to_contain_text("fifty crowns")

"""What the first look at the page costs, and the second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.state_answers import SPAN
from tests.states import MAGNIFIED
from web.bench.painting import first_paint
from web.static_files import static_address

pytestmark = pytest.mark.browser

MOST_BYTES = 150 * 1024


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()  # with an empty cache
    yield context.new_page()
    context.close()


def transferred(page: Page, address: str) -> float:
    """Open an address and return the bytes that came over the network, headers included."""
    session: CDPSession = page.context.new_cdp_session(page)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    session.detach()
    return sum(sizes)


def test_the_first_view_is_light(fresh: Page, address_of_states: str) -> None:
    assert 0 < transferred(fresh, address_of_states) <= MOST_BYTES


def test_the_second_view_transfers_the_page_alone(fresh: Page, address_of_states: str) -> None:
    first = transferred(fresh, address_of_states)
    second = transferred(fresh, address_of_states)
    assert 0 < second < first / 4


def test_the_first_view_begins_at_the_top_on_a_phone(fresh: Page, address_of_states: str) -> None:
    fresh.set_viewport_size({"width": 375, "height": 420})  # the examples end below the fold
    fresh.goto(address_of_states, wait_until="networkidle")
    assert fresh.evaluate("document.activeElement.id") == "question"
    assert fresh.evaluate("window.scrollY") == 0


def test_an_answer_is_seen_from_its_beginning_when_magnified(
    fresh: Page, address_of_states: str
) -> None:
    fresh.set_viewport_size(MAGNIFIED)
    fresh.goto(f"{address_of_states}/?{urlencode({'q': SPAN})}", wait_until="networkidle")
    assert fresh.evaluate("window.scrollY") == 0


def test_the_address_of_static_files_changes_with_them(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    before = static_address(tmp_path)
    assert before == static_address(tmp_path)
    (tmp_path / "a.css").write_text("b {}")
    assert static_address(tmp_path) != before


def test_the_first_paint_is_measured_in_seconds(browser: Browser, address_of_states: str) -> None:
    assert 0.005 < first_paint(browser, address_of_states) < 5

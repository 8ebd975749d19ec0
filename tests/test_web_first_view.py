"""What the first look at the page costs, and the second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.state_answers import application_of_states
from tests.states import blank_page
from tests.web_helpers import serving
from web.painting import first_paint
from web.static_files import static_address

pytestmark = pytest.mark.browser

MOST_BYTES = 150 * 1024


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        application_of_states(tmp_path_factory.mktemp("states")) as app,
        serving(app) as address,
    ):
        yield address


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    with blank_page(browser) as page:
        yield page


def transferred(page: Page, address: str) -> float:
    """Open an address and return the bytes that came over the network, headers included."""
    session: CDPSession = page.context.new_cdp_session(page)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    session.detach()
    return sum(sizes)


def test_the_first_view_is_light(fresh: Page, address: str) -> None:
    assert 0 < transferred(fresh, address) <= MOST_BYTES


def test_the_second_view_transfers_the_page_alone(fresh: Page, address: str) -> None:
    first = transferred(fresh, address)
    second = transferred(fresh, address)
    assert 0 < second < first / 4


def test_the_address_of_static_files_changes_with_them(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    before = static_address(tmp_path)
    assert before == static_address(tmp_path)
    (tmp_path / "a.css").write_text("b {}")
    assert static_address(tmp_path) != before


def test_the_first_paint_is_measured_in_seconds(browser: Browser, address: str) -> None:
    assert 0.005 < first_paint(browser, address) < 5

"""Nothing that a person reads jumps away when an answer comes."""

from __future__ import annotations

from collections.abc import Iterator
from time import sleep

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize

from tests.browser_helpers import ask
from tests.state_answers import EXCERPT, LIST, SPAN, application_of_states
from tests.states import blank_page
from tests.web_helpers import serving

pytestmark = pytest.mark.browser

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 667}
# Sums what moves, what moves within 500 ms of a key included, which browsers would excuse.
OBSERVE_SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      window.shifts.push([value, sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""
NEXT_FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""


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


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("seconds", [0.0, 0.6], ids=["at once", "after a while"])
def test_no_answer_that_comes_moves_what_was_there(
    fresh: Page, address: str, size: ViewportSize, seconds: float
) -> None:
    def late(route: Route) -> None:
        sleep(seconds)
        route.continue_()

    fresh.set_viewport_size(size)
    fresh.route("**/ask", late)
    fresh.goto(address)
    fresh.evaluate(OBSERVE_SHIFTS)
    # The box grows with what is typed in it, which is not the answer's doing.
    fresh.locator("#question").evaluate("box => { box.style.maxHeight = '3.25rem'; }")
    for question in (SPAN, EXCERPT, LIST):
        ask(fresh, question)
        fresh.evaluate(NEXT_FRAMES)
    assert fresh.evaluate("window.shifts") == []

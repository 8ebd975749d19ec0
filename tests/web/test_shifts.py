"""Nothing that a person reads jumps away when an answer comes."""

from __future__ import annotations

from collections.abc import Iterator
from time import sleep

import pytest
from playwright.sync_api import BrowserContext, Page, Route, ViewportSize

from tests.state_answers import EXCERPT, LIST, SPAN
from tests.states import blank_page

pytestmark = pytest.mark.browser

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 667}
# Less than 0.1 counts as good; a box of several lines that falls back to one is a thousandth.
MOST = 0.005
# Collects what moves, what moves within 500 ms of a key included, which browsers would excuse.
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


@pytest.fixture
def fresh(context: BrowserContext) -> Iterator[Page]:
    with blank_page(context) as page:
        yield page


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("seconds", [0.0, 0.6], ids=["at once", "after a while"])
def test_no_answer_that_comes_moves_what_was_there(
    fresh: Page, address_of_states: str, size: ViewportSize, seconds: float
) -> None:
    def late(route: Route) -> None:
        sleep(seconds)
        route.continue_()

    fresh.set_viewport_size(size)
    fresh.route("**/ask", late)
    fresh.goto(address_of_states)
    fresh.evaluate(OBSERVE_SHIFTS)
    for count, question in enumerate((SPAN, EXCERPT, LIST), start=1):
        fresh.locator("#question").fill(question)
        fresh.evaluate(NEXT_FRAMES)
        fresh.evaluate("window.shifts.length = 0")
        fresh.keyboard.press("Enter")
        fresh.locator(".turn").nth(count - 1).wait_for()
        fresh.evaluate(NEXT_FRAMES)
        shifts = fresh.evaluate("window.shifts")
        assert sum(value for value, _ in shifts) < MOST, shifts

"""Every state of the pages: accessible, within the view, and in reach of the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import BrowserContext, Page, ViewportSize

from tests.counts import tries
from tests.states import HEIGHT, LOOKS, MAGNIFIED, STATES, State, blank_page, open_state

pytestmark = [pytest.mark.browser, pytest.mark.scale]

LOOKED_AT = STATES[:: tries(3, 1)]  # `make screenshots` and `make soak` go through all

DESK: ViewportSize = {"width": 1280, "height": HEIGHT}
PHONE: ViewportSize = {"width": 375, "height": 600}
RULES = {
    "resultTypes": ["violations"],
    # Off unless asked for: WCAG 2.5.8.
    "rules": {"target-size": {"enabled": True}},
}
# The narrowest and the widest look, and both colour schemes; an audit takes a quarter of a second.
AUDITED: tuple[tuple[int, Literal["light", "dark"]], ...] = ((375, "light"), (1280, "dark"))
OTHER_STOPS = 5  # of the focus on its way: the browser's own controls, boxes that scroll
# Whatever a person may operate, but for what is hidden and all of a radio group but one.
CONTROLS = """async () => {
  await new Promise(requestAnimationFrame); // a new size of the window has its effects
  const groups = new Set();
  return [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
  )].filter((each) => {
    if (each.disabled || each.closest("[inert]")) return false;
    if (!each.checkVisibility({ visibilityProperty: true })) return false;
    if (each.type !== "radio") return true;
    const isFirst = !groups.has(each.name);
    groups.add(each.name);
    return isFirst;
  });
}"""
FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""
FOCUSED = """(controls) => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const hasRing = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  return [controls.indexOf(document.activeElement), hasRing];
}"""
# Controls that something else lies over when they have the focus (WCAG 2.4.11), as markup.
COVERED = """(controls) => controls.filter((control) => {
  control.focus();
  return ![...control.getClientRects()].some(({ x, y, width, height }) => {
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    return there && (control.contains(there) || there.contains(control));
  });
}).map((control) => control.outerHTML)"""
# Elements that look alike with and without their state, as markup.
ALIKE = """() => {
  const looks = (element) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    return [style.content, style.fontWeight, style.textDecorationLine, style.backgroundColor,
            style.borderWidth, style.borderStyle, style.outlineStyle].join();
  }).join();
  const plain = document.createElement("span");
  const same = [...document.querySelectorAll("mark")].filter((mark) => {
    mark.after(plain);
    return looks(mark) === looks(plain);
  });
  plain.remove();
  for (const name of ["aria-current", "aria-pressed", "aria-selected"]) {
    for (const element of document.querySelectorAll(`[${name}]:not([${name}=false])`)) {
      const value = element.getAttribute(name), before = looks(element);
      element.removeAttribute(name);
      if (looks(element) === before) same.push(element);
      element.setAttribute(name, value);
    }
  }
  return same.map((element) => element.outerHTML);
}"""
# Buttons and fields that nothing tells from text where all colours are forced, as markup.
BARE = """() => [
  ...document.querySelectorAll("button, input[type=text], input[type=search], textarea"),
].filter((each) => {
  const { borderTopStyle, textDecorationLine } = getComputedStyle(each);
  return each.checkVisibility() && borderTopStyle === "none" && textDecorationLine === "none";
}).map((each) => each.outerHTML)"""


@pytest.fixture(scope="module", params=LOOKED_AT, ids=lambda state: state.name)
def state(request: pytest.FixtureRequest) -> State:
    assert isinstance(request.param, State)
    return request.param


@pytest.fixture(scope="module")
def opened(context: BrowserContext, address_of_states: str, state: State) -> Iterator[Page]:
    """Yield a page in a state; the tests of the state share it."""
    with blank_page(context) as page:
        page.set_viewport_size(DESK)
        open_state(page, address_of_states, state)
        yield page


@pytest.fixture
def shown(opened: Page, state: State) -> Page:
    """Return the page of a state as a desk shows it by day."""
    opened.set_viewport_size(DESK)
    opened.emulate_media(
        media=state.media, color_scheme="light", reduced_motion="null", forced_colors="null"
    )
    return opened


def test_axe_finds_nothing(shown: Page) -> None:
    shown.evaluate(AXE_SCRIPT)
    for width, scheme in AUDITED:
        shown.set_viewport_size({"width": width, "height": HEIGHT})
        shown.emulate_media(color_scheme=scheme)
        found = AxeResults(shown.evaluate("(options) => axe.run(options)", RULES))
        assert found.violations_count == 0, f"{width} {scheme}: {found.generate_report()}"


def test_nothing_scrolls_sideways(shown: Page) -> None:
    for width in (MAGNIFIED["width"], *(width for width, _ in LOOKS)):
        shown.set_viewport_size({"width": width, "height": HEIGHT})
        assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_tab_reaches_every_control_and_shows_where_it_is(shown: Page) -> None:
    controls = shown.evaluate_handle(CONTROLS)
    count = shown.evaluate("(controls) => controls.length", controls)
    shown.evaluate(FROM_THE_TOP)
    reached = set()
    for _ in range(count + OTHER_STOPS):
        shown.keyboard.press("Tab")
        number, has_ring = shown.evaluate(FOCUSED, controls)
        assert has_ring or number < 0, shown.evaluate("document.activeElement.outerHTML")
        reached.add(number)
    assert reached >= set(range(count))


@pytest.mark.parametrize("size", [MAGNIFIED, PHONE], ids=["magnified", "phone"])
def test_nothing_covers_what_has_the_focus(shown: Page, size: ViewportSize) -> None:
    shown.set_viewport_size(size)
    assert shown.evaluate(COVERED, shown.evaluate_handle(CONTROLS)) == []


def test_nothing_moves_for_who_wants_less_motion(shown: Page) -> None:
    shown.emulate_media(reduced_motion="reduce")
    moving = "document.getAnimations().filter((each) => each.playState === 'running').length"
    assert shown.evaluate(moving) == 0
    assert shown.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_forced_colours_hide_no_state(shown: Page) -> None:
    shown.emulate_media(forced_colors="active")
    assert shown.evaluate(ALIKE) == []
    assert shown.evaluate(BARE) == []

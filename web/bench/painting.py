"""How soon a browser shows a page, for `make bench`, and the browser where there is one."""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUNS = 7

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
)
_FIRST_PAINT = """() => new Promise((painted) =>
  new PerformanceObserver((list, observer) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === "first-contentful-paint") { observer.disconnect(); painted(startTime); }
    }
  }).observe({ type: "paint", buffered: true }))"""


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """Start the Chromium that `PINCITE_CHROMIUM` names or that is on the PATH; end it at the end.

    None where there is none, or no playwright: the service itself needs neither.
    """
    path = os.environ.get("PINCITE_CHROMIUM") or shutil.which("chromium")
    if path is None or find_spec("playwright") is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


def first_paint(browser: Browser, address: str) -> float:
    """Return the seconds from asking for an address until the browser shows some of the page.

    The median of several runs; each finds the browser's cache empty.
    """
    seconds: list[float] = []
    for _ in range(RUNS):
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        seconds.append(float(page.evaluate(_FIRST_PAINT)) / 1000)
        context.close()
    return statistics.median(seconds)

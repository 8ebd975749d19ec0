"""Pictures of every state of the pages, and those of the README: `make screenshots`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, ViewportSize

from tests.state_answers import application_of_states
from tests.states import HEIGHT, LOOKS, STATES, State, blank_page, open_state
from tests.web_helpers import serving
from web.app import create_app
from web.bench.painting import chromium
from web.configuration.settings import read_settings
from web.service import opened

_WINDOW: ViewportSize = {"width": 1080, "height": 720}
_QUESTION = "When was the government's firearms control headquarters set up?"
_ASKED = f"/?{urlencode({'q': _QUESTION})}"
# States of the shipped collection.
_PICTURES = (
    State("answer", _ASKED, ".turn blockquote"),
    State("document", _ASKED, "mark#cited", lambda page: page.locator("blockquote .cite").click()),
)


def main(folder: Path, readme: Path) -> None:
    """Write the pictures of every state into one folder and those of the README into another.

    The first are called `state-width-scheme.png` and show whole pages of a collection written for
    the tests; the others show what a window shows of the collection of the settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        if browser is None:
            sys.exit("no Chromium was found; install it or set PINCITE_CHROMIUM to its path")
        context = browser.new_context()
        with (
            TemporaryDirectory() as made,
            application_of_states(Path(made)) as app,
            serving(app) as address,
        ):
            for state in STATES:
                _walked(context, address, state, folder)
        with opened(read_settings()) as shipped, serving(create_app(service=shipped)) as address:
            for state in _PICTURES:
                _pictured(context, address, state, readme)


def _walked(context: BrowserContext, address: str, state: State, folder: Path) -> None:
    with blank_page(context) as page:
        page.set_viewport_size({"width": LOOKS[-1][0], "height": HEIGHT})
        open_state(page, address, state)
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(media=state.media, color_scheme=scheme)
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": height})
            file = folder / f"{state.name}-{width}-{scheme}.png"
            page.screenshot(path=file, animations="disabled")


def _pictured(context: BrowserContext, address: str, state: State, folder: Path) -> None:
    with blank_page(context) as page:
        page.set_viewport_size(_WINDOW)
        open_state(page, address, state)
        page.screenshot(path=folder / f"{state.name}.png", animations="disabled", caret="hide")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

"""The states that a person meets the pages in: what the tests walk and the pictures show.

They are states of an application over the collection of `tests.state_answers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Literal
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, Page, Route, ViewportSize

from tests.browser_helpers import ask
from tests.state_answers import (
    BARE_REFUSAL,
    COMPARED,
    CONFLICT,
    EXCERPT,
    HOSTILE_QUESTION,
    KEY,
    LEDGER,
    LIST,
    READINGS,
    REFUSAL,
    SPAN,
    TABLE,
    UNBROKEN,
)
from tests.state_changes import AT_WORK, BROKEN, DONE, REMOVED

HEIGHT = 800  # CSS pixels
# What 1280 × 1024 pixels show at 400 % (WCAG 1.4.10).
MAGNIFIED: ViewportSize = {"width": 320, "height": 256}
PATIENCE = 10_000  # milliseconds until a state is given up
# The widths of a phone, a tablet and a desk, each with a colour scheme: all use the same colours.
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    (375, "light"),
    (768, "dark"),
    (1280, "light"),
)


@dataclass(frozen=True, slots=True)
class State:
    """A state of the pages.

    `name` is that of its pictures, `path` the address below that of the service, `seen` selects
    what must be visible in it, and `reach` does on the page what the address alone does not.
    """

    name: str
    path: str
    seen: str
    reach: Callable[[Page], None] = lambda _: None
    media: Literal["screen", "print"] = "screen"


def open_state(page: Page, address: str, state: State) -> None:
    """Bring a page into a state of the service at an address and wait until it is seen."""
    page.emulate_media(media=state.media)
    page.goto(address + state.path)
    state.reach(page)
    page.locator(state.seen).first.wait_for()


@contextmanager
def blank_page(context: BrowserContext) -> Iterator[Page]:
    """Open a page that knows of no other; requests that are held back in it end with it."""
    context.clear_cookies()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    page.unroute_all(behavior="ignoreErrors")
    page.close()


def _asked(*questions: str) -> str:
    fields = [("earlier", question) for question in questions[:-1]] + [("q", questions[-1])]
    return f"/?{urlencode(fields)}"


def _send(page: Page) -> None:
    page.locator("#question").fill(SPAN)
    page.locator("#question").press("Enter")


def _never_answered(page: Page) -> None:
    page.route("**/ask", lambda _: None, times=1)
    _send(page)


def _answered(page: Page, reply: Mapping[str, str], status: int) -> None:
    def fulfil(route: Route) -> None:
        route.fulfill(status=status, json=dict(reply))

    page.route("**/ask", fulfil, times=1)
    _send(page)


def _talk(page: Page) -> None:
    ask(page, SPAN)
    ask(page, EXCERPT)


def _edit(page: Page) -> None:
    page.locator(".understood summary").last.click()


def _open_scope(page: Page) -> None:
    page.locator(".scope summary").click()


def _open_details(page: Page) -> None:
    page.locator("main details > summary").click()


def _choose_too_much(page: Page) -> None:
    _open_details(page)
    page.locator("#adding").evaluate("(form) => { form.dataset.limit = 10; }")
    page.locator("#files").set_input_files(
        {"name": "bees.txt", "mimeType": "text/plain", "buffer": b"The hives are counted."}
    )
    page.locator("#adding button").click()


def _list_conversations(page: Page) -> None:
    _talk(page)
    page.locator(".site a[href='/conversations']").click()


def _manage(page: Page) -> None:
    _talk(page)
    page.locator(".manage").click()


def _share(page: Page) -> None:
    _manage(page)
    page.locator("form[action$='/share'] button").click()


def _read_shared(page: Page) -> None:
    _share(page)
    page.locator(".link a").click()


def _sign_in(page: Page, key: str) -> None:
    page.locator("#key").fill(key)
    page.keyboard.press("Enter")


def _sign_in_and_look(page: Page) -> None:
    _sign_in(page, str(KEY))
    page.locator(".site a[href='/sign-in']").click()


def _sign_in_and_out(page: Page) -> None:
    _sign_in_and_look(page)
    page.locator("form[action='/sign-out'] button").click()


def _follow_the_first_citation(page: Page) -> None:
    page.locator("blockquote .cite").first.click()


STATES = (
    State("empty", "/", "#question"),
    State("working", "/", ".working", _never_answered),
    State("span", _asked(SPAN), ".turn blockquote .cite"),
    State("follow-up", _asked(SPAN, EXCERPT), ".exchange + .exchange .missing"),
    State("list", _asked(LIST), ".turn .items li"),
    State("table", _asked(TABLE), ".turn .table td"),
    State("ledger", _asked(LEDGER), ".turn .ledger"),
    State("refusal", _asked(REFUSAL), ".turn .suggestions a"),
    State("bare-refusal", _asked(BARE_REFUSAL), ".turn .refused"),
    State("readings", _asked(READINGS), ".turn .sides"),
    State("conflict", _asked(CONFLICT), ".turn .sides"),
    State("compared", _asked(COMPARED), ".turn .sides"),
    State("unbroken", _asked(UNBROKEN), ".turn blockquote"),
    State("hostile", _asked(HOSTILE_QUESTION), ".turn blockquote"),
    State("problem", "/", "#problem button", partial(_answered, reply={}, status=503)),
    State("error-page", "/documents/none", "main h1"),
    State("scope", "/?document=bees", ".scope fieldset", _open_scope),
    State("scope-asked", f"{_asked(SPAN)}&document=lantern", ".asked-in", _open_scope),
    State("scope-gone", f"{_asked(SPAN)}&year=1", ".chips li"),
    State("library", "/documents", ".shelf a"),
    State("library-none", "/documents?q=zebra", "#content .note[role=status]"),
    State("adding", "/documents", "#files", _open_details),
    State("adding-too-large", "/documents", "#problem:not(:empty)", _choose_too_much),
    State("change-at-work", f"/changes/{AT_WORK}", "#stage"),
    State("change-done", f"/changes/{DONE}", ".fates .refused"),
    State("change-failed", f"/changes/{BROKEN}", "main .problem"),
    State("change-removed", f"/changes/{REMOVED}", "main .onward"),
    State("document-manage", "/documents/bees/manage", ".danger form", _open_details),
    State("search", "/search", "#wanted"),
    State("found", "/search?q=keeper", ".hits mark"),
    State("not-found", "/search?q=zebra", "#content [role=status]"),
    State("document", "/documents/bees", "#text"),
    State("api", "/api/v1/docs", "main h1"),
    State("hostile-document", "/documents/hostile", "#text"),
    State("pane", _asked(SPAN), "#pane mark.cited", _follow_the_first_citation),
    State("source", "/documents/lantern?cite=36-187,190-232", "mark#cited"),
    State("find", "/documents/bees?find=hives", "mark.found"),
    State("find-nothing", "/documents/bees?find=zebra", ".hits .end"),
    State("source-page", "/documents/bees?cite=34-90,120-150&context=25-32", "mark#cited-2"),
    State("source-search", "/documents/bees?cite=34-90&find=hive", ".hits .count"),
    State("source-not-found", "/documents/bees?find=zebra", ".hits .end"),
    State("structure-lists", "/documents/bees/structure/lists", ".found main li"),
    State("structure-tables", "/documents/bees/structure/tables", ".found main td"),
    State("kept", "/", ".manage:visible", _talk),
    State("conversations-none", "/conversations", "#content p a"),
    State("conversations", "/", ".rows .open", _list_conversations),
    State("manage", "/", "#rename", _manage),
    State("share", "/", ".link a", _share),
    State("shared", "/", ".shared .exchange + .exchange", _read_shared),
    State("editing", _asked(SPAN, EXCERPT), ".understood textarea", _edit),
    State("sign-in", "/sign-in?next=/documents", "#key"),
    State("sign-in-refused", "/sign-in", ".problem", partial(_sign_in, key="pincite_0")),
    State(
        "signed-in",
        "/sign-in?next=/about",
        ".site a[href='/sign-in']",
        partial(_sign_in, key=str(KEY)),
    ),
    State("signed-out", "/sign-in", "[role=status]", _sign_in_and_out),
    State("sign-out", "/sign-in", "form[action='/sign-out'] button", _sign_in_and_look),
    State("about", "/about", "#figures"),
    State("api", "/api/v1/docs", "main h1"),
    State("print", _asked(SPAN, LIST), ".turn .items li", media="print"),
)

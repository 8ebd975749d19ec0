"""Documents that are added and removed in a browser, with JavaScript and without."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from tests.browser_helpers import Serve
from tests.changing import Kept, made
from tests.collecting_helpers import HARBOURS, LAKES
from tests.fakes import HashedWords
from tests.qa_helpers import build
from web.changes.making import make_changes

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # milliseconds
FILES: list[FilePayload] = [
    {"name": "harbours.txt", "mimeType": "text/plain", "buffer": HARBOURS.encode()},
    {"name": "empty.pdf", "mimeType": "application/pdf", "buffer": b""},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return build(tmp_path, {"lakes.txt": LAKES})


@pytest.fixture
def address(data: Path, served: Serve) -> str:
    def start() -> None:
        Thread(target=make_changes, args=(data, HashedWords, 1_000_000)).start()

    return served(made(data, start, uploads="local"))


def add_files(page: Page, address: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/documents")
    page.get_by_text("Add documents").click()
    page.locator("#files").set_input_files(FILES)
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", name="Documents added").wait_for()


def require_summary(page: Page) -> None:
    assert "/changes/" in page.url
    told = page.locator(".fates li").all_inner_texts()
    assert [" ".join(each.split()) for each in told] == [
        "harbours.txt added Read harbours · Ask in it",
        "empty.pdf not added Empty.pdf is empty.",
    ]


def test_files_are_added_and_removed_again(page: Page, address: str, data: Path) -> None:
    add_files(page, address)
    require_summary(page)
    page.get_by_role("link", name="All documents").click()
    page.get_by_role("link", name="Edit or remove Harbours").click()
    page.get_by_label("Issuer").fill("Harbour Board")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Described").wait_for()
    page.goto(f"{address}/documents/harbours/manage")
    assert page.get_by_label("Issuer").input_value() == "Harbour Board"
    page.get_by_text("Remove this document").click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_role("heading", name="Removed").wait_for()
    assert Kept(data).index.document_ids() == ("lakes",)


def test_files_are_added_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    add_files(page, address)
    require_summary(page)
    context.close()


def test_what_the_service_refuses_is_told_beside_the_form(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/documents")
    page.get_by_text("Add documents").click()
    page.locator("#files").set_input_files(FILES)
    page.route(
        "**/documents", lambda route: route.fulfill(json={"detail": "Too many wait."}, status=503)
    )
    page.get_by_role("button", name="Add").click()
    page.locator("#problem", has_text="Too many wait.").wait_for()
    assert page.get_by_role("button", name="Add").is_enabled()
    page.close()

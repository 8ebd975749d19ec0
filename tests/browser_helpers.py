"""What the tests with a browser share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from flask import Flask
from playwright.sync_api import Page

Serve: TypeAlias = Callable[[Flask], str]


def ask(page: Page, question: str) -> None:
    """Type a question where the focus is, send it with Enter and wait for its answer."""
    before = page.locator(".turn").count()
    page.locator("#question:focus").wait_for()
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    page.locator(".turn .sources, .turn .refused").nth(before).wait_for()

"""The chat in a browser, with conversations that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route

from qa.answer import Answer, AnswerKind
from tests.browser_helpers import Serve, ask
from tests.web_helpers import Prepared, citation, keeping

pytestmark = pytest.mark.browser

LAMP = "When is the lamp trimmed?"
HORN = "And the horn?"
FORM = "application/x-www-form-urlencoded"
UNDERSTOOD = "When is the horn blown?"
ANSWER = Answer(
    AnswerKind.SPAN,
    answer="at dusk",
    text="The lamp is trimmed at dusk.",
    citations=(citation("A text.", 0),),
    understood_as=UNDERSTOOD,
)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Flask, Prepared]]:
    with keeping(tmp_path, ANSWER) as made:
        yield made


@pytest.fixture
def address(kept: tuple[Flask, Prepared], served: Serve) -> str:
    return served(kept[0])


@pytest.fixture
def careless(browser: Browser, address: str) -> Iterator[Page]:
    """Yield the chat in a page that may complain of what it cannot load."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    yield page
    page.unroute_all(behavior="ignoreErrors")
    context.close()


def asked(page: Page) -> list[str]:
    return page.locator(".turn .asked").all_text_contents()


def box(page: Page) -> str:
    return page.locator("#question").input_value()


def held_back(page: Page) -> list[Route]:
    """Hold back the next question; return where its route will be."""
    held: list[Route] = []
    page.route("**/ask", lambda route: held.append(route), times=1)
    return held


def test_a_reload_shows_the_conversation_as_it_was(
    page: Page, address: str, kept: tuple[Flask, Prepared]
) -> None:
    page.goto(address)
    ask(page, LAMP)
    ask(page, HORN)
    shown = page.locator(".turn").all_inner_texts()
    page.reload()
    assert page.locator(".turn").all_inner_texts() == shown
    assert len(kept[1].asked) == 2
    page.locator("#question").focus()
    ask(page, "And then?")
    assert asked(page) == [LAMP, HORN, "And then?"]


def test_enter_sends_and_shift_enter_makes_a_line(page: Page, address: str) -> None:
    page.goto(address)
    low = page.locator("#question").bounding_box()
    page.keyboard.type("One")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two?")
    high = page.locator("#question").bounding_box()
    assert box(page) == "One\ntwo?"
    assert low
    assert high
    assert high["height"] > low["height"]
    page.keyboard.press("Enter")
    page.locator(".turn").wait_for()
    assert asked(page) == ["One\ntwo?"]


def test_the_arrows_bring_the_questions_back_into_an_empty_box(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, LAMP)
    ask(page, HORN)
    seen = []
    for key in ("Up", "Up", "Up", "Down", "Down"):
        page.keyboard.press(f"Arrow{key}")
        seen.append(box(page))
    assert seen == [HORN, LAMP, LAMP, HORN, ""]
    page.keyboard.type("Mine")
    page.keyboard.press("ArrowUp")
    assert box(page) == "Mine"


@pytest.mark.parametrize("way", ["button", "key"])
def test_a_question_that_is_stopped_leaves_nothing(
    careless: Page, kept: tuple[Flask, Prepared], way: str
) -> None:
    page = careless
    ask(page, LAMP)
    held = held_back(page)
    page.keyboard.type(HORN)
    page.keyboard.press("Enter")
    stop = page.get_by_role("button", name="Stop")
    stop.wait_for()
    assert page.locator("#status").text_content() == "Looking it up…"
    with page.expect_request("**/ask/stop") as told:
        if way == "button":
            stop.click()
        else:
            page.keyboard.press("Escape")
    assert told.value.response() is not None
    page.get_by_text("Stopped. Nothing was added.").wait_for()
    assert box(page) == HORN
    assert asked(page) == [LAMP]
    # The question arrives late, as one that was on its way does.
    client = kept[0].test_client()
    late = client.post("/ask", data=held[0].request.post_data, content_type=FORM)
    assert late.status_code in (404, 409)
    page.reload()
    assert asked(page) == [LAMP]
    assert box(page) == HORN
    page.locator("#question").press("Enter")
    page.locator(".turn").nth(1).wait_for()
    assert asked(page) == [LAMP, HORN]


def test_a_lost_connection_says_so_and_loses_nothing(careless: Page) -> None:
    page = careless
    page.route("**/ask", lambda route: route.abort())
    page.keyboard.type(LAMP)
    page.keyboard.press("Enter")
    page.get_by_text("The service cannot be reached. Your question is kept.").wait_for()
    page.reload()
    assert box(page) == LAMP
    page.locator("#question").press("Enter")
    retry = page.get_by_role("button", name="Try again")
    retry.wait_for()
    page.unroute_all()
    retry.click()
    page.locator(".turn").wait_for()
    assert asked(page) == [LAMP]
    page.reload()
    assert box(page) == ""


def test_an_answer_that_was_lost_on_its_way_is_not_kept_twice(careless: Page) -> None:
    page = careless

    def lose(route: Route) -> None:
        route.fetch()  # the service answers and keeps it
        route.abort()

    page.route("**/ask", lose, times=1)
    page.keyboard.type(LAMP)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Try again").wait_for()
    page.reload()
    page.locator("#question").press("Enter")
    page.locator(".turn").wait_for()
    page.reload()
    assert asked(page) == [LAMP]
    page.goto(page.url.partition("/conversations")[0] + "/conversations")
    assert page.locator(".rows li").count() == 1


def test_a_question_sent_twice_is_asked_once(
    page: Page, address: str, kept: tuple[Flask, Prepared]
) -> None:
    page.goto(address)
    page.keyboard.type(LAMP)
    page.evaluate("""() => {
      const form = document.getElementById("ask");
      form.requestSubmit();
      form.requestSubmit();
    }""")
    page.locator(".turn").wait_for()
    page.locator("#ask button:not(.busy)").wait_for()
    assert asked(page) == [LAMP]
    assert len(kept[1].asked) == 1


def test_the_answer_is_announced_and_the_focus_stays_in_the_box(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, LAMP)
    assert page.locator("#status").text_content() == "Answer: at dusk. 1 citation."
    assert page.locator("#question:focus").count() == 1
    assert page.locator("[aria-live], [role=status], [role=alert]").locator(".turn").count() == 0


def test_a_new_question_stands_at_the_top(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(address)
    for number in range(3):
        ask(page, f"Number {number}?")
        top = page.locator(".turn").last.evaluate("each => each.getBoundingClientRect().top")
        assert -1 < top < 60


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "form"])
def test_how_a_question_was_understood_can_be_put_right(
    browser: Browser, address: str, kept: tuple[Flask, Prepared], scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(address)
    page.locator("#question").fill(LAMP)
    page.locator("#ask button").click()
    page.locator(".understood summary").click()
    field = page.locator(".understood textarea")
    assert field.input_value() == UNDERSTOOD
    field.fill("When exactly?")
    page.get_by_role("button", name="Ask this").click()
    page.locator(".turn").nth(1).wait_for()
    assert asked(page) == [LAMP, "When exactly?"]
    assert kept[1].asked[-1].history == ()
    context.close()


def test_a_conversation_is_shared_to_be_read(page: Page, browser: Browser, address: str) -> None:
    page.goto(address)
    ask(page, LAMP)
    page.get_by_role("link", name="Save, share or delete").click()
    page.get_by_role("button", name="Make an address to share").click()
    shared = page.locator(".link a").inner_text()
    assert shared.startswith(address)
    other = browser.new_context()
    reader = other.new_page()
    reader.goto(shared)
    assert asked(reader) == [LAMP]
    assert reader.locator("form, input, textarea").count() == 0
    assert other.cookies() == []
    page.get_by_role("button", name="Withdraw the address").click()
    page.get_by_role("button", name="Make an address to share").wait_for()
    answered = reader.reload()
    assert answered
    assert answered.status == 404
    other.close()


def test_a_conversation_is_deleted_with_two_clicks(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, LAMP)
    page.get_by_role("link", name="Save, share or delete").click()
    page.get_by_text("Delete this conversation").click()
    page.get_by_role("button", name="Delete for good").click()
    page.get_by_text("None is kept yet").wait_for()


def test_without_scripts_a_conversation_is_kept_as_well(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    for number, question in enumerate((LAMP, HORN), start=1):
        page.locator("#question").fill(question)
        page.locator("#ask button").click()
        page.wait_for_url(f"**/conversations/*#turn-{number}")
    assert asked(page) == [LAMP, HORN]
    context.close()


def test_without_history_the_address_holds_the_conversation(
    page: Page, served: Serve, tmp_path: Path
) -> None:
    with keeping(tmp_path, ANSWER, days=0) as (app, _):
        page.goto(served(app))
        ask(page, LAMP)
        ask(page, HORN)
        assert "/?q=And+the+horn%3F&earlier=When" in page.url
        shown = page.locator(".turn").all_inner_texts()
        page.reload()
        assert page.locator(".turn").all_inner_texts() == shown
        assert page.context.cookies() == []
        assert page.get_by_role("link", name="Conversations").count() == 0
    assert list(tmp_path.iterdir()) == []

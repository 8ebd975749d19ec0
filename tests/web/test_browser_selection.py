"""A link to whatever passage is selected in a document."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from corpus.structure import StructuredDocument
from qa.answer import Answer, AnswerKind
from tests.browser_helpers import Serve
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared, long_document
from web.app import create_app

pytestmark = pytest.mark.browser

RULES = (
    "1. Bees 🐝\r\n\r\n🐝🐝 Bees\0 are kept on 🏠 roofs\r\nand sold 🍯 in spring.\r\n\r\n"
    "2. Fees\r\n\r\nTen.\r\n"
)
# Selects from where one text first stands in the article to where another next ends.
SELECT = """([from, to]) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let begun = false;
  for (let node; (node = walker.nextNode()); ) {
    const start = begun ? 0 : node.data.indexOf(from);
    if (start < 0) continue;
    if (!begun) range.setStart(node, start);
    begun = true;
    const end = node.data.indexOf(to, start);
    if (end < 0) continue;
    range.setEnd(node, end + to.length);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return;
  }
}"""


def opened(page: Page, served: Serve, document: StructuredDocument, query: str = "") -> None:
    answers = Prepared(Answer(AnswerKind.NOT_FOUND))
    app = create_app(service=Collection(Shelf(document), answers))
    page.goto(f"{served(app)}/documents/doc?{query}")


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("Bees\ufffd are", "kept"),
        ("🐝🐝", "🏠"),
        ("kept on", "sold 🍯"),
        ("Bees 🐝", "Ten."),
        ("roofs\r\nand", "in spring."),
        (" kept", "on "),
    ],
)
def test_the_link_to_a_selection_marks_that_selection(
    page: Page, served: Serve, begin: str, end: str
) -> None:
    opened(page, served, parsed(RULES))
    page.evaluate(SELECT, [begin, end])
    page.get_by_role("link", name="Link to this passage").click()
    page.wait_for_url("**/documents/doc?cite=*#cited")
    marked = "".join(page.locator("mark").all_text_contents())
    text = RULES.replace("\0", "\ufffd")
    start = text.index(begin)
    assert marked == text[start : text.index(end, start) + len(end)].strip()


def test_a_selection_far_down_a_long_document_counts_from_its_beginning(
    page: Page, served: Serve
) -> None:
    document = long_document()
    opened(page, served, document, "section=2501")
    page.evaluate(SELECT, ["warden of part 2500", "keeps the"])
    link = page.get_by_role("link", name="Link to this passage").get_attribute("href")
    start = document.document.text.index("warden of part 2500")
    assert (
        link == f"/documents/doc?cite={start}-{start + len('warden of part 2500 keeps the')}#cited"
    )


def test_the_keyboard_reaches_the_link_from_the_selection(page: Page, served: Serve) -> None:
    opened(page, served, parsed(RULES))
    page.locator(".prose").first.click(click_count=3)
    page.get_by_role("link", name="Link to this passage").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Link to this passage"


def test_no_link_is_offered_for_what_is_not_the_text(page: Page, served: Serve) -> None:
    opened(page, served, parsed(RULES))
    offer = page.get_by_role("link", name="Link to this passage")
    page.evaluate(SELECT, ["kept", "roofs"])
    offer.wait_for()
    page.evaluate("document.getSelection().selectAllChildren(document.querySelector('h1'))")
    offer.wait_for(state="hidden")
    page.evaluate(SELECT, ["kept", "roofs"])
    offer.wait_for()
    page.evaluate("document.getSelection().removeAllRanges()")
    offer.wait_for(state="hidden")

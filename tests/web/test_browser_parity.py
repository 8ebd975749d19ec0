"""The page that the server writes and the one that the script builds."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from qa.answer import (
    Answer,
    AnswerKind,
    Context,
    Correction,
    Coverage,
    Gap,
    Item,
    NearPassage,
    Reading,
    Remark,
)
from tests.browser_helpers import Serve
from tests.web_helpers import answering, citation

pytestmark = pytest.mark.browser

FIRST = citation("Bees are kept.", 10)
SECOND = citation("Hives cost ten crowns.", 50, section="Fees")
ITEMS = (Item("Bees are kept.", FIRST), Item("Hives cost ten crowns.", SECOND))
CONTEXT = (Context("Hives cost ten crowns.", SECOND),)
ROW, HEADER = citation("Roof\t12 crowns", 90), citation("Permit\tFee", 70)
SPAN = Answer(AnswerKind.SPAN, answer="Bees", text="Bees are kept.", citations=(FIRST,))
ANSWERS = {
    "span": SPAN,
    "everything": Answer(
        AnswerKind.SPAN,
        answer="Bees",
        text="Bees are kept.",
        citations=(FIRST,),
        context=CONTEXT,
        missing="the <b>fee</b>",
        readings=(Reading("Which hives?", "", "Hives cost ten crowns.", (SECOND,)),),
        understood_as="Which bees?",
        corrections=(Correction("beas", "bees"),),
    ),
    "list": Answer(AnswerKind.LIST, items=ITEMS, expected=3, citations=(FIRST,), context=CONTEXT),
    "table": Answer(
        AnswerKind.TABLE,
        text="Roof 12 crowns",
        citations=(ROW,),
        context=(Context("Permit Fee", HEADER),),
    ),
    "piped table": Answer(
        AnswerKind.TABLE,
        text="| Roof | 12 |",
        citations=(citation("| Roof | 12 |", 90),),
        context=(Context("| Permit | Fee |", citation("| Permit | Fee |", 60)),),
    ),
    "row of two lines": Answer(
        AnswerKind.TABLE,
        text="Roof 12 crowns (a year) (90.0)",
        citations=(citation("Roof\t12 crowns\n(a year)\t(90.0)", 90),),
        context=(Context("Permit Fee", HEADER),),
    ),
    "row under a label": Answer(
        AnswerKind.TABLE,
        text="Of the city Roof 12 crowns",
        citations=(citation("Of the city\nRoof\t12 crowns", 90),),
        context=(Context("Permit Fee", HEADER),),
    ),
    "cells with marks": Answer(
        AnswerKind.TABLE,
        text="| Roof | $12 |",
        citations=(citation(r"| **Roof_top**^{1} | \$12<br>a \| b ~~c~~ [d](/e) |", 90),),
        context=(Context("| Permit | Fee |", citation("| _Permit_ | Fee |", 60)),),
    ),
    "row without header": Answer(AnswerKind.TABLE, text="Roof 12 crowns", citations=(ROW,)),
    "ledger": Answer(
        AnswerKind.LEDGER, text="Two.", items=ITEMS, citations=(FIRST,), coverage=Coverage(9, 9)
    ),
    "conflict": Answer(
        AnswerKind.CONFLICT, answer="Bees", text="One.", items=ITEMS[:2], citations=(FIRST, SECOND)
    ),
    "two documents": Answer(
        AnswerKind.TWO_DOCUMENTS, text="Both.", items=ITEMS, citations=(FIRST, SECOND)
    ),
    "two documents of one title": Answer(
        AnswerKind.SPAN,
        text="Bees are kept.",
        citations=(FIRST, citation("Bees are kept.", 10, document="copy")),
    ),
    "refusal": Answer(AnswerKind.NOT_FOUND, nearest=(NearPassage("Bees are kept.", FIRST),)),
    "empty refusal": Answer(AnswerKind.NOT_FOUND),
    "refusal with suggestions": Answer(
        AnswerKind.NOT_FOUND,
        missing="wasps",
        gap=Gap.NOWHERE,
        suggestions=("Where are “bees” kept & sold?", "Which documents are in the collection?"),
        nearest=(NearPassage("Bees are kept.", FIRST),),
    ),
    "greeting": Answer(AnswerKind.NOT_FOUND, remark=Remark.GREETING),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_looks_the_same_with_and_without_scripts(
    page: Page, served: Serve, answer: Answer
) -> None:
    looks_the_same(page, served, answer, "What is kept?")


def test_a_long_question_is_left_out_of_the_links_with_and_without_scripts(
    page: Page, served: Serve
) -> None:
    looks_the_same(page, served, SPAN, f"What is k{'é' * 800}pt?")


def looks_the_same(page: Page, served: Serve, answer: Answer, question: str) -> None:
    app, _ = answering(answer)
    address = served(app)
    page.goto(f"{address}/?q={quote(question)}")
    written = page.locator(".turn").inner_text()
    links = page.locator(".turn a").evaluate_all("all => all.map(a => a.href)")
    page.goto(address)
    page.locator("#question:focus").wait_for()
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    page.locator(".turn").wait_for()
    assert page.locator(".turn").inner_text() == written
    assert page.locator(".turn a").evaluate_all("all => all.map(a => a.href)") == links

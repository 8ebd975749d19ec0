"""A refusal as the page and the terminal show it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from qa.answer import Answer, AnswerKind, Gap, NearPassage, Remark
from qa.showing.text import render
from qa.showing.wording import REMARKS
from tests.web_helpers import answering, citation

REFUSAL = Answer(
    AnswerKind.NOT_FOUND,
    missing="Brazil",
    gap=Gap.NOWHERE,
    suggestions=("Where is “Peru” mentioned?", "What does section 2 cover?"),
    nearest=(NearPassage("Bees are kept.", citation("Bees are kept.", 10)),),
)


def page(answer: Answer, **query: str) -> str:
    app, _ = answering(answer)
    return app.test_client().get("/", query_string={"q": "What of Brazil?", **query}).text


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_page_says_what_is_missing_and_why() -> None:
    assert "Nowhere in the documents searched: Brazil" in words_of(page(REFUSAL))


def test_a_suggestion_is_a_link_that_asks_it_next() -> None:
    links = re.findall(r'<a href="(/\?q=[^"]+)">What does section 2 cover\?', page(REFUSAL))
    assert [unescape(link) for link in links] == [
        "/?q=What+does+section+2+cover%3F&earlier=What+of+Brazil%3F"
    ]


@pytest.mark.parametrize("remark", list(Remark))
def test_every_remark_has_its_wording_on_the_page_and_in_the_terminal(remark: Remark) -> None:
    answer = Answer(AnswerKind.NOT_FOUND, remark=remark)
    assert REMARKS[remark] in words_of(page(answer))
    assert " ".join(render(answer).split()) == REMARKS[remark]


def test_the_terminal_lists_what_is_missing_and_what_could_be_asked() -> None:
    assert render(REFUSAL).splitlines()[:8] == [
        "The documents do not answer this.",
        "Nowhere in the documents searched: Brazil",
        "",
        "Questions that the documents answer:",
        "- Where is “Peru” mentioned?",
        "- What does section 2 cover?",
        "",
        "Nearest passages:",
    ]

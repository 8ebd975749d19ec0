"""An answer as a notebook shows it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from qa.answer import (
    Answer,
    AnswerKind,
    Citation,
    Context,
    Correction,
    Gap,
    Item,
    NearPassage,
    Reading,
)
from qa.showing.html import answer_html, show
from qa.showing.text import render
from tests.web_helpers import citation

BEES = citation("Bees are kept.", 10)
LAMPS = citation("Lamps are lit.", 40, section="Lighting", document="lamps")
SPAN = Answer(AnswerKind.SPAN, answer="Bees", text="Bees are kept.", citations=(BEES,))


class Words(HTMLParser):
    """Collects the elements of a page and what a person reads in it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.read = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.read += data


def words(answer: Answer) -> str:
    shown = Words()
    shown.feed(answer_html(answer))
    assert set(shown.elements) <= {
        "blockquote", "br", "div", "li", "ol", "p", "small", "strong", "ul"
    }  # fmt: skip
    return shown.read


def test_a_short_answer_stands_before_its_quote_and_the_source_below() -> None:
    html = answer_html(SPAN)
    assert "<p><strong>Bees</strong></p>\n<blockquote>Bees are kept. [1]</blockquote>" in html
    assert "<li>The Act (2nd) › Scope<br><small>doc, characters 10–24</small></li>" in html


def test_words_of_a_document_are_no_markup() -> None:
    hostile = "<script>alert(1)</script> & \"x\" <img src=x onerror='y'>"
    cited = citation(hostile, document="d", title=hostile)
    answer = Answer(
        AnswerKind.LIST,
        answer=hostile,
        citations=(cited,),
        context=(Context(hostile, cited),),
        items=(Item(hostile, cited),),
        corrections=(Correction(hostile, hostile),),
        readings=(Reading(hostile, hostile, hostile, (cited,)),),
    )
    assert words(answer).count(hostile) == 7
    refusal = Answer(
        AnswerKind.NOT_FOUND,
        nearest=(NearPassage(hostile, cited),),
        missing=hostile,
        gap=Gap.NOWHERE,
        suggestions=(hostile,),
    )
    assert words(refusal).count(hostile) == 4


def test_every_item_has_the_number_of_its_source() -> None:
    items = (Item("bees", BEES), Item("lamps", LAMPS))
    answer = Answer(AnswerKind.LIST, items=items, expected=3, citations=(BEES, LAMPS))
    assert "<ul>\n<li>bees [1]</li>\n<li>lamps [2]</li>\n</ul>\n<p>2 of 3</p>" in answer_html(
        answer
    )


def test_the_sides_of_a_conflict_stand_below_their_titles() -> None:
    items = (Item("bees", BEES), Item("lamps", LAMPS))
    answer = Answer(AnswerKind.CONFLICT, text="bees", items=items, citations=(BEES, LAMPS))
    assert "The sources differ:" in words(answer)
    assert "The Act (2nd, lamps): lamps [2]" in words(answer)


def test_a_refusal_says_what_is_missing_and_what_came_near() -> None:
    answer = Answer(
        AnswerKind.NOT_FOUND,
        nearest=(NearPassage("Bees are kept.", BEES),),
        missing="wasps",
        gap=Gap.NOWHERE,
        suggestions=("Which bees?",),
    )
    read = words(answer)
    for told in (
        "The documents do not answer this.",
        "Nowhere in the documents searched: wasps",
        "Which bees?",
        "Bees are kept.The Act (2nd) › Scopedoc, characters 10–24",
    ):
        assert told in read


@pytest.mark.parametrize("cited", [BEES, LAMPS])
def test_whatever_shows_no_html_shows_what_the_command_line_prints(cited: Citation) -> None:
    answer = Answer(AnswerKind.SPAN, text="Bees are kept.", citations=(cited,))
    assert str(show(answer)) == repr(show(answer)) == render(answer)
    assert show(answer)._repr_html_() == answer_html(answer)

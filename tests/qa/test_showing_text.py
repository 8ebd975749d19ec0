from dataclasses import replace

import pytest

from qa.answer import (
    Answer,
    AnswerKind,
    Citation,
    Context,
    Correction,
    Coverage,
    Item,
    NearPassage,
    Part,
    Reading,
)
from qa.showing.text import render, render_trace
from qa.signals import Signals
from qa.trace import Trace, TracedCandidate


def citation(quote: str, title: str = "Rivers", section: tuple[str, ...] = ()) -> Citation:
    part = Part(10, 10 + len(quote), quote)
    return Citation("rivers", title, "2020", section, None, (part,), "", "", "0" * 64, "/x")


def test_context_stands_before_the_quote_in_brackets() -> None:
    shown = render(
        Answer(
            AnswerKind.SPAN,
            text="the Tana",
            citations=(citation("the Tana"),),
            context=(Context("The rivers are:", citation("The rivers are:")),),
        )
    )
    assert shown.splitlines()[:3] == ["  (The rivers are:)", "", "the Tana"]


def test_a_title_that_is_also_the_first_heading_is_shown_once() -> None:
    cited = citation("It is long.", section=("Rivers", "The Glomma"))
    shown = render(Answer(AnswerKind.SPAN, text="It is long.", citations=(cited,)))
    assert "[1] Rivers (2020) › The Glomma" in shown


def test_the_page_of_a_quote_stands_before_its_characters() -> None:
    cited = replace(citation("It is long."), page=7)
    shown = render(Answer(AnswerKind.SPAN, text="It is long.", citations=(cited,)))
    assert shown.endswith("    rivers, page 7, characters 10–21")


def test_a_refusal_says_so_and_shows_the_nearest_passages() -> None:
    near = NearPassage("The Tana is long.", citation("The Tana is long."))
    shown = render(Answer(AnswerKind.NOT_FOUND, nearest=(near,)))
    assert shown.startswith("The documents do not answer this.\nNearest passages:\n")
    assert "The Tana is long." in shown


def test_a_document_cannot_send_commands_to_the_terminal() -> None:
    quote = "red \x1b[31m alert\x07"
    shown = render(Answer(AnswerKind.SPAN, text=quote, citations=(citation(quote, "T\x1b[2J"),)))
    assert "\x1b" not in shown
    assert "\x07" not in shown


def traced(text: str) -> str:
    signals = Signals(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    candidate = TracedCandidate("ford", (), text, "at dusk", signals, 0.0)
    return render_trace(Trace("When?", "date", "", (), (), (), (), (), (candidate,), None, "it is"))


def test_a_long_candidate_is_cut_between_words() -> None:
    shown = traced("The ford is closed " * 20)
    assert shown.endswith(("The …", "ford …", "is …", "closed …"))


def test_a_long_candidate_without_spaces_is_cut_and_still_shown() -> None:
    last = traced("灯台" * 200).splitlines()[-1]
    assert "“at dusk” in ford: 灯台灯台" in last
    assert last.endswith(("灯…", "台…"))


def test_items_come_one_a_line_with_the_numbers_of_their_citations() -> None:
    places = [citation("a bell"), citation("a gate")]
    shown = render(
        Answer(
            AnswerKind.LIST,
            text="a bell a gate",
            items=tuple(Item(place.quote, place) for place in places),
            expected=3,
            citations=tuple(places),
        )
    )
    assert shown.splitlines()[:4] == ["- a bell [1]", "- a gate [2]", "", "2 of 3"]


def test_a_ledger_tells_its_rows_and_how_much_was_scanned() -> None:
    place = citation("a bell")
    shown = render(
        Answer(
            AnswerKind.LEDGER,
            text="a bell",
            items=(Item(place.quote, place),),
            citations=(place,),
            coverage=Coverage(7, 7),
        )
    )
    assert "1 row; 7 of 7 sections scanned" in shown


def test_another_reading_stands_below_the_answer_with_its_own_source() -> None:
    cited = citation("The Tana is long.")
    other = replace(citation("The Nid is long."), document="lakes", title="Lakes")
    reading = Reading("What is long? (Lakes)", "The Nid", "The Nid is long.", (other,))
    shown = render(
        Answer(AnswerKind.SPAN, text="The Tana is long.", citations=(cited,), readings=(reading,))
    ).splitlines()
    assert shown[2:5] == [
        "It can also be understood as: What is long? (Lakes)",
        "  The Nid is long. [2]",
        "",
    ]
    assert "[2] Lakes (2020)" in shown


def test_a_conflict_shows_both_quotes_with_the_editions_of_their_sources() -> None:
    first = citation("Ten bells.")
    second = replace(citation("Nine bells."), document="older", edition="2019")
    items = (Item("Ten bells.", first), Item("Nine bells.", second))
    shown = render(
        Answer(AnswerKind.CONFLICT, "Nine", items=items, text="Nine", citations=(second, first))
    )
    assert shown.splitlines()[:7] == [
        "The sources differ:",
        "",
        "Rivers (2020):",
        "- Ten bells. [2]",
        "",
        "Rivers (2019):",
        "- Nine bells. [1]",
    ]


@pytest.mark.parametrize("kind", [AnswerKind.SPAN, AnswerKind.NOT_FOUND])
def test_what_was_typed_and_read_stands_first(kind: AnswerKind) -> None:
    found = kind is AnswerKind.SPAN
    shown = render(
        Answer(
            kind,
            text="a bell" if found else "",
            citations=(citation("a bell"),) if found else (),
            corrections=(Correction("bel", "bell"),),
        )
    )
    assert shown.splitlines()[:2] == ["“bel” was read as “bell”.", ""]

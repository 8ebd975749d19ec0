from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from corpus.document import Metadata
from qa.answer import Answer, AnswerKind, Citation, Context, Item, Part, Reading
from tests.web_helpers import citation
from web.answers.citing import as_markdown, as_text
from web.answers.csl import csl_bytes

TEXT = "Before. The **lamp** 🕯 is\ntrimmed at [dusk]\tand\x0c\nat 𝔸dawn. <b>After</b>.\n"
HEAD = replace(citation("Before.", 0), section=("The Act", "Scope", "Lamps"))
BROKEN = replace(
    citation("unused"),
    parts=(Part(8, 44, TEXT[8:44]), Part(46, 55, TEXT[46:55])),
    link="/documents/doc?cite=8-44,46-55#cited",
    page=3,
)
AFTER = TEXT.index("<b>")
LAST = citation(TEXT[AFTER : AFTER + 12], AFTER)
KNOWN = Metadata(issuer="Board of Lamps", date="2018-03", edition="2nd", language="en")


def span(*citations: Citation) -> Answer:
    return Answer(AnswerKind.SPAN, text="Shown.", citations=citations)


def csl(answer: Answer, known: Metadata = KNOWN) -> list[dict[str, object]]:
    found = json.loads(csl_bytes(answer, lambda _: known, "http://host"))
    assert isinstance(found, list)
    return found


def test_a_quote_is_taken_away_verbatim_with_its_numbered_source() -> None:
    assert as_text(span(HEAD), "http://host") == (
        "“Before.” [1]\n\n"
        "[1] The Act (2nd) › Scope › Lamps. Characters 0–7 of the text with the SHA-256 "
        f"{'0' * 64}. http://host/documents/doc?cite=0-7#cited\n"
    )


def test_every_part_of_a_quote_is_a_slice_of_the_document() -> None:
    found = re.findall(r"“(.*?)”", as_text(span(BROKEN)), re.DOTALL)
    assert found == [TEXT[8:44], TEXT[46:55]]
    assert "page 3. Characters 8–44, 46–55 of" in as_text(span(BROKEN))


def test_items_come_in_their_order_after_their_context_under_the_numbers_of_the_page() -> None:
    answer = Answer(
        AnswerKind.LIST,
        items=(Item("a", LAST), Item("b", BROKEN)),
        citations=(LAST, BROKEN),
        context=(Context("c", HEAD),),
    )
    numbers = re.findall(r"(Context: )?“[^”]*” \[(\d)\]", as_text(answer))
    assert numbers == [("Context: ", "3"), ("", "1"), ("", "2")]


def test_what_items_share_is_quoted_once() -> None:
    answer = Answer(AnswerKind.TABLE, items=(Item("a", HEAD), Item("b", HEAD)), citations=(HEAD,))
    assert as_text(answer).count("“") == 1


def test_another_reading_is_taken_away_under_its_name() -> None:
    answer = replace(span(HEAD), readings=(Reading("Which\nlamp?", "", "x", (LAST,)),))
    assert f"Understood as “Which lamp?”: “{LAST.quote}” [2]" in as_text(answer)


def test_a_refusal_gives_nothing() -> None:
    refusal = Answer(AnswerKind.NOT_FOUND)
    assert as_text(refusal) == as_markdown(refusal) == ""
    assert csl(refusal) == []


def test_markdown_has_a_block_quote_for_every_part_and_a_link_for_every_source() -> None:
    found = as_markdown(span(LAST), "http://host")
    assert found == (
        "> \\<b\\>After\\</b\\>\n\n\\[1\\]\n\n"
        f"1. [The Act (2nd) › Scope](<http://host/documents/doc?cite={AFTER}-{AFTER + 12}#cited>). "
        f"Characters {AFTER}–{AFTER + 12} of the text with the SHA-256 {'0' * 64}.\n"
    )


def test_a_title_cannot_leave_the_text_of_its_link() -> None:
    hostile = replace(LAST, title="](http://evil)\n\n# Taken")
    line = as_markdown(span(hostile)).splitlines()[-1]
    assert line.startswith("1. [\\](http\\://evil) \\# Taken (2nd) › Scope](</documents/doc?")


def test_a_citation_in_csl_names_source_place_and_link() -> None:
    (found,) = csl(span(HEAD))
    assert found == {
        "id": "doc:0-7",
        "type": "report",
        "title": "The Act",
        "author": [{"literal": "Board of Lamps"}],
        "issued": {"date-parts": [[2018, 3]]},
        "edition": "2nd",
        "language": "en",
        "section": "Scope › Lamps",
        "URL": "http://host/documents/doc?cite=0-7#cited",
        "note": f"“Before.” Characters 0-7 of the text with the SHA-256 {'0' * 64}",
        "custom": {
            "text_sha256": "0" * 64,
            "parts": [{"start": 0, "end": 7, "quote": "Before."}],
        },
    }


def test_csl_holds_every_part_of_a_quote_and_its_page() -> None:
    (found,) = csl(span(BROKEN))
    custom = found["custom"]
    assert isinstance(custom, dict)
    assert [TEXT[each["start"] : each["end"]] for each in custom["parts"]] == [
        each["quote"] for each in custom["parts"]
    ]
    assert found["page"] == 3


def test_csl_leaves_out_what_is_not_known() -> None:
    (found,) = csl(span(replace(HEAD, title="", edition="", section=())), Metadata(language=""))
    assert set(found) == {"id", "type", "title", "URL", "note", "custom"}
    assert (found["type"], found["title"]) == ("document", "doc")


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2008", {"date-parts": [[2008]]}),
        ("2017-08-28", {"date-parts": [[2017, 8, 28]]}),
        ("August 2008", {"literal": "August 2008"}),
    ],
)
def test_a_date_is_given_in_parts_where_it_has_them(date: str, issued: object) -> None:
    assert csl(span(HEAD), replace(KNOWN, date=date))[0]["issued"] == issued

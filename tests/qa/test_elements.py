from __future__ import annotations

import pytest

from corpus.span import Span
from qa.elements import elements

FILLER = " ".join(f"word{number}" for number in range(50))


def read(text: str) -> list[tuple[str, str]]:
    found = elements(text, [Span(0, len(text))])
    return [
        (" ".join(s.of(text) for s in each.lead), " ".join(s.of(text) for s in each.parts))
        for each in found
    ]


def test_a_long_enumeration_gives_its_elements_with_what_leads_them_in() -> None:
    text = f"The order names {FILLER}, as follows: the bell (June); the gate (May); and dogs."
    lead = f"The order names {FILLER}, as follows:"
    assert read(text) == [
        (lead, "the bell (June);"),
        (lead, "the gate (May);"),
        (lead, "and dogs."),
    ]


def test_without_a_colon_nothing_leads_in() -> None:
    text = f"The bell rings {FILLER}; the gate opens; dogs stay out."
    assert [lead for lead, _ in read(text)] == ["", "", ""]


@pytest.mark.parametrize(
    "text",
    ["It names: the bell; the gate; and dogs.", f"The bell rings {FILLER}; the gate opens."],
    ids=["short", "two clauses"],
)
def test_a_short_sentence_and_one_of_two_clauses_stay_whole(text: str) -> None:
    assert read(text) == []


def test_a_sentence_cut_by_a_page_break_stays_whole() -> None:
    text = f"The bell {FILLER}; the gate opens; dogs stay out."
    assert elements(text, [Span(0, 30), Span(31, len(text))]) == ()

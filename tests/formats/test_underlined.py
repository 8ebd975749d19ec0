"""Plain texts whose headings are underlined."""

import time

import pytest

from corpus.loading.formats import PlainText

MANUAL = """\
************
Harbour Book
************

It is read at noon.

1. Moorings
***********

1.1. Ropes
==========

Ropes are dried.

1.2. Rings
==========

Rings are oiled.

2. Ferries
**********

They sail at dawn.
"""


def headings(text: str) -> list[tuple[int, str]]:
    extract = PlainText().extract(text.encode())
    return [(mark.level, mark.span.of(extract.text)) for mark in extract.marks]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_underlined_lines_are_headings_of_the_level_of_their_rule(end: str) -> None:
    assert headings(MANUAL.replace("\n", end)) == [
        (1, "Harbour Book"),
        (2, "1. Moorings"),
        (3, "1.1. Ropes"),
        (3, "1.2. Rings"),
        (2, "2. Ferries"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ropes are dried.\nRings\n=====\n\nOiled.\n",  # the last line of a paragraph
        "Rope\n====================\n\nDried.\n",  # a rule across the page
        "Rope   Ring\n====   ====\n7      9\n",  # the head of a table
        "=====\n-----\n\nRopes.\n",
        "Rope\n\n====\n\nDried.\n",
        "7 < 9\n==---\n",
    ],
)
def test_other_rules_underline_no_heading(text: str) -> None:
    before = headings(MANUAL)
    assert headings(f"{MANUAL}\n{text}") == before


def test_a_single_rule_is_no_sign_of_underlined_headings() -> None:
    assert headings("Ropes\n=====\n\nThey are dried.\n") == []


@pytest.mark.parametrize("piece", ["=\n", "====\n", "a\n=\n", "Rope\n====\n\n", "=" * 50, "\n"])
def test_a_hostile_text_is_read_in_little_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    headings(text)
    assert time.perf_counter() - began < 10.0  # linear, though the machine be busy

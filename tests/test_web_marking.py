from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.span import Span
from corpus.structure import Section, StructuredDocument
from tests.qa_helpers import BEES, LANTERN, parsed
from tests.web_helpers import markdown
from web.contents import Entry, contents
from web.marking import Run, Stretch, StretchKind, marked
from web.places import places

ACT = "1. Scope\n\nBees are kept.\n\n2. Fees\n\nHives cost ten crowns.\n"


@st.composite
def cited_documents(draw: st.DrawFn) -> tuple[StructuredDocument, list[Span]]:
    text = draw(st.sampled_from((ACT, BEES, LANTERN)))
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    return parsed(text), [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]


def runs_of(stretches: tuple[Stretch, ...]) -> list[Run]:
    return [run for stretch in stretches for run in stretch.runs]


def part(text: str, quote: str) -> Span:
    return Span(text.index(quote), text.index(quote) + len(quote))


@given(cited_documents())
def test_the_runs_joined_are_the_text_and_the_marked_ones_the_cited_parts(
    cited: tuple[StructuredDocument, list[Span]],
) -> None:
    document, parts = cited
    runs = runs_of(marked(document, parts))
    text = document.document.text
    assert "".join(run.text for run in runs) == text
    for number, span in enumerate(parts, start=1):
        own = [run for run in runs if run.mark == number]
        assert "".join(run.text for run in own) == span.of(text)
        assert [run.first for run in own].count(True) == 1
        assert [run.last for run in own] == [False] * (len(own) - 1) + [True]


def test_headings_stand_apart_with_their_section_and_depth() -> None:
    headings = [s for s in marked(parsed(ACT)) if s.kind is StretchKind.HEADING]
    assert [(s.section, s.level, s.runs[0].text) for s in headings] == [
        (1, 1, "1. Scope"),
        (2, 1, "2. Fees"),
    ]


def test_a_markdown_heading_keeps_its_marks_on_its_line() -> None:
    headings = [s for s in marked(markdown(BEES)) if s.kind is StretchKind.HEADING]
    assert headings[1].runs == (Run("## Purpose"),)


def test_white_space_around_a_heading_is_a_gap() -> None:
    kinds = [(s.kind, s.runs[0].text) for s in marked(parsed(ACT))]
    assert kinds[1:4] == [
        (StretchKind.GAP, "\n\n"),
        (StretchKind.TEXT, "Bees are kept."),
        (StretchKind.GAP, "\n\n"),
    ]


def test_offsets_count_characters_outside_the_basic_plane_once() -> None:
    text = "1. Scope\n\n🐝🐝 Bees are kept.\n"
    runs = runs_of(marked(parsed(text), [part(text, "Bees")]))
    assert [run.text for run in runs if run.mark] == ["Bees"]


def test_the_place_to_open_at_is_where_there_is_something_to_read() -> None:
    span = Span(ACT.index("\n\nBees"), ACT.index("Bees") + 4)
    runs = runs_of(marked(parsed(ACT), [span]))
    assert [(run.text, run.first) for run in runs if run.mark] == [("\n\n", False), ("Bees", True)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0-5", (Span(0, 5),)),
        ("0-5,5-10", (Span(0, 5), Span(5, 10))),
        ("2-3,7-9", (Span(2, 3), Span(7, 9))),
    ],
)
def test_places_are_read_in_order(value: str, expected: tuple[Span, ...]) -> None:
    assert places(value, 10) == expected


@pytest.mark.parametrize(
    "value",
    [
        "five",
        "1",
        "-1-5",
        "3-3",
        "5-3",
        "0-11",
        "0-5,4-9",
        "5-9,0-2",
        "0-5,",
        "٠-٥",
        "1-" + "9" * 99,
    ],
)
def test_what_names_no_places_is_none(value: str) -> None:
    assert places(value, 10) is None


def test_more_than_a_hundred_places_are_none() -> None:
    assert places(",".join(f"{n}-{n + 1}" for n in range(101)), 1000) is None


def test_the_contents_are_the_tree_of_headings() -> None:
    first, *below = contents(markdown(BEES).sections)
    assert first == Entry(1, "City Beekeeping Plan", 1)
    assert [(entry.title, entry.level) for entry in below] == [
        ("Purpose", 2),
        ("Duties of wardens", 2),
        ("Fees", 2),
        ("Appeals", 2),
    ]


def test_headings_of_one_depth_stand_side_by_side() -> None:
    assert contents(parsed(ACT).sections) == (Entry(1, "1. Scope", 1), Entry(2, "2. Fees", 1))


def test_headings_may_be_nested_to_any_depth() -> None:
    place = Span(0, 1)
    sections = [Section(0, None, 0, None, (), place)]
    for n in range(1, 3001):
        sections.append(Section(n, n - 1, n, place, (*sections[-1].path, f"Part {n}")[-n:], place))
    assert [entry.level for entry in contents(sections)] == list(range(1, 3001))


def test_what_stands_below_a_heading_without_words_is_left_out() -> None:
    place = Span(0, 1)
    sections = [
        Section(0, None, 0, None, (), place),
        Section(1, 0, 1, place, (), place),
        Section(2, 1, 2, place, ("Fees",), place),
        Section(3, 0, 1, place, ("Pay",), place),
    ]
    assert contents(sections) == (Entry(3, "Pay", 1),)


def test_a_document_without_headings_has_no_contents() -> None:
    assert contents(parsed("only a sentence without any heading above it.\n").sections) == ()

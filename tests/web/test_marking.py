from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.span import Span
from corpus.structure import Section, StructuredDocument
from tests.qa_helpers import BEES, LANTERN, parsed
from tests.web_helpers import markdown
from web.source.contents import Entry, contents
from web.source.layout import RegionKind, layout
from web.source.marking import Mark, MarkKind, Piece, Run, Stretch, marked, marks
from web.source.places import places

ACT = "1. Scope\n\nBees are kept.\n\n2. Fees\n\nHives cost ten crowns.\n"


@st.composite
def marked_documents(
    draw: st.DrawFn,
) -> tuple[StructuredDocument, dict[MarkKind, list[Span]], Span]:
    text = draw(st.sampled_from((ACT, BEES, LANTERN)))
    offsets = st.integers(0, len(text))
    placed = {}
    for kind in MarkKind:
        ends = sorted(draw(st.sets(offsets, max_size=8)))
        placed[kind] = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    start, end = sorted(draw(st.sets(offsets, min_size=2, max_size=2)))
    return parsed(text), placed, Span(start, end)


def shown(document: StructuredDocument, *on: Mark, part: Span | None = None) -> tuple[Stretch, ...]:
    text = document.document.text
    return marked(text, layout(document), on, part or Span(0, len(text)))


def cited(*places: Span) -> tuple[Mark, ...]:
    return marks(MarkKind.CITED, places)


def runs_of(stretches: tuple[Stretch, ...]) -> list[Run]:
    return [run for stretch in stretches for run in stretch.runs]


def part(text: str, quote: str) -> Span:
    return Span(text.index(quote), text.index(quote) + len(quote))


@given(marked_documents())
def test_the_runs_joined_are_what_is_shown_and_the_marked_ones_the_places(
    given: tuple[StructuredDocument, dict[MarkKind, list[Span]], Span],
) -> None:
    document, placed, window = given
    text = document.document.text
    on = [mark for kind, spans in placed.items() for mark in marks(kind, spans)]
    runs = runs_of(shown(document, *on, part=window))
    assert "".join(run.text for run in runs) == window.of(text)
    for mark in on:
        own = [
            run.text
            for run in runs
            for piece in run.marks
            if (piece.kind, piece.number) == (mark.kind, mark.number)
        ]
        inside = text[max(mark.span.start, window.start) : min(mark.span.end, window.end)]
        assert "".join(own) == inside


@given(marked_documents())
def test_a_mark_begins_to_be_readable_once_and_ends_once(
    given: tuple[StructuredDocument, dict[MarkKind, list[Span]], Span],
) -> None:
    document, placed, _ = given
    on = [mark for kind, spans in placed.items() for mark in marks(kind, spans)]
    pieces = [piece for run in runs_of(shown(document, *on)) for piece in run.marks]
    for mark in on:
        own = [each for each in pieces if (each.kind, each.number) == (mark.kind, mark.number)]
        assert [each.first for each in own].count(True) == 1
        assert [each.last for each in own] == [False] * (len(own) - 1) + [True]


def test_headings_stand_apart_with_their_section_and_depth() -> None:
    headings = [s for s in shown(parsed(ACT)) if s.kind is RegionKind.HEADING]
    assert [(s.section, s.level, s.runs[0].text) for s in headings] == [
        (1, 1, "1. Scope"),
        (2, 1, "2. Fees"),
    ]


def test_a_markdown_heading_keeps_its_marks_on_its_line() -> None:
    headings = [s for s in shown(markdown(BEES)) if s.kind is RegionKind.HEADING]
    assert headings[1].runs == (Run("## Purpose"),)


def test_white_space_around_a_heading_is_a_gap() -> None:
    kinds = [(s.kind, s.runs[0].text) for s in shown(parsed(ACT))]
    assert kinds[1:4] == [
        (RegionKind.GAP, "\n\n"),
        (RegionKind.TEXT, "Bees are kept."),
        (RegionKind.GAP, "\n\n"),
    ]


def test_offsets_count_characters_outside_the_basic_plane_once() -> None:
    text = "1. Scope\n\n🐝🐝 Bees are kept.\n"
    runs = runs_of(shown(parsed(text), *cited(part(text, "Bees"))))
    assert [run.text for run in runs if run.marks] == ["Bees"]


def test_the_place_to_open_at_is_where_there_is_something_to_read() -> None:
    span = Span(ACT.index("\n\nBees"), ACT.index("Bees") + 4)
    runs = runs_of(shown(parsed(ACT), *cited(span)))
    assert [(run.text, run.marks[0].first) for run in runs if run.marks] == [
        ("\n\n", False),
        ("Bees", True),
    ]


def test_a_part_that_begins_on_the_page_before_does_not_begin_again() -> None:
    place = part(ACT, "Bees are kept.")
    window = Span(place.start + 5, len(ACT))
    (run,) = [run for run in runs_of(shown(parsed(ACT), *cited(place), part=window)) if run.marks]
    assert (run.text, run.marks) == (
        "are kept.",
        (Piece(MarkKind.CITED, 1, first=False, last=True),),
    )


def test_what_is_found_in_a_cited_part_is_marked_within_it() -> None:
    found = marks(MarkKind.FOUND, [part(ACT, "are")], first=7)
    runs = runs_of(shown(parsed(ACT), *cited(part(ACT, "Bees are kept.")), *found))
    assert [(run.text, [piece.kind for piece in run.marks]) for run in runs if run.marks] == [
        ("Bees ", [MarkKind.CITED]),
        ("are", [MarkKind.CITED, MarkKind.FOUND]),
        (" kept.", [MarkKind.CITED]),
    ]
    assert [run.marks[1].number for run in runs if len(run.marks) > 1] == [7]


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


def test_of_the_headings_on_a_page_alone_those_below_another_page_move_up() -> None:
    document = markdown(BEES)
    fees = part(document.document.text, "## Fees")
    found = contents(document.sections, Span(fees.start, len(document.document.text)))
    assert [(entry.title, entry.level) for entry in found] == [("Fees", 1), ("Appeals", 1)]

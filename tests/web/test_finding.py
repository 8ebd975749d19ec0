from __future__ import annotations

from time import perf_counter

import pytest

from corpus.span import Span
from web.source.finding import LONGEST_SOUGHT, MOST_HITS, find, hits, within

TEXT = "Bees are kept.\nThe BEES\r\n are  counted; no bee is lost."


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ("bees", ["Bees", "BEES"]),
        ("bees are", ["Bees are", "BEES\r\n are"]),
        ("  kept.  the ", ["kept.\nThe"]),
        ("be", ["Be", "BE", "be"]),
        ("b.es", []),
        ("", []),
        ("   ", []),
    ],
)
def test_words_are_found_in_any_case_and_over_line_ends(sought: str, expected: list[str]) -> None:
    assert [place.of(TEXT) for place in find(TEXT, sought)] == expected


def test_offsets_count_characters_outside_the_basic_plane_once() -> None:
    assert find("🐝🐝 bees", "bees") == (Span(3, 7),)


def test_only_the_beginning_of_what_is_sought_is_looked_for() -> None:
    text = "x" * LONGEST_SOUGHT
    assert find(text, "x" * (LONGEST_SOUGHT + 50)) == (Span(0, LONGEST_SOUGHT),)


def test_the_places_around_the_one_that_is_opened_are_listed() -> None:
    found = hits("a bee " * 120, "bee", 77)
    assert (found.current, len(found.places), found.more) == (77, 120, False)
    assert [hit.number for hit in found.listed] == list(range(51, 101))
    assert (found.listed[0].text, found.listed[0].after[:6]) == ("bee", " a bee")


@pytest.mark.parametrize(("current", "expected"), [(0, 1), (2, 2), (99, 2)])
def test_a_place_that_there_is_not_stands_for_the_nearest(current: int, expected: int) -> None:
    assert hits(TEXT, "bees", current).current == expected


def test_nothing_found_has_no_current_place() -> None:
    found = hits(TEXT, "wasps", 3)
    assert (found.current, found.places, found.listed) == (0, (), ())


def test_more_places_than_are_counted_are_told() -> None:
    found = hits("x" * (MOST_HITS + 1), "x", 1)
    assert (len(found.places), found.more) == (MOST_HITS, True)


def test_the_places_on_a_page_keep_their_numbers() -> None:
    places = [Span(0, 2), Span(8, 12), Span(20, 22), Span(30, 31)]
    assert within(places, Span(10, 25)) == (2, (Span(8, 12), Span(20, 22)))
    assert within(places, Span(40, 50)) == (1, ())


@pytest.mark.parametrize("text", ["a " * 50_000, f"a{' ' * 100_000}", ("a" + " " * 999) * 100])
def test_a_hostile_search_takes_no_time(text: str) -> None:
    began = perf_counter()
    find(text, "a " * 99 + "b")
    assert perf_counter() - began < 1

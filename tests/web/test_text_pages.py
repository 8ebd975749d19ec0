from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.span import Span
from web.source.text_pages import LONGEST_PAGE, WHOLE, page_at, pages

LINE = "Bees are kept on the roofs of the city and honey is sold in spring.\n"


def test_a_text_that_is_not_long_is_one_page() -> None:
    assert pages("x" * WHOLE, [5, 900]) == (Span(0, WHOLE),)


@given(
    st.integers(WHOLE + 1, 2 * WHOLE),
    st.sets(st.integers(0, WHOLE), max_size=50),
    st.sampled_from(("x", "\n", "x\n", LINE, f"{LINE}\n", LINE * 2000 + "y" * 70_000)),
)
def test_the_pages_follow_on_each_other_and_are_the_whole_text(
    length: int, headings: set[int], unit: str
) -> None:
    text = (unit * (length // len(unit) + 1))[:length]
    found = pages(text, sorted(headings))
    assert "".join(page.of(text) for page in found) == text
    assert max(page.end - page.start for page in found) <= LONGEST_PAGE


def test_a_page_ends_before_the_last_heading_that_fits() -> None:
    headings = [20_000, 50_000, 61_000]
    assert pages("x" * (WHOLE + 1), headings)[0] == Span(0, 50_000)


def test_without_a_heading_a_page_ends_after_an_empty_line_or_a_line() -> None:
    assert pages(LINE * 5000, [])[0].end % len(LINE) == 0
    broken = LINE * 500 + "\n" + LINE * 5000
    assert pages(broken, [])[0].end == 500 * len(LINE) + 1


def test_a_heading_too_near_the_beginning_ends_no_page() -> None:
    assert pages("x" * (WHOLE + 1), [10])[0] == Span(0, LONGEST_PAGE)


def test_a_character_is_on_the_page_that_holds_it() -> None:
    found = pages("x" * (WHOLE + 1), [])
    assert page_at(found, 0) == 1
    assert page_at(found, LONGEST_PAGE - 1) == 1
    assert page_at(found, LONGEST_PAGE) == 2
    assert page_at(found, WHOLE) == len(found)

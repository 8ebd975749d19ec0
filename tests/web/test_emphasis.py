from __future__ import annotations

from time import process_time

from qa.answer import Part
from web.answers.emphasis import Stretch, emphasised, said_once


def part(quote: str, start: int = 0) -> Part:
    return Part(start, start + len(quote), quote)


def inside(text: str, quoted: tuple[Part, ...], answer: str, *places: Part) -> list[str]:
    """Return the stretches with the answer in square brackets."""
    found = emphasised(text, quoted, answer, places)
    assert not found or "".join(each.text for each in found) == text
    return [f"[{each.text}]" if each.answers else each.text for each in found]


def test_an_answer_is_found_by_its_place_though_its_words_stand_earlier_too() -> None:
    quoted = part("In May or in May.", 40)
    assert inside(quoted.quote, (quoted,), "May", part("May", 53)) == [
        "In May or in ",
        "[May]",
        ".",
    ]


def test_marks_and_white_space_that_are_not_shown_do_not_move_it() -> None:
    quoted = part("The **lamp**  is\n trimmed at *dusk*.", 7)
    text = "The lamp is trimmed at dusk."
    place = part("dusk", 7 + quoted.quote.index("dusk"))
    assert inside(text, (quoted,), "dusk", place) == ["The lamp is trimmed at ", "[dusk]", "."]


def test_a_text_from_a_later_clause_on_has_it_in_its_place() -> None:
    quoted = part("The keeper, who is old, trims the lamp.", 100)
    found = inside("… trims the lamp.", (quoted,), "the lamp", part("the lamp", 130))
    assert found == ["… trims ", "[the lamp]", "."]


def test_an_answer_over_a_page_break_is_one_stretch() -> None:
    quoted = (part("It burns all", 10), part("night long.", 90))
    places = (part("all", 19), part("night", 90))
    assert inside("It burns all night long.", quoted, "all night", *places) == [
        "It burns ",
        "[all night]",
        " long.",
    ]


def test_signs_beyond_the_basic_plane_count_as_one() -> None:
    quoted = part("𝔸 lamp 🕯 burns at night.", 5)
    place = part("night", 5 + quoted.quote.index("night"))
    assert inside(quoted.quote, (quoted,), "night", place) == ["𝔸 lamp 🕯 burns at ", "[night]", "."]


def test_nothing_is_told_apart_in_a_text_that_is_not_what_the_quote_shows() -> None:
    quoted = part("The lamp burns.", 3)
    assert inside("A lamp burned.", (quoted,), "lamp", part("lamp", 7)) == []


def test_nothing_is_told_apart_where_the_place_shows_other_words() -> None:
    quoted = part("The lamp burns.", 3)
    assert inside(quoted.quote, (quoted,), "burns", part("lamp", 7)) == []
    assert inside(quoted.quote, (quoted,), "burns", part("burns", 900)) == []


def test_an_answer_that_is_the_whole_text_is_not_told_apart() -> None:
    quoted = part("At dusk.", 3)
    assert inside("At dusk.", (quoted,), "At dusk.", quoted) == []


def test_words_that_are_said_once_are_told_apart() -> None:
    assert said_once("At dusk, always.", "dusk") == (
        Stretch("At "),
        Stretch("dusk", answers=True),
        Stretch(", always."),
    )


def test_words_that_are_said_twice_or_never_are_not() -> None:
    assert said_once("May or May", "May") == said_once("June", "May") == said_once("x", "") == ()


def test_a_long_quote_of_marks_takes_no_time() -> None:
    quoted = part("*_ <b" * 20_000)
    started = process_time()
    emphasised("Nothing.", (quoted,), "b", (part("b", 4),))
    assert process_time() - started < 1

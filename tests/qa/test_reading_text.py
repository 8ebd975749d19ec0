from __future__ import annotations

from qa.candidates import candidates
from qa.reading.decoding import PassageReading, ReadSpan
from qa.reading.texts import Found, ReadingText, found_in, reading_text
from tests.qa_helpers import chunks_of, parsed

LIST = "Wardens do this:\n\n- look in;\n- go home.\n"


def read(text: str, heading: str = "Order") -> ReadingText:
    document = parsed(text)
    (chunk,) = chunks_of(document)
    return reading_text(heading, candidates(document, chunk))


def reading(text: ReadingText, *words: str) -> PassageReading:
    spans = [ReadSpan(text.text.index(w), text.text.index(w) + len(w), 1.0) for w in words]
    return PassageReading(tuple(spans), 0.0, 0.0)


def test_every_candidate_stands_where_its_start_says() -> None:
    made = read("The bell rings at six. The gate opens.\n")
    assert made.text == "Order\nThe bell rings at six.\nThe gate opens."
    for start, candidate in zip(made.starts, made.candidates, strict=True):
        assert made.text[start : start + len(candidate.text)] == candidate.text


def test_a_lead_in_is_read_once_before_the_items_that_need_it() -> None:
    assert read(LIST).text.count("Wardens do this:") == 1


def test_a_span_belongs_to_the_candidate_in_which_it_begins() -> None:
    made = read("The bell rings at six. The gate opens.\n")
    assert found_in(made, reading(made, "six", "gate")) == (
        (Found(18, 21, 1.0),),
        (Found(4, 8, 1.0),),
    )


def test_a_span_over_two_candidates_is_cut_at_the_end_of_the_first() -> None:
    made = read("The bell rings at six. The gate opens.\n")
    first, second = found_in(made, reading(made, "six.\nThe gate"))
    assert made.candidates[0].text[first[0].start : first[0].end] == "six."
    assert second == ()


def test_a_span_in_the_heading_is_no_answer() -> None:
    made = read("The bell rings at six.\n", heading="Order of 1931")
    assert found_in(made, reading(made, "1931")) == ((),)

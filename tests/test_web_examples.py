from __future__ import annotations

from corpus.structure import StructuredDocument
from tests.web_helpers import markdown
from web.examples import examples

BODY = "The office keeps a register of every hive and of every warden in the city, year by year."


def document(*headings: str) -> StructuredDocument:
    return markdown("# A Plan\n\n" + "".join(f"## {heading}\n\n{BODY}\n\n" for heading in headings))


def test_a_heading_becomes_a_question() -> None:
    assert examples([document("Duties of wardens")]) == ("What does “Duties of wardens” cover?",)


def test_the_number_of_a_heading_is_left_out() -> None:
    assert examples([document("(2) Duties of wardens")]) == (
        "What does “Duties of wardens” cover?",
    )


def test_a_heading_of_one_word_or_a_sentence_makes_no_question() -> None:
    assert examples([document("Fees", "All that a warden who keeps hives has to do")]) == ()


def test_a_heading_that_occurs_twice_makes_no_question() -> None:
    documents = [document("Duties of wardens"), document("Duties of Wardens", "Annual fees")]
    assert examples(documents) == ("What does “Annual fees” cover?",)


def test_a_heading_without_text_below_makes_no_question() -> None:
    assert examples([markdown("# A Plan\n\n## Annual fees\n\nTen.\n")]) == ()


def test_documents_take_turns() -> None:
    first = document("Duties of wardens", "Annual fees", "Rights of appeal")
    second = document("Lighting of lamps", "Sounding of horns")
    found = examples([first, second], most=3)
    assert [any(title in question for title in ("lamps", "horns")) for question in found] == [
        False,
        True,
        False,
    ]


def test_the_same_documents_make_the_same_questions() -> None:
    titles = ("Duties of wardens", "Annual fees", "Rights of appeal", "Lighting of lamps")
    assert examples([document(*titles)]) == examples([document(*reversed(titles))])


def test_no_documents_make_no_questions() -> None:
    assert examples([]) == ()

from __future__ import annotations

from collections.abc import Sequence

from corpus.structure import StructuredDocument
from corpus.structures import structures
from tests.web_helpers import markdown
from web.library.examples import examples as examples_of

BODY = "The office keeps a register of every hive and of every warden in the city, year by year."


RICH = """\
# {title}

## Bodies

The Honey Trade Association (HTA) was founded by the mayor.

- May 3, 2011 First meeting of the {name} Council
- June 4, 2012 Report on lamps

## Steps

- To count the hives. ({name} Office, Parks Agency)
- To feed the bees. ({name} Office)
- To paint the frames. (Parks Agency)

## Duties of wardens

Every warden has the following duties:

- inspect each hive;
- report each swarm.
"""


def examples(documents: Sequence[StructuredDocument], most: int = 4) -> tuple[str, ...]:
    return examples_of(((each, structures(each)) for each in documents), most)


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


def test_questions_are_of_several_kinds() -> None:
    asked = examples([markdown(RICH.format(title="A Plan", name="Harbour"))])
    assert asked == (
        "Which measures is the Harbour Office responsible for?",
        "When did the first meeting of the Harbour Council take place?",
        "What does HTA stand for?",
        "What are the duties of wardens?",
    )


def test_documents_are_asked_for_different_kinds() -> None:
    plans = [markdown(RICH.format(title=name, name=name)) for name in ("Harbour", "Forest")]
    first, second, *_ = examples(plans)
    assert first == "Which measures is the Harbour Office responsible for?"
    assert second == "When did the first meeting of the Forest Council take place?"


def test_a_body_that_one_measure_names_is_not_asked_about() -> None:
    text = "# A Plan\n\n## Steps\n\n- To count hives. (Harbour Office)\n- To sing. (Parks Agency)\n"
    assert not any("responsible" in question for question in examples([markdown(text)]))


def test_an_abbreviation_that_reads_as_another_word_is_not_asked_for() -> None:
    text = "# A Plan\n\n## Bodies\n\nThe World Hive Office (WHO) was founded by the mayor.\n"
    assert examples([markdown(text)]) == ()

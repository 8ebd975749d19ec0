from collections.abc import Sequence

import pytest

from corpus.loading.formats import Markdown
from corpus.span import Span
from corpus.structure import StructuredDocument
from qa.candidates import Candidate, candidates, shown
from tests.qa_helpers import BEES, LANTERN, chunks_of, parsed


def all_candidates(document: StructuredDocument) -> list[Candidate]:
    return [found for chunk in chunks_of(document) for found in candidates(document, chunk)]


def texts(found: Sequence[Candidate]) -> list[str]:
    return [candidate.text for candidate in found]


def of_markdown(text: str) -> StructuredDocument:
    return parsed(text, marks=Markdown().extract(text.encode()).marks)


def the_one(document: StructuredDocument, opening: str) -> Candidate:
    """Return the candidate that begins so; the same one may be met in two chunks."""
    (found,) = {
        candidate.parts: candidate
        for candidate in all_candidates(document)
        if candidate.text.startswith(opening)
    }.values()
    return found


def test_a_paragraph_gives_its_sentences_in_text_order() -> None:
    document = parsed("The bell rings at six. The gate opens.\n\nDogs stay out.\n")
    (chunk,) = chunks_of(document)
    assert texts(candidates(document, chunk)) == [
        "The bell rings at six.",
        "The gate opens.",
        "Dogs stay out.",
    ]


def test_sentences_in_a_script_without_spaces_are_told_apart() -> None:
    document = parsed("巣箱は毎月二回調べる。蜂蜜は春に売る。\n")
    assert texts(all_candidates(document)) == ["巣箱は毎月二回調べる。", "蜂蜜は春に売る。"]


def test_only_what_overlaps_the_chunk_is_a_candidate() -> None:
    document = parsed("The bell rings at six. The gate opens. Dogs stay out.\n")
    found = [texts(candidates(document, chunk)) for chunk in chunks_of(document, budget=8)]
    assert found == [["The bell rings at six."], ["The gate opens."], ["Dogs stay out."]]


def test_a_list_item_is_taken_whole_with_its_lead_in_as_context() -> None:
    text = "The plan is old. Wardens do this:\n\n- look in. Then look out;\n- go home.\n"
    item = the_one(parsed(text), "look in")
    assert item.text == "look in. Then look out;"
    assert [span.of(text) for span in item.context] == ["Wardens do this:"]


def test_the_context_of_a_nested_item_is_the_item_above() -> None:
    text = "Wardens carry:\n\n- tools for the roof:\n    - a smoker\n    - a veil\n"
    assert [span.of(text) for span in the_one(parsed(text), "a veil").context] == [
        "tools for the roof:"
    ]


def test_a_table_row_is_taken_whole_with_its_header_as_context() -> None:
    row = the_one(of_markdown(BEES), "| Garden hive")
    assert row.text == "| Garden hive | 30 crowns | three years |"
    assert [span.of(BEES) for span in row.context] == ["| Permit | Fee | Valid for |"]


def test_running_text_has_no_context() -> None:
    assert the_one(of_markdown(BEES), "Wardens are paid").context == ()


def test_a_sentence_cut_by_a_page_break_has_two_parts() -> None:
    cut = the_one(parsed(LANTERN), "The keeper trims")
    first, second = (span.of(LANTERN) for span in cut.parts)
    assert first.endswith("the outer roads may")
    assert second == "read on any weekday between noon and four."
    assert cut.text == f"{' '.join(first.split())} {second}"


def test_a_chunk_that_ends_at_the_page_break_still_gives_the_whole_sentence() -> None:
    document = parsed(LANTERN)
    chunks = chunks_of(document, budget=40)
    ending = next(chunk for chunk in chunks if chunk.text.endswith("roads may"))
    (found,) = candidates(document, ending)
    assert found.text.endswith("between noon and four.")


@pytest.mark.parametrize("text", [BEES, LANTERN])
def test_a_heading_with_text_below_it_is_no_candidate(text: str) -> None:
    document = of_markdown(text)
    headings = {section.heading for section in document.sections}
    assert not headings & {span for found in all_candidates(document) for span in found.parts}


def test_a_heading_that_is_a_chunk_stands_for_the_block_below_it() -> None:
    document = of_markdown("# Bell Order\n\n## Hours\n\nThe bell rings at six.\n\nDogs stay out.\n")
    title = chunks_of(document)[0]
    assert title.text == "Bell Order"
    assert texts(candidates(document, title)) == ["The bell rings at six."]


def test_a_heading_with_nothing_below_it_stands_for_itself() -> None:
    document = of_markdown("# Bell Order\n\n# Gate Order\n\nThe gate opens at six.\n")
    assert texts(candidates(document, chunks_of(document)[0])) == ["Bell Order"]


def test_a_table_header_is_no_candidate() -> None:
    document = of_markdown(BEES)
    header = next(chunk for chunk in chunks_of(document) if chunk.text.startswith("| Permit"))
    assert texts(candidates(document, header))[0] == "| Rooftop hive | 12 crowns | one year |"
    assert "| Permit | Fee | Valid for |" not in texts(all_candidates(document))


def test_contents_pages_give_no_candidates() -> None:
    text = (
        "Bell Order\n\nContents\n\nHours .......... 1\nGates .......... 2\nDogs .......... 3\n\n"
        "Hours\n\nThe bell rings at six.\n\nGates\n\nThe gate opens.\n\nDogs\n\nDogs stay out.\n"
    )
    assert not [found for found in texts(all_candidates(parsed(text))) if "...." in found]


def test_a_glossary_entry_is_taken_whole() -> None:
    text = "**Swarm** means bees that leave. It has one queen.\n"
    assert texts(all_candidates(parsed(text))) == ["Swarm means bees that leave. It has one queen."]


def test_a_signature_is_taken_whole() -> None:
    text = "The order takes effect.\n\nMartha Quay\nHarbour Master\nPort of Ferring\n"
    assert "Martha Quay Harbour Master Port of Ferring" in texts(all_candidates(parsed(text)))


def test_marks_are_not_shown_and_struck_text_is_left_out() -> None:
    text = "~~The bell rings at five.~~\n\nThe **bell**\nrings at [six](a.md).\n"
    (found,) = all_candidates(parsed(text))
    assert found.text == "The bell rings at six."
    assert [span.of(text) for span in found.parts] == ["The **bell**\nrings at [six](a.md)."]


@pytest.mark.parametrize("text", ["~~The bell\nrings at five.~~\n", "[](x)\n", "__\n"])
def test_what_shows_nothing_without_its_marks_is_shown_with_them(text: str) -> None:
    assert texts(all_candidates(parsed(text))) == [" ".join(text.split())]


def test_several_stretches_are_shown_in_one_line() -> None:
    document = parsed("The *bell*\nrings. It is\n\n\nloud.\n")
    text = document.document.text
    first, second = text.index("The"), text.index("loud")
    assert shown(document, (Span(first, first + 17), Span(second, second + 5))) == (
        "The bell rings. loud."
    )


def test_signs_alone_are_no_candidate_beside_words() -> None:
    document = parsed("The bell rings at six. !!! ??? The gate opens.\n\n。\n\n🐝🐝\n")
    assert set(texts(all_candidates(document))) == {"The bell rings at six.", "The gate opens."}


def test_signs_alone_are_candidates_where_nothing_else_stands() -> None:
    assert texts(all_candidates(parsed("🐝🐝🐝\n"))) == ["🐝🐝🐝"]

from corpus.loading.formats import Markdown
from corpus.structure import Chunk, StructuredDocument
from qa.answer import Passage
from qa.passages import LONGEST_PASSAGE, MOST_PASSAGES, passages, widened
from tests.qa_helpers import BEES, LANTERN, chunks_of, parsed

LONG_SECTION = "# Bell Order\n\n" + " ".join(
    f"On day {number} the bell of the upper tower rings {number} times before the gate is opened."
    for number in range(1, 61)
)


def of_markdown(text: str, id: str = "doc") -> StructuredDocument:
    return parsed(text, id, Markdown().extract(text.encode()).marks)


def of_all(document: StructuredDocument, *chunks: Chunk) -> tuple[Passage, ...]:
    return passages(chunks or chunks_of(document), {document.document.id: document}.__getitem__)


def words(passage: Passage) -> int:
    return len(passage.text.split())


def test_a_passage_equals_its_slice() -> None:
    for document in (of_markdown(BEES, "bees"), parsed(LANTERN, "lantern")):
        found = of_all(document)
        assert found
        for passage in found:
            assert document.document.text[passage.start : passage.end] == passage.text


def test_a_short_section_is_one_passage_with_its_heading() -> None:
    document = of_markdown("# Bells\n\nThe bell rings. It is loud.\n\n# Gates\n\nThe gate opens.\n")
    assert [passage.text for passage in of_all(document)] == [
        "Bells\n\nThe bell rings. It is loud.",
        "Gates\n\nThe gate opens.",
    ]


def test_a_passage_holds_its_chunk_and_stays_in_its_section() -> None:
    document = of_markdown(BEES)
    for chunk in chunks_of(document):
        span, section = widened(document, chunk), document.sections[chunk.section].span
        assert section.start <= span.start <= chunk.start
        assert chunk.end <= span.end <= section.end


def test_a_passage_of_a_long_section_is_cut_between_sentences_below_200_words() -> None:
    found = of_all(of_markdown(LONG_SECTION))
    assert len(found) > 3
    for passage in found:
        assert LONGEST_PASSAGE - 20 < words(passage) <= LONGEST_PASSAGE
        assert passage.text.startswith(("Bell Order", "On day"))
        assert passage.text.endswith("opened.")


def test_only_the_passage_that_reaches_the_top_of_a_section_has_its_heading() -> None:
    first, *others = of_all(of_markdown(LONG_SECTION))
    assert first.text.startswith("Bell Order\n\nOn day 1 ")
    assert not [passage for passage in others if "Bell Order" in passage.text]


def test_a_passage_grows_to_both_sides_of_its_chunk() -> None:
    document = of_markdown(LONG_SECTION)
    middle = chunks_of(document)[4]
    span = widened(document, middle)
    assert span.start < middle.start
    assert middle.end < span.end


def test_a_chunk_within_an_earlier_passage_adds_none() -> None:
    document = of_markdown(LONG_SECTION)
    first, second = chunks_of(document)[:2]
    assert of_all(document, first, second, first) == of_all(document, first)


def test_no_passage_lies_within_another() -> None:
    document = of_markdown(LONG_SECTION)
    for order in (chunks_of(document), chunks_of(document)[::-1]):
        found = of_all(document, *order)
        for one in found:
            inside = [each for each in found if one.start <= each.start and each.end <= one.end]
            assert inside == [one]


def test_passages_come_in_the_order_of_their_chunks() -> None:
    document = of_markdown(BEES)
    chunks = chunks_of(document)
    found = of_all(document, chunks[-1], chunks[1])
    assert [passage.text.split()[0] for passage in found] == ["Appeals", "Purpose"]


def test_at_most_ten_passages_are_returned() -> None:
    text = "".join(f"# Part {number}\n\nThe bell rings {number} times.\n\n" for number in range(15))
    assert len(of_all(of_markdown(text))) == MOST_PASSAGES


def test_a_sentence_longer_than_a_passage_stands_alone() -> None:
    sentence = "The bell " + "rings and " * 120 + "stops."
    document = of_markdown(f"# Bells\n\nIt is loud. {sentence} It is old.\n")
    assert max(of_all(document), key=words).text == sentence


def test_a_part_of_a_sentence_too_long_for_a_chunk_stands_alone() -> None:
    document = of_markdown("# Bells\n\nThe bell " + "rings and " * 200 + "stops. It is old.\n")
    chunks = chunks_of(document)
    assert len(chunks) > 3
    assert [passage.text for passage in of_all(document)] == [chunk.text for chunk in chunks]


def test_a_passage_does_not_reach_over_a_table_with_a_heading_of_its_own() -> None:
    below = "Dues are paid in coin before a boat leaves the quay and the master signs the book."
    text = (
        "Harbour Dues Order\n\n1. Dues\n\nBoats pay their dues at the quay.\n\n"
        f"Table 1 Dues by length\n\nLength\tDues\nShort\t2\nLong\t5\n\n{below}\n"
    )
    assert [passage.text for passage in of_all(parsed(text))][1:] == [
        "1. Dues\n\nBoats pay their dues at the quay.",
        "Table 1 Dues by length\n\nLength\tDues\nShort\t2\nLong\t5",
        below,
    ]


def test_no_chunks_give_no_passages() -> None:
    assert passages((), {"doc": parsed(LANTERN)}.__getitem__) == ()

"""What of a question the collection, the document and the passage do not hold."""

from __future__ import annotations

from qa.analysis.asked import asked
from qa.refusing.coverage import Lacking, Uncovered, coverage
from tests.qa_helpers import Shelf, chunks_of, parsed

HARBOUR = """\
# Harbour Report

## Treaties

A salvage treaty with Norway has been in force since 1998. The World Whale Office (WWO) paid for it.

## Tides

From 2001 to 2005 the pilots counted 2,370 tides. Two boats were lost.
"""
MARKET = """\
# Market Report

## Stalls

Portugal rents four stalls. The market was moved in 2010.
"""
SHELF = Shelf(parsed(HARBOUR, "harbour"), parsed(MARKET, "market"))


def seen(question: str, passage: str, shelf: Shelf = SHELF) -> Uncovered:
    """Return what is not covered, seen from the first chunk that holds the words `passage`."""
    chunks = (c for id_ in shelf.document_ids() for c in chunks_of(shelf.document(id_), 20))
    chunk = next(chunk for chunk in chunks if passage in chunk.text)
    return coverage(asked(question), shelf, shelf.document_ids(), chunk)


def test_a_name_in_no_document_is_lacking_everywhere() -> None:
    found = seen("When did the salvage treaty with Brazil begin?", "treaty")
    lacking = Lacking(names=("Brazil",))
    assert (found.collection.names, found.document.names) == (lacking.names, lacking.names)
    assert found.passage.names == lacking.names


def test_a_name_in_another_document_is_lacking_in_this_one_alone() -> None:
    found = seen("When did the salvage treaty with Portugal begin?", "treaty")
    assert not found.collection.names
    assert found.document.names == ("Portugal",)


def test_a_name_elsewhere_in_the_document_is_lacking_in_the_passage_alone() -> None:
    found = seen("How many tides did Norway count?", "tides")
    assert not found.document.names
    assert found.passage.names == ("Norway",)


def test_the_headings_and_the_title_belong_to_the_passage() -> None:
    found = seen("What does the Harbour Report say under Treaties?", "treaty")
    assert not found.passage.names


def test_a_name_whose_words_stand_apart_is_not_held() -> None:
    found = seen("What does the Norway Boat do?", "treaty")
    assert found.collection.names == ("Norway Boat",)


def test_a_long_name_is_held_where_the_document_explains_its_short_form() -> None:
    text = "# Notes\n\nThe Board of Lamp Oil (BLO) meets.\n\n## Cost\n\nBLO pays ten crowns a week."
    shelf = Shelf(parsed(text, "notes"))
    assert not seen("What does the Board of Lamp Oil pay?", "crowns", shelf).passage.names


def test_a_year_within_a_range_is_held() -> None:
    assert not seen("How many tides were counted in 2003?", "tides").passage.years
    assert seen("How many tides were counted in 2007?", "tides").collection.years == ("2007",)


def test_a_year_elsewhere_is_lacking_in_the_passage() -> None:
    found = seen("How many tides were counted in 2010?", "tides")
    assert (found.collection.years, found.document.years) == ((), ("2010",))


def test_a_number_is_held_in_digits_or_as_a_word() -> None:
    assert not seen("Which 2 boats counted 2370 tides?", "tides").passage.numbers
    assert seen("Which 7 boats counted 9000 tides?", "tides").collection.numbers == ("7", "9000")


def test_words_compare_by_stem_and_those_of_names_do_not_count_again() -> None:
    found = seen("What did piloting the boats of the Harbour Trust cost?", "tides")
    assert found.collection.words == ("cost",)
    assert found.collection.names == ("Harbour Trust",)


def test_a_question_without_content_lacks_nothing() -> None:
    found = seen("What is it?", "tides")
    assert (len(found.collection), len(found.document), len(found.passage)) == (0, 0, 0)

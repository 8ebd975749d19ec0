from __future__ import annotations

from pathlib import Path

import pytest

from corpus.span import Span
from index.embedded import EmbeddedIndex
from qa.answer import Answer, AnswerKind, Item
from qa.citation import cite
from qa.serialise import answer_bytes
from qa.verifying.given import Given, given_from_json
from qa.verifying.verdicts import Verdict
from qa.verifying.verify import verify
from tests.fakes import HashedWords
from tests.qa.test_verifying import FERRY, FREE, SEASON, cited
from tests.qa_helpers import Shelf, build, parsed

MOVED = f"Preface.\n\n{FERRY}"


def test_the_verdict_on_an_answer_is_the_worst_of_its_citations() -> None:
    season, dogs = cited(FERRY, SEASON), cited(FERRY, "Dogs travel on deck.")
    answer = Answer(AnswerKind.LIST, items=(Item("Dogs", dogs),), citations=(season,))
    text = MOVED.replace("340", "355")
    found = verify(given_from_json(answer_bytes(answer)), Shelf(parsed(text)))
    (verified,) = found.answers
    assert [each.verdict for each in verified.citations] == [Verdict.CHANGED, Verdict.MOVED]
    assert found.verdict is verified.verdict is Verdict.CHANGED


def test_answers_are_told_in_the_order_they_were_given() -> None:
    other = parsed("The kiosk opens at nine.\n", "kiosk")
    season = cited(FERRY, SEASON)
    given = (Given("b", (season,)), Given("a", ()), Given("c", (season, cited(FERRY, FREE))))
    found = verify(given, Shelf(other, parsed(FERRY)))
    assert [each.name for each in found.answers] == ["b", "a", "c"]
    assert {each.verdict for each in found.answers} == {Verdict.SAME}
    assert found.generation == "shelf"


def test_a_citation_of_a_document_that_is_not_held_is_gone() -> None:
    found = verify((Given("", (cited(FERRY, SEASON),)),), Shelf(parsed(MOVED, "other")))
    (citation,) = found.answers[0].citations
    assert citation.verdict is Verdict.GONE
    assert not citation.is_held


def test_a_document_that_was_renamed_is_found_by_its_text() -> None:
    index = Shelf(parsed(MOVED, "a"), parsed(FERRY, "c"), parsed(FERRY, "b"))
    (citation,) = verify((Given("", (cited(FERRY, SEASON),)),), index).answers[0].citations
    assert citation.verdict is Verdict.MOVED
    assert citation.document == "doc"
    assert citation.now is not None
    assert citation.now.document == "b"


@pytest.mark.parametrize("name", ["ferry.txt", "boats.txt"])
def test_a_citation_survives_building_the_collection_again(tmp_path: Path, name: str) -> None:
    with EmbeddedIndex.open(build(tmp_path / "old", {"ferry.txt": FERRY}), HashedWords()) as old:
        start = FERRY.index(SEASON)
        citation = cite(old.document("ferry"), [Span(start, start + len(SEASON))])
    texts = {"quay.txt": "The quay is long.\n", name: FERRY}
    with EmbeddedIndex.open(build(tmp_path / "new", texts), HashedWords()) as new:
        (found,) = verify((Given("", (citation,)),), new).answers[0].citations
    assert found.parts[0].now == citation.parts[0]
    assert found.verdict is (Verdict.SAME if name == "ferry.txt" else Verdict.MOVED)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.ranked import SearchFilter
from qa.ranking import Ranking, heading_of, rank
from qa.settings import AnswerSettings, Part
from tests.qa_helpers import Shelf, parsed

SHELF = Shelf(*(parsed(f"Sentence {letter}.\n", letter) for letter in "abcdef"))
FEW = replace(AnswerSettings(), reranked=2, further=4, prior=0.0)


class Letters:
    """A reranker that knows the logit of each document's letter, and what it has read."""

    def __init__(self, **logits: float) -> None:
        self._logits = logits
        self.read = ""

    def score(self, query: str, passages: Sequence[str]) -> tuple[float, ...]:
        letters = [passage[-2] for passage in passages]
        self.read += "".join(letters) if query else ""
        return tuple(self._logits.get(letter, -5.0) for letter in letters)


def ranked(reranker: Letters, settings: AnswerSettings = FEW) -> Ranking:
    return rank("Which sentence?", SHELF, reranker, SearchFilter(), settings)


def test_only_the_first_are_reranked_where_one_of_them_is_near() -> None:
    letters = Letters(b=3.0)
    found = ranked(letters)
    assert letters.read == "ab"
    assert [each.chunk.document_id for each in found.reranked] == ["b", "a"]
    assert [chunk.document_id for chunk in found.behind] == ["c", "d", "e", "f"]


def test_more_are_reranked_where_none_is_near() -> None:
    letters = Letters(d=3.0)
    found = ranked(letters)
    assert letters.read == "abcd"
    assert found.reranked[0].chunk.document_id == "d"
    assert [chunk.document_id for chunk in found.behind] == ["e", "f"]


def test_the_second_look_can_be_left_out() -> None:
    letters = Letters(d=3.0)
    assert len(ranked(letters, replace(FEW, without=frozenset({Part.FURTHER}))).reranked) == 2


def test_without_the_reranker_the_fused_order_stays() -> None:
    letters = Letters(d=3.0)
    found = ranked(letters, replace(FEW, without=frozenset({Part.RERANKER})))
    assert letters.read == ""
    assert [each.chunk.document_id for each in found.reranked] == ["a", "b"]


def test_a_section_is_headed_by_the_title_and_its_two_nearest_headings() -> None:
    document = parsed("# A\n\n## B\n\n### C\n\nText.\n", "order")
    deepest = max(document.sections, key=lambda section: section.level).number
    path = document.sections[deepest].path
    assert heading_of(document, deepest) == " › ".join(("order", *path[-2:]))

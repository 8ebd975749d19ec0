from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.ranked import SearchFilter
from qa.ranking import Ranking, heading_of, rank
from qa.reading.decoding import PassageReading
from qa.settings import AnswerSettings, Part, Step
from tests.qa_helpers import Shelf, parsed

SHELF = Shelf(*(parsed(f"Sentence {letter}.\n", letter) for letter in "abcdef"))
FEW = replace(
    AnswerSettings(), steps=(Step(2, 1.0), Step(4)), reranked=2, answerable=1.0, prior=0.0
)


class Letters:
    """A reranker and a reader that know a logit of each letter, and what they have read."""

    def __init__(self, **logits: float) -> None:
        self._logits = logits
        self.seen = ""

    def score(self, query: str, passages: Sequence[str]) -> tuple[float, ...]:
        letters = [passage.rstrip()[-2] for passage in passages if query]
        self.seen += "".join(letters)
        return tuple(self._logits.get(letter, -5.0) for letter in letters)

    def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
        return tuple(PassageReading((), 0.0, each) for each in self.score(question, passages))


def ranked(reader: Letters, reranker: Letters, settings: AnswerSettings = FEW) -> Ranking:
    return rank("Which sentence?", SHELF, reranker, reader, SearchFilter(), settings)


def order(found: Ranking) -> str:
    return "".join(each.chunk.document_id for each in found.read)


def test_only_the_first_are_read_where_one_of_them_answers() -> None:
    reader = Letters(b=1.0)
    found = ranked(reader, Letters())
    assert reader.seen == "ab"
    assert order(found) == "ba"
    assert [chunk.document_id for chunk in found.behind] == ["c", "d", "e", "f"]


def test_more_are_read_where_none_answers() -> None:
    reader = Letters(b=0.9, d=3.0)
    found = ranked(reader, Letters())
    assert reader.seen == "abcd"
    assert order(found)[0] == "d"
    assert [chunk.document_id for chunk in found.behind] == ["e", "f"]


def test_each_step_down_has_its_own_measure_of_enough() -> None:
    steps = (Step(2, 1.0), Step(3, 0.5), Step(6))
    reader = Letters(b=0.9)
    ranked(reader, Letters(), replace(FEW, steps=steps))
    assert reader.seen == "abc"


def test_a_collection_of_many_sections_has_steps_of_its_own() -> None:
    reader = Letters(b=9.0)
    many = SHELF.section_count() - 1
    ranked(reader, Letters(), replace(FEW, many=many, steps_of_many=(Step(5, 1.0), Step(6))))
    assert reader.seen == "abcde"


def test_reading_further_down_can_be_left_out() -> None:
    reader = Letters(d=3.0)
    ranked(reader, Letters(), replace(FEW, without=frozenset({Part.FURTHER})))
    assert reader.seen == "ab"


def test_the_reranker_orders_the_best_few_before_the_others() -> None:
    reader, reranker = Letters(b=0.5, c=0.7, d=0.8), Letters(c=2.0, d=-9.0)
    found = ranked(reader, reranker)
    assert reranker.seen == "dc"
    assert order(found) == "cdba"
    assert found.read[0].score == 2.0 + 0.7


def test_what_the_reranker_did_not_read_has_the_logit_that_the_reader_lets_expect() -> None:
    found = ranked(Letters(a=0.5, b=1.0), Letters(), replace(FEW, reranked=1, slope=2.0, offset=3))
    assert [each.logit for each in found.read] == [-5.0, 4.0]


def test_without_the_reranker_the_reader_orders_alone() -> None:
    reranker = Letters(a=9.0)
    found = ranked(Letters(b=1.0), reranker, replace(FEW, without=frozenset({Part.RERANKER})))
    assert reranker.seen == ""
    assert order(found) == "ba"


def test_without_the_reader_the_fused_order_is_reranked() -> None:
    reader = Letters(f=9.0)
    settings = replace(
        FEW, prior=1.0, steps=(Step(2, 0.0), Step(4)), without=frozenset({Part.READER})
    )
    found = ranked(reader, Letters(b=3.0), settings)
    assert reader.seen == ""
    assert order(found) == "ba"


def test_a_section_is_headed_by_the_title_and_its_two_nearest_headings() -> None:
    document = parsed("# A\n\n## B\n\n### C\n\nText.\n", "order")
    deepest = max(document.sections, key=lambda section: section.level).number
    path = document.sections[deepest].path
    assert heading_of(document, deepest) == " › ".join(("order", *path[-2:]))

"""Questions that two places answer equally well, each of another thing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.document import Metadata
from corpus.structure import StructuredDocument
from qa.answer import Answer, AnswerKind
from qa.question import Question
from qa.reading.verifier import Marked
from qa.service import AnswerService
from tests.qa_helpers import BY_OVERLAP, Marks, SharedWords, Shelf, parsed

SETTINGS = replace(BY_OVERLAP, weighed=6)
REVIEWED = "Who reviews the five-year strategy?"
FOREST = "The five-year strategy is reviewed by the Forest Agency."
WATER = "The five-year strategy is reviewed by the Water Board."
TEXTS = {"Forest": FOREST, "Water": WATER}
BODIES = {"the Forest Agency": 5.0, "the Water Board": 4.5}


class Sure:
    """A verifier that is as sure of a stretch as it is told, else very sure."""

    def __init__(self, **told: float) -> None:
        self._told = told
        self.asked: list[str] = []

    def verify(self, question: str, stretches: Sequence[Marked]) -> tuple[float, ...]:
        assert question.strip()
        found = [each.span.of(each.passage) for each in stretches]
        self.asked += found
        return tuple(self._told.get(each.split()[-1].lower(), 9.0) for each in found)


def document(title: str, *sections: tuple[str, str]) -> StructuredDocument:
    text = "".join(f"## {heading}\n\n{below}\n\n" for heading, below in sections)
    made = parsed(f"# {title}\n\n{text}", title.split()[0].lower())
    return replace(made, document=replace(made.document, metadata=Metadata(title=title)))


def ask(
    question: str,
    marks: dict[str, float],
    *documents: StructuredDocument,
    verifier: Sure | None = None,
) -> Answer:
    shelf, marking = Shelf(*documents), Marks(marks)
    service = AnswerService(shelf, SharedWords(), marking, SETTINGS, verifier or Sure())
    return service.ask(Question(question))


def two(forest: str, water: str, marks: dict[str, float], question: str = REVIEWED) -> Answer:
    """Ask two strategies of one section each."""
    documents = (
        document("Forest Strategy", ("Review", forest)),
        document("Water Strategy", ("Review", water)),
    )
    return ask(question, marks, *documents)


def test_a_question_that_fits_two_documents_is_answered_from_both() -> None:
    answer = two(FOREST, WATER, BODIES)
    (reading,) = answer.readings
    assert (answer.answer, answer.text) == ("the Forest Agency", FOREST)
    assert (reading.answer, reading.text) == ("the Water Board", WATER)
    assert reading.understood_as == f"{REVIEWED} (Water Strategy)"
    assert [citation.document for citation in reading.citations] == ["water"]


def test_two_sections_of_one_document_are_told_apart_by_their_headings() -> None:
    sections = ("Forests", FOREST), ("Waters", WATER)
    answer = ask(REVIEWED, BODIES, document("State Strategies", *sections))
    (reading,) = answer.readings
    assert reading.understood_as.startswith(f"{REVIEWED} (")
    assert reading.understood_as.endswith("Waters)")


def test_two_strategies_with_dates_for_different_events_are_two_readings() -> None:
    answer = two(
        "The strategy of the Forest Agency was adopted on 12 March 2016 at the fair in Arden.",
        "The strategy of the Water Board was adopted on 3 June 2018, in a session of the assembly.",
        {"12 March 2016": 5.0, "3 June 2018": 4.5},
        "When was the strategy adopted?",
    )
    assert answer.kind is AnswerKind.SPAN
    assert (answer.answer, *(each.answer for each in answer.readings)) == (
        "12 March 2016",
        "3 June 2018",
    )


def test_a_conflict_has_no_second_reading() -> None:
    answer = two(
        "The strategy was adopted on 12 March 2016.",
        "The strategy was adopted on 3 June 2018.",
        {"12 March 2016": 5.0, "3 June 2018": 4.5},
        "When was the strategy adopted?",
    )
    assert (answer.kind, answer.readings) == (AnswerKind.CONFLICT, ())


@pytest.mark.parametrize("other", ["the Forest Agency", "the Forest Agency of Arden"])
def test_the_same_answer_in_two_documents_is_one_reading(other: str) -> None:
    marks = {"the Forest Agency": 5.0, other: 5.0}
    assert two(FOREST, f"The five-year strategy is reviewed by {other}.", marks).readings == ()


def test_the_same_day_written_otherwise_is_one_reading() -> None:
    answer = two(
        "The strategy of the Forest Agency was adopted on 12 March 2016 at the fair in Arden.",
        "The strategy of the Water Board was adopted on 2016-03-12, in a session of the assembly.",
        {"12 March 2016": 5.0, "2016-03-12": 4.5},
        "When was the strategy adopted?",
    )
    assert answer.readings == ()


def test_a_thing_of_no_type_is_read_twice_only_in_two_documents() -> None:
    question, oak, heron = "What is the emblem of the strategy?", "green oak", "blue heron"
    forest, water = (f"The emblem of the strategy was {each} then." for each in (oak, heron))
    marks = {oak: 5.0, heron: 4.5}
    assert [each.answer for each in two(forest, water, marks, question).readings] == [heron]
    one = document("State Strategies", ("Forests", forest), ("Waters", water))
    assert ask(question, marks, one).readings == ()


def test_a_clear_winner_leaves_no_second_reading() -> None:
    assert two(FOREST, WATER, {**BODIES, "the Forest Agency": 15.0}).readings == ()


def test_a_word_of_the_question_that_one_place_lacks_decides() -> None:
    assert two(FOREST, "The Water Board is reviewed by experts.", BODIES).readings == ()
    assert two(FOREST, WATER, BODIES, "Who reviews the five-year water strategy?").readings == ()


def test_an_ordinal_of_the_question_that_one_place_lacks_decides() -> None:
    question = "Who chaired the first meeting?"
    first = "The first meeting was chaired by the Forest Agency."
    second = "The second meeting was chaired by the Water Board."
    assert two(first, second, BODIES, question).readings == ()


def test_documents_of_one_title_cannot_be_told_apart() -> None:
    forest = document("State Strategy", ("Review", FOREST))
    water = document("State Strategy", ("Review", WATER))
    water = replace(water, document=replace(water.document, id="water"))
    assert ask(REVIEWED, BODIES, forest, water).readings == ()


def test_a_place_that_tells_of_both_is_no_second_reading() -> None:
    both = "The five-year strategy is reviewed by the Water Board, no longer the Forest Agency."
    assert two(FOREST, both, {"the Water Board": 4.5, "by the Forest Agency": 5.0}).readings == ()


@pytest.mark.parametrize("logits", [{"board": 0.0}, {"agency": -3.0, "board": -7.0}])
def test_a_reading_that_is_less_sure_or_not_sure_enough_is_not_offered(
    logits: dict[str, float],
) -> None:
    documents = [document(f"{each} Strategy", ("Review", text)) for each, text in TEXTS.items()]
    verifier = Sure(**logits)
    answer = ask(REVIEWED, BODIES, *documents, verifier=verifier)
    assert (answer.answer, answer.readings) == ("the Forest Agency", ())
    assert verifier.asked == ["the Forest Agency", "the Water Board"]


def test_the_verifier_is_asked_once_where_no_other_place_answers() -> None:
    verifier = Sure()
    ask(REVIEWED, BODIES, document("Forest Strategy", ("Review", FOREST)), verifier=verifier)
    assert verifier.asked == ["the Forest Agency"]

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from qa.answer import AnswerKind
from qa.confidence.grounds import Grounds, Trust, confidence
from qa.question import Question
from qa.reading.verifier import Marked
from qa.service import AnswerService, Reasoned
from qa.settings import AnswerSettings, Part
from tests.qa_helpers import BEES, BY_OVERLAP, Marks, SharedWords, Shelf, parsed

NOTHING = Grounds(*7 * (0.0,))
BY_VERIFIER = Trust(0.0, replace(NOTHING, verified=1.0))
SETTINGS = replace(BY_OVERLAP, trust=BY_VERIFIER, threshold=0.5)
ORDER = """\
# Harbour Order

## Moorings

The fourth council of Thorn raised the dues of the pier in 1998 to nine crowns. The
keeper writes them down.
"""
DUES = "What did the fourth council raise the dues of the pier to in 1998?"


class Says:
    """A verifier that knows the logit of some stretches, and -9 for every other."""

    def __init__(self, logits: Mapping[str, float]) -> None:
        self._logits = logits

    def verify(self, question: str, stretches: Sequence[Marked]) -> tuple[float, ...]:
        assert question.strip()
        return tuple(
            self._logits.get(each.passage[each.span.start : each.span.end], -9.0)
            for each in stretches
        )


def explained(
    question: str, logit: float, settings: AnswerSettings = SETTINGS, text: str = ORDER
) -> Reasoned:
    service = AnswerService(
        Shelf(parsed(text)),
        SharedWords(),
        Marks({"nine crowns": 5.0}),
        settings,
        Says({"nine crowns": logit}),
    )
    return service.explain(Question(question))


def grounds(question: str, text: str = ORDER) -> Grounds:
    found = explained(question, 3.0, text=text).grounds
    assert found is not None
    return found


def test_the_confidence_is_the_logistic_of_the_weighted_grounds() -> None:
    trust = Trust(-1.0, replace(NOTHING, verified=2.0, names=-1.0))
    assert confidence(replace(NOTHING, verified=1.0, names=1.0), trust) == 0.5
    assert confidence(replace(NOTHING, verified=1.0), trust) == 0.7311


@pytest.mark.parametrize(("logit", "sure"), [(1e9, 1.0), (-1e9, 0.0)])
def test_extreme_grounds_are_as_sure_as_can_be(logit: float, sure: float) -> None:
    assert confidence(replace(NOTHING, verified=logit), BY_VERIFIER) == sure


def test_an_answer_that_is_sure_enough_is_given_with_its_confidence() -> None:
    answer = explained(DUES, 2.0).reply.answer
    assert (answer.kind, answer.answer, answer.confidence) == (
        AnswerKind.SPAN,
        "nine crowns",
        0.8808,
    )


def test_an_answer_in_doubt_is_refused_and_keeps_its_confidence() -> None:
    answer = explained(DUES, -2.0).reply.answer
    assert (answer.kind, answer.text, answer.confidence) == (AnswerKind.NOT_FOUND, "", 0.1192)
    assert answer.nearest


def test_the_threshold_decides_what_is_doubted() -> None:
    lenient, strict = replace(SETTINGS, threshold=0.1), replace(SETTINGS, threshold=0.9)
    assert explained(DUES, -2.0, lenient).reply.answer.kind is AnswerKind.SPAN
    assert explained(DUES, 2.0, strict).reply.answer.kind is AnswerKind.NOT_FOUND


def test_without_the_verifier_nothing_is_refused_for_doubt() -> None:
    without = replace(SETTINGS, without=frozenset({Part.VERIFIER}))
    found = explained(DUES, -9.0, without)
    assert found.reply.answer.kind is AnswerKind.SPAN
    assert found.grounds is None


def test_what_the_text_around_an_answer_holds_speaks_for_it() -> None:
    found = grounds(DUES)
    assert (found.verified, found.names, found.figures, found.misfit) == (3.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    "question",
    [
        "How many crowns were the dues of the pier in 1999?",
        "What did the fifth council raise the dues of the pier to in 1998?",
    ],
)
def test_a_figure_that_the_text_lacks_speaks_against_an_answer(question: str) -> None:
    assert grounds(question).figures >= 1.0


@pytest.mark.parametrize(("asked", "lacking"), [("fifth", 1.0), ("fourth", 0.0), ("first", 0.0)])
def test_an_ordinal_of_something_else_does_not_count_for_the_answer(
    asked: str, lacking: float
) -> None:
    text = ORDER.replace("in 1998", "at the 5th fair")
    found = grounds(f"What did the {asked} council raise the dues to?", text)
    assert (found.figures, found.miscounted) == (lacking, lacking)


def test_an_ordinal_of_what_nobody_counts_lacks_and_is_not_miscounted() -> None:
    found = grounds("What did the council raise the dues of the fifth pier to?")
    assert found.figures > found.miscounted == 0.0


def test_a_name_that_the_text_lacks_speaks_against_an_answer() -> None:
    assert grounds("What did the council of Ashby raise the dues of the pier to?").names == 1.0


@pytest.mark.parametrize(("others", "lacking"), [(24, 0.0), (8, 1.0), (2, 1.0)])
def test_a_name_that_most_of_many_documents_hold_may_be_lacking(
    others: int, lacking: float
) -> None:
    seas = ["Ships of Ashby sail at dawn.\n"] * others + ["Ships sail.\n"] * (24 - others)
    shelf = Shelf(parsed(ORDER, "a"), *(parsed(sea, f"b{at}") for at, sea in enumerate(seas)))
    answers = AnswerService(
        shelf, SharedWords(), Marks({"nine crowns": 5.0}), SETTINGS, Says({"nine crowns": 3.0})
    )
    question = "What did the council of Ashby raise the dues of the pier to?"
    found = answers.explain(Question(question)).grounds
    assert found is not None
    assert found.names == lacking


@pytest.mark.parametrize(("question", "misfit"), [("When", 1.0), ("How much", 0.0), ("Where", 0.0)])
def test_an_answer_that_is_no_date_or_number_speaks_against_itself(
    question: str, misfit: float
) -> None:
    assert grounds(f"{question} did the council raise the dues of the pier?").misfit == misfit


def test_a_list_rests_on_names_and_figures() -> None:
    service = AnswerService(Shelf(parsed(BEES)), SharedWords(), Marks({}), SETTINGS, Says({}))
    found = service.explain(Question("What duties does every warden have?"))
    assert found.reply.answer.kind is AnswerKind.LIST
    assert found.grounds is not None
    assert (found.grounds.verified, found.grounds.names) == (0.0, 0.0)


def test_a_question_with_nothing_near_has_no_grounds() -> None:
    found = explained("Who bakes rye bread?", 9.0)
    assert found.grounds is None
    assert found.reply.answer == replace(found.reply.answer, kind=AnswerKind.NOT_FOUND)
    assert found.reply.answer.confidence == 0.0

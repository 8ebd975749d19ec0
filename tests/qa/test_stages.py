"""What the time of an answer is counted for."""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from index.embedded import EmbeddedIndex
from index.stages import Stage, Stopwatch, measured_by
from qa.question import Question
from qa.reading.verifier import Marked
from qa.serialise import answer_bytes
from qa.service import AnswerService
from qa.settings import AnswerSettings
from tests.fakes import HashedWords
from tests.qa_helpers import COLLECTION, SharedLines, SharedWords, build

ASKED = Question("Where is honey from public roofs sold?")


class Certain:
    """A verifier that holds every stretch to be the answer."""

    def verify(self, question: str, stretches: Sequence[Marked]) -> tuple[float, ...]:  # noqa: ARG002
        return (9.0,) * len(stretches)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[AnswerService]:
    with EmbeddedIndex.open(build(tmp_path, COLLECTION), HashedWords()) as index:
        settings = AnswerSettings(threshold=0.0)
        yield AnswerService(index, SharedWords(), SharedLines(), settings, Certain())


def spent(service: AnswerService, question: Question) -> tuple[dict[Stage, float], float]:
    """Return the looks at the clock that each stage took, and those from the first to the last."""
    looks: list[int] = []
    ticks = count()

    def clock() -> float:
        looks.append(next(ticks))
        return float(looks[-1])

    watch = Stopwatch(clock)
    with measured_by(watch):
        service.ask(question)
    return dict(watch.spent), float(looks[-1] - looks[0])


def test_every_stage_of_an_answer_is_measured(service: AnswerService) -> None:
    stages, _ = spent(service, ASKED)
    assert set(stages) == set(Stage) - {Stage.REFUSING}


def test_what_a_refusal_says_is_a_stage_of_its_own(service: AnswerService) -> None:
    stages, _ = spent(service.with_settings(AnswerSettings(threshold=1.0)), ASKED)
    assert stages[Stage.REFUSING] > 0


@pytest.mark.parametrize("text", [ASKED.text, "What are the duties of every warden?", "Who?"])
def test_the_stages_are_the_whole_of_an_answer(service: AnswerService, text: str) -> None:
    stages, whole = spent(service, Question(text))
    assert sum(stages.values()) == whole


def test_an_answer_that_is_measured_has_the_same_bytes(service: AnswerService) -> None:
    with measured_by(Stopwatch(lambda: 0.0)):
        measured = service.ask(ASKED)
    assert answer_bytes(measured) == answer_bytes(service.ask(ASKED))

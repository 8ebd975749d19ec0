"""The comparison: the same questions to every system, one after the other in turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measure import MEASURES
from qa.evaluation.outcome import outcomes
from qa.evaluation.prediction import MAX_PASSAGES, Prediction
from qa.evaluation.report import means
from qa.evaluation.sampling import Mean
from qa.question import Question
from web.bench.floor import Recorder, Wave, replay, waves
from web.bench.systems import System
from web.bench.timing import Spread, Taken, spread

SCORES = ("recall@1", "recall@5", "containment", "token_f1")


@dataclass(frozen=True, slots=True)
class Run:
    """What a system did: its predictions and what they took, in the order of the questions."""

    name: str
    predictions: tuple[Prediction, ...]
    taken: tuple[Taken, ...]

    @property
    def wall(self) -> Spread:
        """Return what the times by the clock are like."""
        return spread([each.wall for each in self.taken])

    @property
    def processor(self) -> Spread:
        """Return what the times of the processors are like."""
        return spread([each.processor for each in self.taken])

    def only(self, *, refused: bool) -> Run | None:
        """Return the run with the refused questions alone, or the others; None without any."""
        kept = [n for n, each in enumerate(self.predictions) if each.abstained == refused]
        if not kept:
            return None
        predictions = tuple(self.predictions[number] for number in kept)
        return Run(self.name, predictions, tuple(self.taken[number] for number in kept))

    def scores(self, gold: Sequence[GoldQuestion], documents: Mapping[str, str]) -> list[Mean]:
        """Return the `SCORES` of the answers, by the measures that Pincite is evaluated by."""
        measures = [measure for measure in MEASURES if measure.name in SCORES]
        return list(means(outcomes(gold, self.predictions, documents, measures)))


@dataclass(frozen=True, slots=True)
class Floor:
    """What the model calls of the first system take alone, question by question."""

    taken: tuple[Taken, ...]
    calls: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The runs of the systems, in their order, and the floor of the first."""

    runs: tuple[Run, ...]
    floor: Floor


def compare(
    gold: Sequence[GoldQuestion],
    systems: Sequence[System],
    recorder: Recorder,
    warm_up: Sequence[Question],
) -> Comparison:
    """Ask every system every question and return what came of it.

    Whatever else the machine does strikes all alike: a question goes to all systems before the next
    one comes, each time beginning with another system. The calls of the first system, which the
    recorder keeps, are made again right after it. The warm-up is not counted.
    """
    for question in warm_up:
        for system in systems:
            system.ask(question)
    recorder.taken()
    asked: dict[str, list[Prediction]] = {system.name: [] for system in systems}
    took: dict[str, list[Taken]] = {system.name: [] for system in systems}
    floor: list[Taken] = []
    calls: list[int] = []
    for turn, each in enumerate(gold):
        first = turn % len(systems)
        for system in (*systems[first:], *systems[:first]):
            reply, taken = system.ask(each.asked())
            passages = reply.passages[:MAX_PASSAGES]
            asked[system.name].append(Prediction(each.id, reply.answer, passages, taken.wall))
            took[system.name].append(taken)
            if system is systems[0]:
                went = waves(recorder.taken())
                floor.append(replay(went))
                calls.append(_calls(went))
    runs = tuple(Run(name, tuple(asked[name]), tuple(took[name])) for name in asked)
    return Comparison(runs, Floor(tuple(floor), tuple(calls)))


def _calls(went: Sequence[Wave]) -> int:
    return sum(len(wave.calls) for wave in went)

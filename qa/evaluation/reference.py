"""References: committed figures that a later run may not fall below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import GoldError
from qa.evaluation.compare import Change
from qa.evaluation.jsonl import read_records, record_as, write_records
from qa.evaluation.outcome import Outcome, Score
from qa.evaluation.report import means
from qa.serialise import to_json

# Two or three questions of the shipped set: int8 models differ a little between processors.
DEFAULT_TOLERANCE = 0.02
# Means of the same scores may differ in their last bits between machines.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a measure over `n` questions, and how far a later run may fall below it."""

    measure: str
    n: int
    mean: float
    tolerance: float

    def __post_init__(self) -> None:
        if not (self.n >= 1 and self.tolerance >= 0):
            raise ValueError("a figure is over some question and its tolerance is not negative")


@dataclass(frozen=True, slots=True)
class ReferenceQuestion:
    """The scores of a question, of the measures that apply to it."""

    id: str
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The figures of a run and the scores behind them, question by question in gold order."""

    figures: tuple[Figure, ...]
    questions: tuple[ReferenceQuestion, ...]

    def __post_init__(self) -> None:
        scores = (score for question in self.questions for score in question.scores)
        counts = Counter(score.measure for score in scores if score.value is not None)
        if counts != {figure.measure: figure.n for figure in self.figures}:
            raise ValueError("the figures are not over the scores of the questions")


@dataclass(frozen=True, slots=True)
class Drop:
    """A figure that fell by more than its tolerance.

    `questions` are those that score less than they did, largest fall first, then in gold order.
    """

    measure: str
    reference: float
    now: float
    tolerance: float
    questions: tuple[Change, ...]


def reference_of(
    outcomes: Sequence[Outcome], tolerances: Mapping[str, float] | None = None
) -> Reference:
    """Return the outcomes as a reference.

    `tolerances` gives the tolerance of a measure where it is not `DEFAULT_TOLERANCE`.
    """
    given = tolerances or {}
    figures = (
        Figure(each.name, each.n, each.mean, given.get(each.name, DEFAULT_TOLERANCE))
        for each in means(outcomes)
    )
    questions = (
        ReferenceQuestion(
            outcome.id, tuple(score for score in outcome.scores if score.value is not None)
        )
        for outcome in outcomes
    )
    return Reference(tuple(figures), tuple(questions))


def drops(reference: Reference, outcomes: Sequence[Outcome]) -> tuple[Drop, ...]:
    """Return the figures that the outcomes drop below their tolerance, in the reference's order.

    Raises GoldError if the outcomes are of other questions, or lack a measure that the reference
    has for one of them.
    """
    now = {outcome.id: outcome for outcome in outcomes}
    unpaired = now.keys() ^ {question.id for question in reference.questions}
    if unpaired:
        raise GoldError(
            f"{min(unpaired)!r} is not in both the reference and the run; "
            "write the reference again after changing the gold questions"
        )
    found = (_drop(figure, reference, now) for figure in reference.figures)
    return tuple(drop for drop in found if drop is not None)


def write_reference(path: Path, reference: Reference) -> None:
    """Write a reference as JSON Lines: the figures first, then one question a line.

    Raises GoldError if the file cannot be written.
    """
    write_records(path, map(to_json, (*reference.figures, *reference.questions)))


def read_reference(path: Path) -> Reference:
    """Return the reference of a file, equal to the one that was written.

    Raises GoldError, naming file and line, if the file cannot be read or is malformed.
    """
    figures, questions = [], []
    for place, record in read_records(path):
        try:
            if "measure" in record:
                figures.append(record_as(Figure, record, "figure"))
            else:
                questions.append(record_as(ReferenceQuestion, record, "question"))
        except ValueError as error:
            raise GoldError(f"{place}: {error}; write the reference again") from error
    try:
        return Reference(tuple(figures), tuple(questions))
    except ValueError as error:
        raise GoldError(f"{path}: {error}; write the reference again") from error


def _drop(figure: Figure, reference: Reference, now: Mapping[str, Outcome]) -> Drop | None:
    compared = []
    for question in reference.questions:
        before = next((s.value for s in question.scores if s.measure == figure.measure), None)
        if before is None:
            continue
        after = now[question.id].score(figure.measure)
        if after is None:
            raise GoldError(
                f"{question.id!r} has no {figure.measure!r} in this run; "
                "write the reference again after changing gold questions or measures"
            )
        compared.append(Change(question.id, now[question.id].question, before, after))
    mean = sum(change.after for change in compared) / figure.n
    if figure.mean - mean <= figure.tolerance + _ROUNDING:
        return None
    fallen = sorted(
        (change for change in compared if change.after < change.before),
        key=lambda change: change.after - change.before,
    )
    return Drop(figure.measure, figure.mean, mean, figure.tolerance, tuple(fallen))

"""The figures of an evaluation that the pages show: a file that a run writes, never typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import GoldError
from qa.evaluation.abstaining import abstaining
from qa.evaluation.confidence import Bin, RiskPoint, came_out_right, judged
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.jsonl import read_records, record_as, write_records
from qa.evaluation.measure import Documents, recall_measure
from qa.evaluation.outcome import Outcome, outcomes
from qa.evaluation.prediction import MAX_PASSAGES, Prediction
from qa.evaluation.report import means
from qa.evaluation.sampling import Mean, mean_of
from qa.serialise import Json, to_json

SHIPPED_FIGURES = Path(__file__).parent / "figures.json"

_MAIN = ("containment", "item_f1", "supported", "refused")
_DIGITS = 4  # of what is written: the last bits differ between machines


@dataclass(frozen=True, slots=True)
class Published:
    """The figures of a run.

    `date` is its ISO date, `generation` that of the collection. `main` has the mean of each
    main measure over the questions that it applies to. `types` has for each type of question, in
    the order of the gold, the share that came out right: answered rightly, or refused where there
    is no answer. `recall` has the recall after 1 to 10 passages. `bins`
    and `curve` are those of `qa.evaluation.confidence`, over the questions of which it is known
    whether the best answer is right; `threshold` is the confidence below which the run refused.
    """

    date: str
    generation: str
    questions: int
    documents: int
    threshold: float
    main: tuple[Mean, ...]
    types: tuple[Mean, ...]
    recall: tuple[Mean, ...]
    bins: tuple[Bin, ...]
    curve: tuple[RiskPoint, ...]


def published(
    gold: Sequence[GoldQuestion],
    predictions: Sequence[Prediction],
    documents: Documents,
    *,
    date: str,
    generation: str,
    threshold: float,
) -> Published:
    """Return the figures of predictions for gold questions over documents, ids to texts."""
    scored = outcomes(gold, predictions, documents)
    recall = [recall_measure(k) for k in range(1, MAX_PASSAGES + 1)]
    confident = abstaining("all", judged(scored), threshold)
    overall = {each.name: each for each in means(scored)}
    return Published(
        date=date,
        generation=generation,
        questions=len(scored),
        documents=len(documents),
        threshold=threshold,
        main=tuple(overall[name] for name in _MAIN if name in overall),
        types=tuple(_of_type(kind, scored) for kind in dict.fromkeys(each.type for each in scored)),
        recall=means(outcomes(gold, predictions, documents, recall)),
        bins=confident.bins,
        curve=confident.curve,
    )


def write_published(path: Path, figures: Published) -> None:
    """Write figures as one line of JSON, four digits each; raise GoldError if that fails."""
    write_records(path, [_rounded(to_json(figures))])


def read_published(path: Path = SHIPPED_FIGURES) -> Published:
    """Return the figures of a file. Raises GoldError, naming it, if it holds none."""
    try:
        ((_, record),) = read_records(path)
        return record_as(Published, record, "figures")
    except ValueError as error:
        raise GoldError(f"{path}: {error}; write the figures again") from error


def _of_type(kind: str, scored: Sequence[Outcome]) -> Mean:
    return mean_of(kind, [float(came_out_right(each)) for each in scored if each.type == kind])


def _rounded(value: Json) -> Json:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return value

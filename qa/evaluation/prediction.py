"""Predictions: what the service said to each gold question."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import GoldError
from qa.answer import Answer, AnswerKind, Passage
from qa.evaluation.jsonl import read_records, record_as, write_records
from qa.serialise import Json, to_json

MAX_PASSAGES = 10


@dataclass(frozen=True, slots=True)
class Prediction:
    """The answer to the gold question `id` and the passages that retrieval ranked for it.

    `passages` are best first, at most `MAX_PASSAGES`. `seconds` is the time the answer took.
    """

    id: str
    answer: Answer
    passages: tuple[Passage, ...]
    seconds: float

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise ValueError("a prediction names its question")
        if len(self.passages) > MAX_PASSAGES:
            raise ValueError(f"{len(self.passages)} passages where at most {MAX_PASSAGES} count")
        if not (math.isfinite(self.seconds) and self.seconds >= 0):
            raise ValueError(f"{self.seconds} is no duration in seconds")

    @property
    def abstained(self) -> bool:
        """Tell whether the question was refused: the answer is of the kind not_found."""
        return self.answer.kind is AnswerKind.NOT_FOUND


@dataclass(frozen=True, slots=True)
class _Rest:
    """The fields of a line that stand beside those of the answer."""

    id: str
    abstained: bool
    passages: tuple[Passage, ...]
    seconds: float


def write_predictions(path: Path, predictions: Iterable[Prediction]) -> None:
    """Write one JSON object a line, in order: `id`, the answer's fields, then the others.

    The others are `abstained`, `passages` and `seconds`. Equal predictions give equal bytes.
    Raises GoldError if the file cannot be written.
    """
    write_records(path, (_record(prediction) for prediction in predictions))


def read_predictions(path: Path) -> tuple[Prediction, ...]:
    """Return the predictions of a file, in file order, equal to those that were written.

    An empty file gives none. Raises GoldError, naming file and line, if the file cannot be read,
    a field is missing or malformed, `abstained` contradicts the kind of the answer, or an id
    occurs twice.
    """
    predictions: dict[str, Prediction] = {}
    for place, record in read_records(path):
        try:
            prediction = _prediction(record)
        except ValueError as error:
            raise GoldError(f"{place}: {error}; write the predictions again") from error
        if prediction.id in predictions:
            raise GoldError(f"{place}: {prediction.id!r} is answered twice; keep one of the lines")
        predictions[prediction.id] = prediction
    return tuple(predictions.values())


def _record(prediction: Prediction) -> Json:
    answer = to_json(prediction.answer)
    passages = to_json(prediction.passages)
    if not isinstance(answer, dict):
        raise TypeError("an answer is a JSON object")
    return {
        "id": prediction.id,
        **answer,
        "abstained": prediction.abstained,
        "passages": passages,
        "seconds": prediction.seconds,
    }


def _prediction(record: dict[str, Json]) -> Prediction:
    answer = record_as(Answer, record, "prediction")
    rest = record_as(_Rest, record, "prediction")
    prediction = Prediction(rest.id, answer, rest.passages, rest.seconds)
    if prediction.abstained != rest.abstained:
        raise ValueError(f"'abstained' contradicts the kind {answer.kind.value!r}")
    return prediction

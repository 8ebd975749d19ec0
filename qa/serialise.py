"""The one way from an answer to JSON, for every door, prediction and export."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import TypeAlias

from qa.answer import Answer
from qa.trace import Trace

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def to_json(value: object) -> Json:
    """Return dataclasses, tuples, enums and plain values as JSON values, fields in their order.

    Raises TypeError for any other value, and ValueError for a number that JSON does not have: an
    infinity or NaN.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} has no JSON form")
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise TypeError(f"{type(value).__name__} has no JSON form")


def answer_bytes(answer: Answer) -> bytes:
    """Return the answer as one line of UTF-8 JSON, the same bytes for equal answers."""
    return json_bytes(answer)


def explained_bytes(answer: Answer, trace: Trace) -> bytes:
    """Return the answer and what led to it as one line of UTF-8 JSON: `answer` and `trace`."""
    return _bytes({"answer": to_json(answer), "trace": to_json(trace)})


def json_bytes(value: object) -> bytes:
    """Return what `to_json` takes as one line of UTF-8 JSON, the same bytes for equal values."""
    return _bytes(to_json(value))


def _bytes(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

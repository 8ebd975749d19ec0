"""The way back from JSON to an answer: what `qa.serialise` wrote, read with care."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from types import NoneType, UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from corpus.errors import PinciteError
from qa.answer import (
    Answer,
    Citation,
    Context,
    Correction,
    Coverage,
    Item,
    NearPassage,
    Part,
    Reading,
)

_Read = TypeVar("_Read")


_FIELDS: dict[type[object], dict[str, object]] = {
    kind: get_type_hints(kind)
    for kind in (
        Answer,
        Citation,
        Context,
        Correction,
        Coverage,
        Item,
        NearPassage,
        Part,
        Reading,
    )
}


class MalformedAnswerError(PinciteError):
    """What was given for an answer, or a part of one, is none."""


def answer_from_json(value: object) -> Answer:
    """Return the answer that `to_json` wrote as `value`: `answer_from_json(to_json(a)) == a`.

    Fields that are left out have their defaults. Raises MalformedAnswerError, naming the place, if
    a field is unknown, of another type or holds what no answer does.
    """
    return read_as(Answer, value, "the answer")


def read_as(kind: type[_Read], value: object, name: str, *, newer: bool = False) -> _Read:
    """Return a JSON value as a dataclass of answers, called `name` in errors; as above.

    Where a `newer` version may have written it, fields that are unknown here are passed over.
    """
    found = _read(kind, value, name, newer)
    if not isinstance(found, kind):  # what _read promises
        raise TypeError(f"{name} was read as {type(found).__name__}")
    return found


def _read(kind: object, value: object, name: str, newer: bool) -> object:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _object(kind, value, name, newer)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise MalformedAnswerError(f"{name} is no list")
        element = get_args(kind)[0]
        return tuple(_read(element, each, f"{name}[{n}]", newer) for n, each in enumerate(value))
    if get_origin(kind) in (Union, UnionType):
        (other,) = (each for each in get_args(kind) if each is not NoneType)
        return None if value is None else _read(other, value, name, newer)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if value not in list(kind):
            raise MalformedAnswerError(f"{name} is none of {', '.join(kind)}")
        return kind(str(value))
    return _plain(kind, value, name)


def _object(kind: type[object], value: object, name: str, newer: bool) -> object:
    if not isinstance(value, dict):
        raise MalformedAnswerError(f"{name} is no object")
    hints = _FIELDS[kind]
    unknown = sorted(str(key) for key in value if key not in hints)
    if unknown and not newer:
        raise MalformedAnswerError(f"{name} has no field {unknown[0]!r}")
    given = {
        key: _read(hints[key], each, f"{name}.{key}", newer)
        for key, each in value.items()
        if key in hints
    }
    try:
        return kind(**given)
    except TypeError as error:
        left_out = ", ".join(sorted(set(hints) - set(given)))
        raise MalformedAnswerError(f"{name} lacks some of {left_out}") from error
    except ValueError as error:
        raise MalformedAnswerError(f"{name}: {error}") from error


def _plain(kind: object, value: object, name: str) -> object:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is float and is_number:
        return float(value)  # type: ignore[arg-type]  # is_number says so
    if (kind is int and is_number and not isinstance(value, float)) or (
        kind is str and isinstance(value, str) and _is_whole(value)
    ):
        return value
    raise MalformedAnswerError(f"{name} is no {getattr(kind, '__name__', kind)}")


def _is_whole(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)

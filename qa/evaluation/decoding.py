"""JSON values back into the frozen dataclasses that they came from."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from qa.serialise import Json

T = TypeVar("T")


def decoded(kind: type[T], value: Json, place: str) -> T:
    """Return `value` as an instance of the dataclass `kind`: the inverse of `to_json`.

    Fields may be text, numbers, truth values, string enums, dataclasses, homogeneous tuples of
    these, or one of these or None. Every field must be there; further names are ignored. `place`
    begins the name of a value in messages (`answer.citations[0].parts`). Raises ValueError if a
    field is missing or of another type, or if the dataclass refuses its values.
    """
    result = _object(kind, value, place)
    if not isinstance(result, kind):
        raise TypeError(f"{place}: {kind.__name__} is not what its call returns")
    return result


def _object(kind: type, value: Json, place: str) -> object:
    if not isinstance(value, dict):
        raise ValueError(f"{place} is {_name(value)} where an object is expected")
    fields = {}
    for name, field_kind in _fields(kind).items():
        if name not in value:
            raise ValueError(f"{place} has no field {name!r}")
        fields[name] = _decoded(field_kind, value[name], f"{place}.{name}")
    return kind(**fields)


@functools.cache
def _fields(kind: type) -> Mapping[str, object]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _decoded(kind: object, value: Json, place: str) -> object:
    arguments = typing.get_args(kind)
    if isinstance(kind, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        (kind,) = (each for each in arguments if each is not type(None))
        return _decoded(kind, value, place)
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{place} is {_name(value)} where a list is expected")
        return tuple(
            _decoded(arguments[0], each, f"{place}[{number}]") for number, each in enumerate(value)
        )
    if not isinstance(kind, type):
        raise TypeError(f"{place}: {kind} cannot be read from JSON")
    if dataclasses.is_dataclass(kind):
        return _object(kind, value, place)
    return _plain(kind, value, place)


def _plain(kind: type, value: Json, place: str) -> object:
    if issubclass(kind, StrEnum):
        if value not in list(kind):
            raise ValueError(f"{place} is {value!r} where one of {', '.join(kind)} is expected")
        return kind(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"{place} is {_name(value)} where {_NAMES[kind]} is expected")
    return value


_NAMES: Mapping[type, str] = types.MappingProxyType(
    {
        str: "text",
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        list: "a list",
        dict: "an object",
        type(None): "null",
    }
)


def _name(value: Json) -> str:
    return _NAMES[type(value)]

"""The way back from JSON to frozen dataclasses: what `qa.serialise` wrote, read with care."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType, NoneType, UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from corpus.errors import PinciteError
from qa.answer import Answer

_Read = TypeVar("_Read")


class MalformedJsonError(PinciteError, ValueError):
    """A JSON value is not what was to be read from it; the message names the place."""


def answer_from_json(value: object) -> Answer:
    """Return the answer that `to_json` wrote as `value`: `answer_from_json(to_json(a)) == a`.

    Fields that are left out have their defaults. Raises MalformedJsonError, naming the place, if
    a field is unknown, of another type or holds what no answer does.
    """
    return read_as(Answer, value, "the answer")


def read_as(
    kind: type[_Read], value: object, name: str, *, newer: bool = False, whole: bool = False
) -> _Read:
    """Return a JSON value as a dataclass of type `kind`, called `name` in errors; as above.

    Fields may be text, numbers, truth values, string enums, dataclasses, homogeneous tuples of
    these, or one of these or None. Where a `newer` version may have written the value, fields that
    are unknown here are passed over. If it must be `whole`, no field may be left out.
    """
    found = _Reading(newer, whole).read(kind, value, name)
    if not isinstance(found, kind):  # what `read` promises
        raise TypeError(f"{name} was read as {type(found).__name__}")
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class _Reading:
    newer: bool
    whole: bool

    def read(self, kind: object, value: object, name: str) -> object:
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            return self._object(kind, value, name)
        if get_origin(kind) is tuple:
            if not isinstance(value, list):
                raise _unexpected(name, value, "a list")
            element = get_args(kind)[0]
            return tuple(self.read(element, each, f"{name}[{n}]") for n, each in enumerate(value))
        if get_origin(kind) in (Union, UnionType):
            (other,) = (each for each in get_args(kind) if each is not NoneType)
            return None if value is None else self.read(other, value, name)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            if value not in list(kind):
                raise MalformedJsonError(
                    f"{name} is {value!r} where one of {', '.join(kind)} is expected"
                )
            return kind(str(value))
        return _plain(kind, value, name)

    def _object(self, kind: type, value: object, name: str) -> object:
        if not isinstance(value, dict):
            raise _unexpected(name, value, "an object")
        fields = _fields(kind)
        unknown = sorted(str(key) for key in value if key not in fields)
        if unknown and not self.newer:
            raise MalformedJsonError(f"{name} has an unknown field {unknown[0]!r}")
        given = {}
        for field, (hint, has_default) in fields.items():
            if field in value:
                given[field] = self.read(hint, value[field], f"{name}.{field}")
            elif self.whole or not has_default:
                raise MalformedJsonError(f"{name} has no field {field!r}")
        try:
            return kind(**given)
        except ValueError as error:
            raise MalformedJsonError(f"{name}: {error}") from error


@functools.cache
def _fields(kind: type) -> Mapping[str, tuple[object, bool]]:
    """Return the type of each field of a dataclass, and whether it has a default."""
    hints = get_type_hints(kind)
    missing = dataclasses.MISSING
    return {
        each.name: (
            hints[each.name],
            each.default is not missing or each.default_factory is not missing,
        )
        for each in dataclasses.fields(kind)
    }


def _plain(kind: object, value: object, name: str) -> object:
    if kind is float and type(value) in (int, float):
        return float(value)  # type: ignore[arg-type]  # the type says so
    if kind not in (str, int, bool, float):
        raise TypeError(f"{name}: {kind} cannot be read from JSON")
    if type(value) is not kind:
        raise _unexpected(name, value, _NAMES[kind])
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise MalformedJsonError(f"{name} holds half a character (a lone surrogate)")
    return value


_NAMES: Mapping[object, str] = MappingProxyType(
    {
        str: "text",
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        list: "a list",
        dict: "an object",
        NoneType: "null",
    }
)


def _unexpected(name: str, value: object, expected: str) -> MalformedJsonError:
    found = _NAMES.get(type(value), type(value).__name__)
    return MalformedJsonError(f"{name} is {found} where {expected} is expected")

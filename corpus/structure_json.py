"""Structures as JSON and back, equal.

Dataclasses and tuples become arrays, decimals and enums strings. The way back is read off the
types of the fields: strings, numbers, Decimal, enums, dataclasses, `tuple[X, ...]`, `X | None`.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from corpus.structures import Structures


def structures_to_json(structures: Structures) -> dict[str, str]:
    """Return the structures of each kind, by the field's name, as JSON."""
    return {
        field.name: json.dumps(
            _plain(getattr(structures, field.name)), ensure_ascii=False, separators=(",", ":")
        )
        for field in dataclasses.fields(Structures)
    }


def structures_from_json(kinds: Mapping[str, str]) -> Structures:
    """Return the structures that `structures_to_json` made JSON of.

    Raises ValueError if a kind is missing or damaged.
    """
    try:
        plain = [json.loads(kinds[field.name]) for field in dataclasses.fields(Structures)]
        structures: Structures = _reader(Structures)(plain)
    except (TypeError, LookupError, ArithmeticError) as error:
        raise ValueError(f"the stored structures cannot be read ({error!r})") from error
    return structures


def kind_from_json(kind: str, content: str) -> Structures:
    """Return the structures of one kind alone, from what `structures_to_json` made of them.

    Raises ValueError if they are damaged.
    """
    empty = {field.name: "[]" for field in dataclasses.fields(Structures)}
    return structures_from_json({**empty, kind: content})


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, Enum) else value


@cache
def _reader(type_: Any) -> Callable[[Any], Any]:
    """Return the function that makes a value of a type from its plain form."""
    if dataclasses.is_dataclass(type_) and isinstance(type_, type):
        return _dataclass_reader(type_)
    if get_origin(type_) is tuple:
        element = _reader(get_args(type_)[0])
        return lambda plain: tuple(map(element, plain))
    if get_origin(type_) is UnionType:
        present = _reader(next(each for each in get_args(type_) if each is not NoneType))
        return lambda plain: None if plain is None else present(plain)
    if isinstance(type_, type) and issubclass(type_, Decimal | Enum):
        return lambda plain: type_(plain)
    return lambda plain: plain


def _dataclass_reader(type_: type[Any]) -> Callable[[Any], Any]:
    # The fields are looked at late: a type may have fields of itself.
    readers = cache(lambda: _field_readers(type_))
    return lambda plain: type_(
        *(reader(each) for reader, each in zip(readers(), plain, strict=True))
    )


def _field_readers(type_: type[Any]) -> tuple[Callable[[Any], Any], ...]:
    hints = get_type_hints(type_)
    return tuple(_reader(hints[field.name]) for field in dataclasses.fields(type_))

"""What the description says of an operation, noted at the function that carries it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias, TypeVar

Schema: TypeAlias = dict[str, object]
View: TypeAlias = Callable[..., object]
_View = TypeVar("_View", bound=View)

_NOTED: dict[View, Operation] = {}


class Tag(StrEnum):
    """What an operation is about."""

    ANSWERS = "answers"
    CHANGES = "changes"
    DOCUMENTS = "documents"
    SERVICE = "service"


class Place(StrEnum):
    """Where a parameter stands."""

    PATH = "path"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation.

    `schema` is that of its value; one that `is_repeated` is a list of such values. `example` is a
    value that means something in most collections, or None.
    """

    name: str
    told: str
    schema: Schema = field(default_factory=lambda: {"type": "string"})
    place: Place = Place.QUERY
    is_required: bool = False
    is_repeated: bool = False
    example: object = None


@dataclass(frozen=True, slots=True)
class Operation:
    """What goes in and what comes out.

    `id` names it among all operations. `result` is the dataclass that a success gives as JSON, and
    `alternatives` the other media types that can be asked for. `body` is the dataclass of the
    request's JSON body, None if there is none. `problems` are the statuses of the errors that are
    its own; those that any request can meet come in addition. With `is_kept` a result carries an
    ETag and is asked for again with If-None-Match. `takes_files` tells that the body is a form of
    files, `status` what a success is answered with.
    """

    id: str
    tag: Tag
    result: type[object]
    parameters: tuple[Parameter, ...] = ()
    body: type[object] | None = None
    alternatives: tuple[str, ...] = ()
    problems: tuple[int, ...] = ()
    is_kept: bool = False
    is_paged: bool = False
    takes_files: bool = False
    status: int = 200


def describes(operation: Operation) -> Callable[[_View], _View]:
    """Note an operation at the function that carries it out; its docstring describes it."""

    def note(view: _View) -> _View:
        _NOTED[view] = operation
        return view

    return note


def operation_of(view: View) -> Operation | None:
    """Return the operation that was noted at a function, or None."""
    return _NOTED.get(view)

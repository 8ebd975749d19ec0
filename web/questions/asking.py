"""A question as HTTP brings it."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import parse_qsl

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from corpus.errors import PinciteError, QuestionError
from qa.question import Question, Turn

_DEFAULT = Question("")
_QUESTION_FIELDS = tuple(field.name for field in dataclasses.fields(Question))
_TURN_FIELDS = tuple(field.name for field in dataclasses.fields(Turn))
_QUERY_FIELDS = ("q", "document", "as_of", "limit")
_INTEGER = re.compile(r"-?[0-9]{1,9}")


class MalformedError(PinciteError):
    """A request cannot be read at all: not UTF-8, or not JSON."""


class ParameterError(PinciteError):
    """A parameter in an address is unknown, repeated or has an impossible value."""


def body() -> bytes:
    """Return the body of the current request.

    Raises RequestEntityTooLarge if it was cut off, and MalformedError if it broke off by itself.
    """
    try:
        found = request.get_data(cache=False)
    except OSError as error:
        raise MalformedError("The body broke off; send it whole.") from error
    if len(found) == request.max_content_length:  # one of unstated length is cut off there
        raise RequestEntityTooLarge
    return found


def question_from_json(body: bytes) -> Question:
    """Return the question in a JSON object with the fields of `Question`.

    Fields that are left out have their defaults; the text may be left out too and is then empty.
    Raises MalformedError if the body is not JSON in UTF-8, QuestionError if a field is unknown or
    of another type.
    """
    try:
        found: object = json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise MalformedError("The body is not UTF-8; send JSON in UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise MalformedError('The body is not JSON; send an object like {"text": "…"}.') from error
    fields = _object(found, "the question", _QUESTION_FIELDS)
    return Question(
        text=_text(fields.get("text", _DEFAULT.text), "text"),
        history=tuple(_turn(turn) for turn in _list(fields.get("history", []), "history")),
        documents=tuple(
            _text(each, "documents") for each in _list(fields.get("documents", []), "documents")
        ),
        as_of=_text(fields.get("as_of", _DEFAULT.as_of), "as_of"),
        limit=_integer(fields.get("limit", _DEFAULT.limit)),
    )


def question_from_query(query: bytes) -> Question:
    """Return the question in a query string: `q`, repeated `document`, `as_of`, `limit`.

    Raises MalformedError if it is not UTF-8, ParameterError if a parameter is unknown or repeated
    or the limit is no number.
    """
    given = given_parameters(query, _QUERY_FIELDS, repeated=("document",))
    single = {name: values[0] for name, values in given.items()}
    return Question(
        text=single.get("q", _DEFAULT.text),
        documents=tuple(given.get("document", ())),
        as_of=single.get("as_of", _DEFAULT.as_of),
        limit=whole_number(single, "limit", _DEFAULT.limit),
    )


def given_parameters(
    query: bytes, known: Collection[str], repeated: Collection[str] = ()
) -> dict[str, list[str]]:
    """Return the values of a query string by name, each name with at least one.

    Raises ParameterError if a name is not among `known`, or one that may not be `repeated` is, and
    MalformedError as `parameters` does.
    """
    given: dict[str, list[str]] = {}
    for name, value in parameters(query):
        given.setdefault(name, []).append(value)
    unknown = sorted(set(given) - set(known))
    if unknown:
        there = f"; there are {', '.join(known)}" if known else ""
        raise ParameterError(f"the address has no parameter {unknown[0]!r}{there}")
    several = [name for name in given if len(given[name]) > 1 and name not in repeated]
    if several:
        raise ParameterError(f"{several[0]!r} is given more than once; give it once")
    return given


def whole_number(given: Mapping[str, str], name: str, default: int) -> int:
    """Return a parameter as a number. Raises ParameterError if it is none of at most 9 digits."""
    value = given.get(name, str(default))
    if not _INTEGER.fullmatch(value):
        raise ParameterError(f"the {name} is {value[:40]!r}; give a whole number")
    return int(value)


def parameters(query: bytes) -> list[tuple[str, str]]:
    """Return the names and values of a query string, in order.

    Raises MalformedError if it is not UTF-8 or has more than 800.
    """
    try:
        return parse_qsl(
            query.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=800
        )
    except ValueError as error:
        raise MalformedError("The query string is not UTF-8; percent-encode it so.") from error


def _object(value: object, what: str, known: Iterable[str]) -> dict[str, object]:
    if not isinstance(value, dict):
        raise QuestionError(f"{what} is {_kind(value)}; send an object with {', '.join(known)}")
    unknown = sorted(set(value) - set(known))
    if unknown:
        raise QuestionError(f"{what} has no field {unknown[0]!r}; there are {', '.join(known)}")
    return value


def _turn(value: object) -> Turn:
    fields = _object(value, "a turn of the history", _TURN_FIELDS)
    return Turn(
        question=_text(fields.get("question", ""), "question"),
        answer=_text(fields.get("answer", ""), "answer"),
    )


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise QuestionError(f"{name!r} holds {_kind(value)}; give a string")
    return value


def _list(value: object, name: str) -> list[object]:
    if not isinstance(value, list):
        raise QuestionError(f"{name!r} holds {_kind(value)}; give a list")
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise QuestionError(f"'limit' holds {_kind(value)}; give a whole number")
    return value


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a truth value"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a list" if isinstance(value, list) else "an object"

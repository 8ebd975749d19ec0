"""What was given to be verified: answers and citations, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import PinciteError
from qa.answer import Answer, Citation
from qa.cited import shown_citations
from qa.deserialise import MalformedJsonError, read_as

MOST_QUOTES = 10_000
_NAMES = ("id", "question")  # what a prediction and the turn of a conversation are called by


class UnverifiableError(PinciteError):
    """What was given holds no answer or citation that could be verified, or too many."""


@dataclass(frozen=True, slots=True)
class Given:
    """Citations that were given together: those of an answer, each once, in the order shown.

    `name` is the id or the question that came with it, or empty.
    """

    name: str
    citations: tuple[Citation, ...]


def given_from_json(content: bytes) -> tuple[Given, ...]:
    """Return the answers in a text in JSON, or in JSON Lines, in order.

    Read are an answer, also in an object that has it as `answer`; the line of a file of
    predictions; a citation; a list of these; and a conversation: an object with such a list as
    `turns`. Fields that are not known are passed over, as a newer version may add them; those that
    are known must be as they were written. Raises UnverifiableError, naming the place, if anything
    cannot be read, if there is nothing, or if there are more than 10,000 quoted stretches of text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnverifiableError("what was given is not UTF-8; give JSON in UTF-8") from error
    try:
        given = tuple(each for value, place in _values(text) for each in _given(value, place))
    except MalformedJsonError as error:
        raise UnverifiableError(f"{error}; give what an answer, or a citation, was") from error
    quotes = sum(len(cited.parts) for each in given for cited in each.citations)
    if quotes > MOST_QUOTES:
        raise UnverifiableError(
            f"{quotes:,} quotes were given; at most {MOST_QUOTES:,} are verified at once"
        )
    if not given:
        raise UnverifiableError("nothing was given; give an answer, a citation or a conversation")
    return given


def _values(text: str) -> Iterator[tuple[object, str]]:
    """Yield the JSON values of a text and what to call each: one, or one for each line."""
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    try:
        yield _parsed(text), "the answer"
    except ValueError as error:
        if len(lines) < 2 or not _is_json(lines[0][1]):
            raise UnverifiableError(f"what was given is not JSON ({error})") from error
    else:
        return
    for number, line in lines:
        try:
            value = _parsed(line)
        except ValueError as error:
            raise UnverifiableError(f"line {number} is not JSON ({error})") from error
        yield value, f"line {number}"


def _parsed(text: str) -> object:
    try:
        value: object = json.loads(text, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    return value


def _is_json(text: str) -> bool:
    try:
        _parsed(text)
    except ValueError:
        return False
    return True


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number")


def _given(value: object, place: str) -> Iterator[Given]:
    """Yield what a value holds: a list of answers, a conversation, or one answer."""
    if isinstance(value, dict) and "turns" in value:
        value, place = value["turns"], f"{place}.turns"
        if not isinstance(value, list):
            raise UnverifiableError(f"{place} is no list")
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield _one(each, f"{place}[{number}]")
    else:
        yield _one(value, place)


def _one(value: object, place: str) -> Given:
    if not isinstance(value, dict):
        raise UnverifiableError(f"{place} is no object")
    name = next((value[key] for key in _NAMES if isinstance(value.get(key), str)), "")
    if "parts" in value:
        citation = read_as(Citation, value, place, newer=True)
        return Given(name, (citation,))
    inner = value.get("answer", "")
    if inner is None:  # a turn whose answer could not be read any more
        return Given(name, ())
    if isinstance(inner, dict):  # the short answer of an answer is a string
        value, place = inner, f"{place}.answer"
    answer = read_as(Answer, value, place, newer=True)
    return Given(name, tuple(dict.fromkeys(shown_citations(answer))))

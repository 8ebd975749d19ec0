"""Attributes: what else may be asked of something that a question names."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.analysis.stems import stem
from qa.evaluation.unanswerable.names import Names, head_of, peoples


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question for an attribute, `{}` standing for what has it.

    A window that names the thing and holds one of the stems `cues` may give the attribute.
    """

    wording: str
    cues: frozenset[str]


def _attribute(wording: str, cues: str) -> Attribute:
    return Attribute(wording, frozenset(map(stem, cues.split())))


_PEOPLE = "staff employees employ personnel officers people workers members persons"
_MONEY = "budget cost costs million billion thousand yen dollars funds expenditure paid amount"
_PLACES = "headquarters headquartered located office base based building seat city"
_HEADS = "head heads headed chief chair chairs chairman director president leader leads led"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday weekday"
_COUNTED = "staff employees people workers personnel officers number"
_FIRMS = "company companies corporation corporations private firm firms ltd"
_TIMES = "year years since annual annually times twice once every established started began"

_OF_BODY = (
    _attribute("Who is the head of {}?", _HEADS),
    _attribute("How many employees does {} have?", _PEOPLE),
    _attribute("What is the annual budget of {}?", _MONEY),
    _attribute("In which building is the head office of {}?", _PLACES),
    _attribute("What is the telephone number of {}?", "telephone phone call number dial hotline"),
    _attribute("Which law is {} based on?", "law act based basis article pursuant legislation"),
)
_OF_EVENT = (
    _attribute("How many people took part in {}?", f"{_PEOPLE} participants participated attended"),
    _attribute(
        "Who gave the opening speech at {}?", "speech speeches opening opened address spoke"
    ),
    _attribute("How much did {} cost?", _MONEY),
    _attribute("In which building did {} take place?", f"{_PLACES} hall centre center hotel"),
)
_OF_TEXT = (
    _attribute("How many pages does {} have?", "pages page"),
    _attribute("Who wrote the first draft of {}?", "draft drafted wrote written author prepared"),
    _attribute("What fine is set for breaking {}?", "fine fines penalty penalties punished"),
    _attribute("On which day does {} expire?", "expire expires expiry until terminate period"),
    _attribute("How many people voted against {}?", "vote votes voted against parliament diet"),
)
_EVENTS = frozenset(
    "meeting dialogue congress summit conference seminar campaign workshop session forum "
    "assembly symposium course training".split()
)
_TEXTS = frozenset(
    "law act plan strategy convention treaty agreement protocol charter paper "
    "resolution code memorandum constitution arrangement".split()
)


# Other question words for a question's own: what stands behind them stays as it is.
_REASKED = (
    (
        re.compile(r"^(?:When|Where) (?=(?:did|was|were) )", re.IGNORECASE),
        (
            _attribute("On which weekday ", _WEEKDAYS),
            _attribute("At what time of day ", "clock am pm noon morning evening afternoon"),
        ),
    ),
    (
        re.compile(
            r"^(?:Who(?:'s| is)|Which [a-z ]{3,40}(?:is|are)) (?:in charge of|responsible for) ",
            re.IGNORECASE,
        ),
        (
            _attribute("How much money is set aside for ", _MONEY),
            _attribute("How many people work on ", _COUNTED),
            _attribute("By which year is a report due on ", "report reports reporting"),
        ),
    ),
    (
        re.compile(
            r"^How many (?:people|personnel|officers|passengers|players|members) ", re.IGNORECASE
        ),
        (_attribute("How many women ", "woman women female gender girls"),),
    ),
    (
        re.compile(r"^Why (?=(?:do|does) )", re.IGNORECASE),
        (_attribute("Since which year ", _TIMES), _attribute("How many times a year ", _TIMES)),
    ),
    (
        re.compile(r"^Which (?:ministry|agency|body|authority) (?=[a-z])", re.IGNORECASE),
        (_attribute("Which private company ", _FIRMS),),
    ),
    (
        re.compile(r"^Which (?:ministries|agencies|bodies|authorities) (?=[a-z])", re.IGNORECASE),
        (_attribute("Which private companies ", _FIRMS),),
    ),
)


def reasked(question: str) -> Iterator[tuple[str, Attribute]]:
    """Yield a question with other question words in front, each with what it then asks for."""
    for pattern, others in _REASKED:
        found = pattern.match(question)
        if found:
            for attribute in others:
                opening = attribute.wording.lower() if question.islower() else attribute.wording
                yield opening + question[found.end() :], attribute
            return


def attributes(name: str, named: Names) -> Iterator[Attribute]:
    """Yield what may be asked of a thing, if it is an event, a text or one of the named."""
    noun = head_of(name)
    if noun in _EVENTS:
        yield from _OF_EVENT
    elif noun in _TEXTS:
        yield from _OF_TEXT
    elif named.holds(name) and name.split()[0] not in peoples():
        yield from _OF_BODY

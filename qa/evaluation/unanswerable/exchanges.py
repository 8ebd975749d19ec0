"""Exchanges: what in a question may be put for something else of its kind."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from qa.analysis.asked import asked
from qa.analysis.figures import years
from qa.analysis.forms import Form
from qa.evaluation.unanswerable.names import Names, noun_of, peoples, takes_no_article, territories

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
_ORDINAL = re.compile(
    rf"\b(?:the|[a-z']+'s) (?P<word>{'|'.join(_ORDINALS[1:])}|\d{{1,2}}(?:st|nd|rd|th))"
    r"(?=[ -][A-Za-z])",
    re.IGNORECASE,
)
_FIRST_WORD_ORDINAL = re.compile(r"^(?P<word>\d{1,2}(?:st|nd|rd|th))(?= [a-z])")
_ROMAN = re.compile(r"(?<=[A-Z] )(?P<word>II|III|IV|V|VI|VII|VIII|IX)\b")
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split()
_NO_THING = frozenset("half quarter largest biggest most highest time".split())
# "How has it helped …?" is told of many a body, in words that the question does not foresee.
_OPEN_FORMS = frozenset({Form.MANNER, Form.ACTION, Form.TEXT})
# What sets a time or a condition already, so that a year behind it would read as no sentence.
_TIMED = re.compile(
    r"\b(?:so far|now|currently|today|over|since|until|times a|according|under|ever|better|"
    r"over|last|year|date)\b|[.,;] ",
    re.IGNORECASE,
)
_YEARS_AWAY = range(3, 12)


class Exchanged(StrEnum):
    """The kind of what is exchanged."""

    YEAR = "wrong year"
    EVENT = "wrong event"
    COUNTRY = "wrong country"
    BODY = "wrong body"
    ATTRIBUTE = "wrong attribute"
    REASKED = "one level deeper"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with `old` put for `new`; `old` is empty where `new` was added."""

    kind: Exchanged
    question: str
    old: str
    new: str


def exchanges(question: str, named: Names) -> Iterator[Exchange]:
    """Yield the exchanges that a question allows, whether or not a text answers them.

    Years are put 3 to 11 away from the one named, or added to a question for a number that names
    none. Ordinals ("the fourth dialogue", "TICAD VI") are raised by 2 to 6. Territories, peoples
    and bodies are put for others of their kind, full names for those of the same noun; not where a
    definition is asked for, which another name may have, too.
    """
    yield from _years(question)
    yield from _ordinals(question)
    if asked(question).form is not Form.DEFINITION:
        yield from _listed(question, Exchanged.COUNTRY, territories(), "(?:the )?")
        yield from _listed(question, Exchanged.COUNTRY, peoples(), "")
        yield from _bodies(question, named)


def _years(question: str) -> Iterator[Exchange]:
    named = years(question)
    for year in named[:1]:
        for away in _YEARS_AWAY:
            for other in (int(year) - away, int(year) + away):
                made = question.replace(year, str(other))
                yield Exchange(Exchanged.YEAR, made, year, str(other))
    wanted = asked(question)
    if (
        not named
        and wanted.form is Form.NUMBER
        and question.endswith("?")
        and not _TIMED.search(question)
    ):
        for other in range(1985, 2025):
            made = f"{question[:-1]} in {other}?"
            yield Exchange(Exchanged.YEAR, made, "", str(other))


def _ordinals(question: str) -> Iterator[Exchange]:
    for pattern in (_ORDINAL, _FIRST_WORD_ORDINAL, _ROMAN):
        for found in pattern.finditer(question):
            old = found["word"]
            if question[found.end() :].split()[:1] and (
                question[found.end() :].split()[0].strip("?-").lower() in _NO_THING
            ):
                continue
            for new in _raised(old):
                made = question[: found.start("word")] + new + question[found.end("word") :]
                yield Exchange(Exchanged.EVENT, made, old, new)


def _raised(ordinal: str) -> Iterator[str]:
    if ordinal in _ROMANS:
        at = _ROMANS.index(ordinal)
        yield from _ROMANS[at + 2 : at + 7]
    elif ordinal[0].isdigit():
        number = int(re.sub(r"\D", "", ordinal))
        yield from (f"{each}{_ending(each)}" for each in range(number + 2, number + 7))
    else:
        at = _ORDINALS.index(ordinal.lower())
        for new in _ORDINALS[at + 2 : at + 7]:
            yield new.capitalize() if ordinal[0].isupper() else new


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _listed(
    question: str, kind: Exchanged, names: Iterable[str], article: str
) -> Iterator[Exchange]:
    """Yield exchanges of the first, and longest, of some names that a question holds.

    In a question without capitals the names are read and put in without them.
    """
    plain = question.islower()
    own = {name.lower() if plain else name: name for name in names}
    every = "|".join(re.escape(name) for name in sorted(own, key=lambda name: (-len(name), name)))
    found = re.search(rf"\b{article}(?P<name>{every})\b(?![-’'][A-Z])", question)
    if found is None:
        return
    for name in own:
        if name != found["name"] and takes_no_article(own[name]):
            made = question[: found.start()] + name + question[found.end() :]
            yield Exchange(kind, made, found["name"], name)


def _bodies(question: str, named: Names) -> Iterator[Exchange]:
    found = asked(question)
    for name in found.names:
        others: tuple[str, ...] = ()
        if name in named.acronyms:
            others = named.acronyms
        elif " " in name and found.form not in _OPEN_FORMS:
            others = named.by_noun.get(noun_of(name), ())
        for other in others:
            # A possessive would not always fit the other name.
            if other != name and re.search(rf"{re.escape(name)}(?!['’])", question):
                yield Exchange(Exchanged.BODY, question.replace(name, other), name, other)

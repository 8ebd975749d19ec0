"""What a question asks for."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qa.analysis.figures import NUMBER_WORDS, number_words, numbers, years
from qa.analysis.forms import Form, sought
from qa.analysis.meaning import meant
from qa.analysis.question_words import QUESTION_WORDS, mended
from qa.analysis.stems import words

FUNCTION = frozenset(
    "the a an this these those that its their his her our your my it they them he she him we us "
    "you i me who whom whose which what when where why how many much often is are was were be been "
    "being am do does did doing done has have had having can could will would shall should may "
    "might must cannot of in on at by for with from to into under over through between among since "
    "until before after during within about against via per as than across without towards besides "
    "apart and or but nor so if because while then also not no only just exactly actually really "
    "roughly approximately precisely there here any some all each every both either such other "
    "others else more most less least very too so-called called according one ones ever yet still "
    "already again please tell give list name get gets got whats whos s t up out off down".split()
)
CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday".split()
)
_LINKS = frozenset({"of", "for", "the", "on", "against", "de", "la", "von", "van", "&"})
_TOKEN = re.compile(r"[^\W_]+(?:['’\-‑.&/][^\W_]+)*|&|[^\w\s]")
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_END = frozenset(".?!")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for, each tuple in the order of the question, without repeats.

    `form` is the kind of answer and `noun` the noun asked for ("which ministry"), lower case, ""
    where there is none. `years` are the years named; `numbers` all other numbers, in digits,
    without grouping commas; number words up to twelve count, "one" and "first" do not. `names` are
    runs of capitalised words and quoted titles, as typed, possessive endings dropped; a question in
    lower case has only quoted ones. `terms` are the content words in lower case: neither function
    words nor bare figures. `meant` is what `qa.analysis.meaning.meant` returns for a question for a
    DEFINITION, () for others.
    """

    form: Form
    noun: str
    years: tuple[str, ...]
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    terms: tuple[str, ...]
    meant: tuple[str, ...]


def asked(question: str) -> Asked:
    """Return what `question` asks for; any text is read, an empty one asks for TEXT."""
    found = sought(question)
    named = years(question)
    # "First" and "one" are adverb and pronoun more often than numbers.
    counted = (*numbers(question), *(word for word in number_words(question) if word != "1"))
    return Asked(
        found.form,
        found.noun,
        named,
        tuple(dict.fromkeys(number for number in counted if number not in named)),
        tuple(dict.fromkeys(_names(question))),
        tuple(dict.fromkeys(_terms(question))),
        meant(question) if found.form is Form.DEFINITION else (),
    )


def _terms(question: str) -> Iterator[str]:
    for word in words(question):
        term = _POSSESSIVE.sub("", word.lower())
        is_figure = numbers(term) or NUMBER_WORDS.get(term, "1") != "1"
        if term and term not in FUNCTION and not is_figure and mended(term) not in QUESTION_WORDS:
            yield term


def _names(question: str) -> Iterator[str]:
    for match in _QUOTED.finditer(question):
        if words(match[1]):
            yield " ".join(match[1].split()).strip(" ,.;:?!")
    if not any(letter.islower() for letter in question):
        return  # typed in capitals: they mark nothing
    unquoted = _QUOTED.sub(" ; ", question)
    for run in _runs(unquoted):
        while run and run[-1] in _LINKS:
            run.pop()
        if run:
            yield " ".join(run).rstrip(".?!")


def _runs(question: str) -> Iterator[list[str]]:
    """Yield runs of capitalised words; small words between two of them belong to the run."""
    run: list[str] = []
    first = True
    for token, following in pairwise([*_TOKEN.findall(question), ""]):
        if run and token in _SENTENCE_END and len(run[-1]) == 1:  # an initial
            run[-1] += token
            continue
        bare = _POSSESSIVE.sub("", token)
        is_name = _is_name(bare, first, bool(run), following[:1].isupper())
        if is_name or (run and token in _LINKS):
            run.append(bare)
        if (not is_name and token not in _LINKS) or bare != token:  # a possessive ends its name
            yield run
            run = []
        first = token in _SENTENCE_END
    yield run


def _is_name(word: str, first: bool, continues: bool, goes_on: bool) -> bool:
    """Tell whether a word's capital marks a name.

    `continues` and `goes_on` tell whether capitalised words stand before and after it. A sentence's
    first word is a name if it has a second capital, or if one follows and it is no function word; a
    month or weekday is part of one only beside another capital.
    """
    if not word[:1].isupper():
        return False
    if word.lower() in CALENDAR and not first:
        return continues or goes_on
    if word.lower() in FUNCTION and not (len(word) > 1 and word.isupper()):
        return False
    return not first or goes_on or any(letter.isupper() for letter in word[1:])

"""The names that an exchange puts in: of bodies in a collection, of territories and peoples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.languages import get_official_languages

from qa.analysis.forms import Form, form_of
from qa.evaluation.unanswerable.holdings import Holdings

# Bounded, and only where a word begins: hostile runs of capitals take linear time.
_CAPITAL = r"(?<![\w’'-])[A-Z][\w’'-]{0,40}"
_NAME = re.compile(
    rf"(?:{_CAPITAL})(?:,? (?:(?:of|for|on|against|and) (?:the )?)?{_CAPITAL}){{1,8}}"
)
_OPENED = re.compile(r"^(?:The|This|These|A|An|In|At|For|By|As) ")
_INTRODUCED = re.compile(
    rf"({_CAPITAL}(?:,? (?:(?:of|for|on|against|and) )?(?:the )?{_CAPITAL}){{1,9}}) ?"
    r"\(([A-Z]\w*[A-Z])\)"
)
_PLAIN_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}")
_PEOPLE = re.compile(r"[A-Z][a-z]+(?:ish|ese|ian|an)")


@dataclass(frozen=True, slots=True)
class Names:
    """The bodies that a collection names: acronyms, and full names by their noun; each sorted."""

    acronyms: tuple[str, ...]
    by_noun: Mapping[str, tuple[str, ...]]

    def holds(self, name: str) -> bool:
        """Tell whether a name is one of them."""
        return name in self.acronyms or name in self.by_noun.get(noun_of(name), ())


def names_in(holdings: Holdings) -> Names:
    """Return the bodies that are named in full in at least two windows, or with an acronym in one.

    An acronym counts where a text introduces it behind the name of a body: "… Office (UNO)".
    """
    acronyms: set[str] = set()
    names = Counter[str]()
    for window in holdings.windows:
        found = {_OPENED.sub("", match.group()) for match in _NAME.finditer(window.text)}
        names.update(name for name in found if _is_one_body(name))
        for name, acronym in _INTRODUCED.findall(window.text):
            if any(_is_body_noun(word) or word in _UNIONS for word in name.lower().split()):
                acronyms.add(acronym)
    by_noun: dict[str, list[str]] = {}
    for name, count in sorted(names.items()):
        if count > 1:
            by_noun.setdefault(noun_of(name), []).append(name)
    return Names(
        tuple(sorted(acronyms)),
        {noun: tuple(each) for noun, each in by_noun.items()},
    )


def _is_one_body(name: str) -> bool:
    """Tell whether a name is that of one body."""
    nouns = [word for word in name.lower().split() if _is_body_noun(word)]
    several = (len(set(nouns)) > 1 and " and " in name) or len(nouns) > len(set(nouns))
    return bool(noun_of(name)) and not several and "," not in name and " " in name


def _is_body_noun(word: str) -> bool:
    return form_of(word) is Form.BODY or word in _MORE_BODIES


_UNIONS = frozenset({"nations", "countries"})


def noun_of(name: str) -> str:
    """Return the noun that tells what kind of body a name is of, in lower case; "" for none.

    It is the word before the first "of" or "for", else the last word.
    """
    noun = head_of(name)
    return noun if _is_body_noun(noun) else ""


def head_of(name: str) -> str:
    """Return the last word of a name, or that before its first "of", "for" …, in lower case."""
    return _BEHIND_HEAD.split(name, maxsplit=1)[0].split()[-1].lower()


_BEHIND_HEAD = re.compile(r" (?:of|for|on|against|to|concerning|regarding) ", re.IGNORECASE)
_MORE_BODIES = frozenset({"fund", "team", "programme", "program", "centre", "center", "police"})


@cache
def territories() -> tuple[str, ...]:
    """Return the English names of territories that are one to three plain words, sorted (CLDR)."""
    named = {code: str(name) for code, name in Locale("en").territories.items()}
    codes = (code for code in named if len(code) == 2 and code.isalpha() and code not in _NO_LAND)
    return tuple(sorted(named[code] for code in codes if _PLAIN_NAME.fullmatch(named[code])))


def takes_no_article(territory: str) -> bool:
    """Tell whether the name of a territory stands without "the", as far as its words show."""
    return not (territory.endswith("s") or set(territory.split()) & _WITH_ARTICLE)


_WITH_ARTICLE = frozenset({"Republic", "Kingdom", "Island", "Sahara", "Territory", "Gambia"})
# Codes that the CLDR names and that are no country: unions, unknown and outlying regions.
_NO_LAND = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@cache
def peoples() -> tuple[str, ...]:
    """Return adjectives of peoples, sorted: names of official languages that end like one."""
    named = Locale("en")
    codes = {
        code
        for territory in named.territories
        for code in get_official_languages(str(territory), de_facto=True)
    }
    languages = {named.languages.get(code, "") for code in codes}
    return tuple(sorted(each for each in languages if _PEOPLE.fullmatch(each)))

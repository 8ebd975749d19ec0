"""Whether a question asks for a list, from its words alone."""

from __future__ import annotations

# ruff: noqa: SIM905 - a list of words reads best as a text
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from qa.analysis.asked import Asked
from qa.analysis.figures import NUMBER_WORDS
from qa.analysis.forms import Form
from qa.analysis.nouns import head, singular
from qa.analysis.question_words import asking

_BE = frozenset({"are", "were"})
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "your", "all"})
_COMMANDS = frozenset({"list", "name", "enumerate"})
_REQUESTS = frozenset("please can could you would give tell show me us".split())
_BELONGING = re.compile(
    r"(?:(?:all|usually|also|is|are|was|were|can|may) ){0,3}(?:(?:sit|sits|sat|serve|serves|belong|"
    r"belongs|belonged)\b|(?:make|makes|made) up\b|(?:the |a |its )?members?\b)"
)
_PLURALS = frozenset("people men women children media data criteria bodies".split())
_NO_PLURALS = frozenset("customs news series species means headquarters politics".split())
_OF_POINTS = frozenset({Form.ACTION, Form.MANNER, Form.TEXT})
_MASS = frozenset("information evidence support assistance help advice training equipment".split())
_FEWEST = 2


class Wish(IntEnum):
    """How clearly a list is asked for."""

    NO = 0  # one thing is asked for: a singular noun, a number, a yes or no
    OPEN = 1  # a doing or a matter that a text may tell in points: "what does … do", "how"
    PERHAPS = 2  # one thing or several, as "who" and "where" leave open
    CLEARLY = 3  # a plural noun, "list", "who are the members"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What list a question asks for.

    `number` is how many items it speaks of, None where it says nothing; `noun` is the plural noun
    asked for in lower case, or one without a plural ("information"), "" where there is none, and
    `role` that which the items are to be:
    "members" in "which bodies are members of the panel".
    """

    wish: Wish
    number: int | None = None
    noun: str = ""
    role: str = ""


def wanted(question: str, asked: Asked) -> Wanted:
    """Return what list `question` asks for; any text is read.

    A date or a number asked for in the plural is a list only perhaps.
    """
    if asked.form in {Form.NUMBER, Form.YES_NO} and not is_plural(_noun_after_be(question)):
        return Wanted(Wish.NO)
    found = asking(question)
    words = found.words
    noun = asked.noun if is_plural(asked.noun) else _noun_after_be(question)
    number = _number(words, noun)
    if is_plural(noun) and not _is_of_one(words, found.at):
        perhaps = asked.form in {Form.DATE, Form.NUMBER}
        wish = Wish.PERHAPS if perhaps else Wish.CLEARLY
        return Wanted(wish, number, noun, _role(words, noun))
    if found.at is None:
        commands = [word for word in words if word not in _REQUESTS]
        if not commands or commands[0] not in _COMMANDS:
            return Wanted(Wish.NO, number)
        noun = head([word for word in commands[1:] if word not in _DETERMINERS])
        return Wanted(Wish.CLEARLY, _number(words, noun), noun if is_plural(noun) else "")
    if asked.form is Form.WHO and words[found.at] in {"who", "whom"} and not asked.noun:
        belongs = _BELONGING.match(" ".join(words[found.at + 1 :])) is not None
        return Wanted(Wish.CLEARLY if belongs else Wish.PERHAPS, number)
    if asked.form is Form.PLACE and not asked.noun:
        return Wanted(Wish.PERHAPS, number)
    if asked.noun in _MASS:
        return Wanted(Wish.OPEN, noun=asked.noun)
    return Wanted(Wish.OPEN if asked.form in _OF_POINTS else Wish.NO)


def _is_of_one(words: Sequence[str], at: int | None) -> bool:
    """Tell whether "is" or "was" follows the question word: one thing is asked for."""
    return at is not None and bool({"is", "was"} & set(words[at + 1 : at + 2]))


def is_plural(noun: str) -> bool:
    """Tell whether a noun in lower case names several things."""
    return noun in _PLURALS or (noun not in _NO_PLURALS and singular(noun) != noun)


def _noun_after_be(question: str) -> str:
    """Return the plural noun of "what are the …" or "who are the …", "" where there is none."""
    found = asking(question)
    if found.at is None or found.words[found.at] not in {"what", "which", "who"}:
        return ""
    after = list(found.words[found.at + 1 :])
    if len(after) < _FEWEST or after[0] not in _BE or after[1] not in _DETERMINERS | _NUMBERS:
        return ""
    phrase = [word for word in after[1:] if word not in _DETERMINERS]
    noun = head(phrase)
    return noun if is_plural(noun) else ""


def _role(words: Sequence[str], noun: str) -> str:
    """Return the plural noun of "NOUN are the … of", "" where there is none."""
    after = list(words[words.index(noun) + 1 :]) if noun in words else []
    if not after or after[0] not in _BE or not _OWNED & set(after):
        return ""
    owned = next(at for at, word in enumerate(after) if word in _OWNED)
    phrase = [word for word in after[1:owned] if word not in _DETERMINERS]
    role = head(phrase) if phrase else ""
    return role if is_plural(role) and phrase[-1] == role else ""


_OWNED = frozenset({"of", "in", "to"})
_NUMBERS = frozenset(word for word, value in NUMBER_WORDS.items() if int(value) >= _FEWEST)


def _number(words: Sequence[str], noun: str) -> int | None:
    """Return the number that stands before the noun in its phrase."""
    if noun not in words:
        return None
    for word in words[max(0, words.index(noun) - 4) : words.index(noun)]:
        value = NUMBER_WORDS.get(word, word)
        if value.isdecimal() and _FEWEST <= int(value) < 1000 and not word.endswith("th"):
            return int(value)
    return None

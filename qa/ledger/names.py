"""A thing that is named, and whether a text names it."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.analysis.stems import stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LINKS = frozenset("the a an of and for to in on at by with from or as".split())
_OF = frozenset("of for in on".split())
_ASIDE = frozenset("or at by with from as".split())
_POSSESSIVE = re.compile(r"['’]s?$")
_DERIVED = re.compile(r"[^\W\d_]{3}(ing|ed|er|or|ly|al|ive|ion|ment)(?:s|['’]s)?$")
_STOP = re.compile(r"[!?;:]|\n\s*\n")
_LONGEST_ABBREVIATION = 3  # letters before a full stop that ends no sentence: "St.", "Dr."


class Token(NamedTuple):  # made by the ten thousand: twice as fast as a frozen dataclass
    """A word that carries meaning: as it stands, its stem, and what stands between it and the last.

    `link` is the first function word there, in lower case, "" for none. `parted` tells whether a
    sign stands there, `stopped` whether a sentence ends there.
    """

    word: str
    stem: str
    link: str
    parted: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class Name:
    """What is looked for: the words of a name that carry meaning, in order.

    A word in capitals ("WHO") stands for itself and its plural alone, one with a capital
    ("Provider") for the words of its stem with its ending, any other for all words of its stem.
    """

    tokens: tuple[Token, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        """Return the stems of the words, in order."""
        return tuple(token.stem for token in self.tokens)

    def is_in(self, tokens: Sequence[Token]) -> bool:
        """Tell whether a text names it: its words in a row, function words between them aside.

        "Drug abuse" is named by "abuse of drugs", too, and the other way round; a title in capitals
        ("Canada Council") is not. An empty name is nowhere.
        """
        size = len(self.tokens)
        first = {token.stem for token in self.tokens}
        return any(
            tokens[at].stem in first and self._is(tokens[at : at + size])
            for at in range(len(tokens) - size + 1)
            if size
        )

    def _is(self, window: Sequence[Token]) -> bool:
        own = self.tokens
        if all(map(_is, window, own)):
            return all(map(_goes_on, window[1:], own[1:]))
        is_title = not any(token.word.islower() for token in own)
        if is_title or any(token.parted for token in window[1:]):
            return False
        return any(
            _turned(window[-turn], own[turn]) and all(map(_is, window, own[turn:] + own[:turn]))
            for turn in range(1, len(own))
        )

    def share_in(self, tokens: Sequence[Token]) -> float:
        """Return the share of its different words that a text holds, from 0 to 1."""
        wanted = frozenset(self.stems)
        return len(wanted.intersection(token.stem for token in tokens)) / max(len(wanted), 1)


def name(text: str) -> Name:
    """Return the name that `text` spells; empty if it holds nothing but function words."""
    found = tokens(text)
    if not any(letter.islower() for letter in text) and len(found) > 1:
        found = tokens(text.lower())  # typed in capitals: they mark nothing
    return Name(found)


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text that carry meaning, in order."""
    found: list[Token] = []
    end = 0
    parted = stopped = False
    above = link = ""
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        parted = parted or (not between.isspace() and between not in ("", "-", "‑"))
        ends = "." in between and len(above) > _LONGEST_ABBREVIATION
        stopped = stopped or ends or _STOP.search(between) is not None
        end, above = match.end(), match.group()
        word = _POSSESSIVE.sub("", above)
        if word.lower() in _LINKS and not (word.isupper() and len(word) > 1):
            link = link or word.lower()
            continue
        found.append(Token(word, stem(word), link, parted, stopped))
        parted = stopped = False
        link = ""
    return tuple(found)


def _goes_on(token: Token, own: Token) -> bool:
    """Tell whether a word goes on with the name: "Health, Labour", not "Canada or on a ship".

    A sign may part words that have capitals, or that the name parts, too.
    """
    if token.stopped or (token.link in _ASIDE and token.link != own.link):
        return False
    return not token.parted or own.parted or token.word[0].isupper()


def _turned(token: Token, own: Token) -> bool:
    """Tell whether a name may be turned round before a word: one of the two has "of" there."""
    return (token.link in _OF) != (own.link in _OF) and "" in (token.link, own.link)


def _is(token: Token, own: Token) -> bool:
    """Tell whether a word of a text is one of the name."""
    if own.word.isupper() and len(own.word) > 1 and own.word.isalpha():
        return own.word in (token.word, token.word.removesuffix("s"))
    if token.stem != own.stem or not own.word[0].isupper():
        return token.stem == own.stem
    return _ending(token.word) == _ending(own.word)


def _ending(word: str) -> str:
    """Return the ending that tells words of one stem apart, "" for none: "provider", "provided"."""
    found = _DERIVED.search(word.lower())
    return found[1] if found else ""

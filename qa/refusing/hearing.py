"""Whether a question holds anything that could be looked for."""

from __future__ import annotations

from enum import Enum

from index.protocols import Index
from qa.analysis.asked import FUNCTION, Asked
from qa.analysis.stems import words
from qa.correcting.english import english
from qa.refusing.locating import AskedPart, located, parts_of
from qa.specialists import Situation


class Heard(Enum):
    """What a question holds.

    `NOTHING` beside function words and single signs; `NO_WORD` that the documents or a dictionary
    of English know; `WORDS` to look for.
    """

    NOTHING = "nothing"
    NO_WORD = "no word"
    WORDS = "words"


def heard(situation: Situation) -> Heard:
    """Return what the question of a situation holds, as it is understood.

    A word that English has may be answered in other words; a name, a year or a number that the
    documents lack, and letters typed at random, may not. Of a question for the meaning of a term
    the words of the term count alone.
    """
    asked, index = situation.asked, situation.index
    terms = [term for term in asked.terms if not asked.meant or term in asked.meant]
    if any(_is_known(term, index) for term in terms) or any(map(_is_shouted, asked.names)):
        return Heard.WORDS
    if not any(_is_word(part) for part in parts_of(asked)):
        return Heard.NOTHING
    parts = located(asked, index, situation.documents)
    found = any(part.documents and _is_word(part) and _is_meant(part, asked) for part in parts)
    return Heard.WORDS if found else Heard.NO_WORD


def _is_known(term: str, index: Index) -> bool:
    return _says_something(term) and (term in english().shares or index.holds_word(term))


def _is_shouted(name: str) -> bool:
    """Tell whether a name is an abbreviation that reads as a function word: "US", "IT"."""
    return name.isupper() and name.lower() in FUNCTION


def _is_word(part: AskedPart) -> bool:
    return _says_something(part.text)


def _is_meant(part: AskedPart, asked: Asked) -> bool:
    said = words(part.text.lower())
    return not asked.meant or any(word in asked.meant for word in said)


def _says_something(word: str) -> bool:
    """Tell whether a word is more than one letter or digit; a Chinese sign is a word."""
    return len(word) > 1 or not word.isascii()

"""The word that a misspelt one was meant to be, if that is clear."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum

from corpus.spelling import one_spelling
from index.protocols import Index
from qa.analysis.asked import FUNCTION
from qa.analysis.question_words import QUESTION_WORDS, mended
from qa.analysis.stems import stem
from qa.correcting.english import English
from qa.correcting.neighbours import ALONE, Beside
from qa.correcting.slips import one_slip_away, undone, unlikeliness

FEWEST_LETTERS = 3
_FEWEST_OF_ANY = 4  # shorter ones are within a slip of too many abbreviations: function words only
_FEWEST_OF_CAPITALS = 5
_TWICE_WRONG = 8  # letters of a word that may hold two slips
_OF_COLLECTION = 0.5  # of a question's words, to go by; the others are English at large
_BESIDE = 0.25  # of what is expected beside the neighbours, which need not be those meant
# Least log10 likelihood of a correction by the number of letters: a name that the collection lacks
# is hardly ever a slip away from a word if it is long, and often if it is short.
_LEAST = {3: -3.0, 4: -4.7, 5: -5.4, 6: -5.8, 7: -6.2, 8: -6.5}
_NAME = 1.0  # powers of ten that a name has to be likelier, as most names are in no dictionary
_ASKING = 0.05  # the share that each question word has of the first words of questions
_OPENING = 1e-4  # of what stands before the second word: rarer openings are no slips
_MARGIN = 0.7  # powers of ten between the best word and the next with another stem


class Place(Enum):
    """Where a word stands: first in a sentence, inside and written as a name, or elsewhere."""

    FIRST = "first"
    NAME = "name"
    INSIDE = "inside"


def meant_by(
    typed: str, index: Index, english: English, place: Place, beside: Beside = ALONE
) -> str | None:
    """Return the word that `typed`, in lower case, was meant to be; None if that is not clear.

    A word that English or the collection has was meant as it is, and so is another number, form or
    spelling of one; only where a sentence opens may one that the collection lacks be a question
    word. Of the words one slip away (or two, of long words and in the collection alone, where there
    is none) the one with the greatest product of two likelihoods is chosen: that it is asked about,
    by its shares of the collection, of English and of what stands `beside` such neighbours, and
    that it is typed so (the noisy channel of Kernighan, Church and Gale 1990). It has to be likely
    enough for the length of `typed` and its `place`, and five times likelier than any word with
    another stem; of words as likely, the first in the alphabet counts.
    """
    if len(typed) < FEWEST_LETTERS or index.near_words(typed, 0):
        return None
    if english.holds(typed) and (place is not Place.FIRST or typed in FUNCTION):
        return None
    shares = _candidates(typed, index, english, beside)
    if place is Place.FIRST:
        asking = {mended(typed)} & QUESTION_WORDS or QUESTION_WORDS
        shares = {w: s + (_ASKING if w in asking else 0.0) for w, s in shares.items()}
    if any(one_spelling(word) == one_spelling(typed) for word in shares):
        return None
    scored = sorted(
        (unlikeliness(typed, word) - math.log10(share), word) for word, share in shares.items()
    )
    least = _LEAST[min(len(typed), max(_LEAST))] + (_NAME if place is Place.NAME else 0.0)
    if not scored or -scored[0][0] < least:
        return None
    cost, best = scored[0]
    if english.holds(typed) and not _opens_with(best, beside, english):
        return None
    for other, word in scored[1:]:
        if other >= cost + _MARGIN:
            break
        if stem(word) != stem(best):
            return None
    return None if _is_form_of_another(typed, best, index) else best


def capitals_meant_by(typed: str, index: Index, english: English) -> str | None:
    """Return what a word with capitals inside was meant to be; None if that is not clear.

    A letter typed twice and two swapped letters are put right where that gives one word that the
    collection has, or English, if the result begins with its only capital ("hWen"). A word that
    either has was meant as it is, and so is one of four letters or fewer in capitals.
    """
    lowered = typed.lower()
    if english.holds(lowered) or index.near_words(lowered, 0):
        return None
    if len(typed) < _FEWEST_OF_CAPITALS and typed.isupper():
        return None
    known = [
        word
        for word in undone(typed)
        if word[:1].isupper()
        and (
            index.near_words(word.lower(), 0)
            or (word[1:].islower() and english.holds(word.lower()))
        )
    ]
    return known[0] if len(known) == 1 else None


def _opens_with(best: str, beside: Beside, english: English) -> bool:
    """Tell whether a sentence is likely to open with `best` before its second word."""
    return best in QUESTION_WORDS and beside.expected(best, english) >= _OPENING


def _is_form_of_another(typed: str, best: str, index: Index) -> bool:
    """Tell whether `typed` is the plural of `best` or a form of another word."""
    if stem(typed) != stem(best):
        return index.holds_word(typed)
    return typed == f"{best}s" and not typed.endswith("ss")


def _candidates(typed: str, index: Index, english: English, beside: Beside) -> dict[str, float]:
    """Return what may be meant, with the share that it is expected to have of all questions."""
    near = _words(index.near_words(typed, 1))
    known = {word for word in one_slip_away(typed) if word in english.shares}
    if not near and not known:
        return _twice_wrong(typed, index)
    return {
        word: _OF_COLLECTION * near.get(word, 0.0)
        + (1 - _OF_COLLECTION) * english.shares.get(word, 0.0)
        + _BESIDE * beside.expected(word, english)
        for word in near.keys() | known
        if len(word) >= FEWEST_LETTERS and (len(typed) >= _FEWEST_OF_ANY or word in FUNCTION)
    }


def _twice_wrong(typed: str, index: Index) -> dict[str, float]:
    """Return the words of the collection two slips away from a long word, with their shares."""
    near = index.near_words(typed, 2) if len(typed) >= _TWICE_WRONG else {}
    return {word: _OF_COLLECTION * share for word, share in _words(near).items()}


def _words(shares: Mapping[str, float]) -> dict[str, float]:
    return {word: share for word, share in shares.items() if word.isascii() and word.isalpha()}

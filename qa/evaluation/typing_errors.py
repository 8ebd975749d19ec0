"""Typing errors, made on purpose to see what an answer loses by them."""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"[A-Za-z]{4,}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
ERRORS = 2  # in a question


def mistyped(question: str, seed: int) -> str:
    """Return a question with two typing errors, in different words of four letters or more.

    A letter is dropped, doubled, swapped with the next or replaced by its neighbour in the row of
    an English keyboard; words, places and kinds of error are drawn evenly, the same for the same
    question and seed (Damerau 1964 found four fifths of all misspellings to be of these kinds). A
    question with fewer such words has fewer errors.
    """
    drawn = random.Random(f"{seed} {question}")  # noqa: S311 - a sample, not a secret
    words = list(_WORD.finditer(question))
    chosen = drawn.sample(words, min(ERRORS, len(words)))
    for match in sorted(chosen, key=lambda match: -match.start()):
        wrong = _slipped(match.group(), drawn)
        question = question[: match.start()] + wrong + question[match.end() :]
    return question


def _slipped(word: str, drawn: random.Random) -> str:
    """Return `word` with one letter dropped, doubled, swapped or replaced; never `word` itself."""
    wrong = word
    while wrong == word:
        at = drawn.randrange(len(word))
        before, letter, after = word[:at], word[at], word[at + 1 :]
        kind = drawn.choice(("dropped", "doubled", "swapped", "replaced"))
        if kind == "dropped":
            wrong = before + after
        elif kind == "doubled":
            wrong = before + letter * 2 + after
        elif kind == "swapped":
            wrong = before + after[:1] + letter + after[1:]
        else:
            wrong = before + _neighbour(letter, drawn) + after
    return wrong


def _neighbour(letter: str, drawn: random.Random) -> str:
    row = next(row for row in _ROWS if letter.lower() in row)
    at = row.index(letter.lower())
    found = drawn.choice([row[n] for n in (at - 1, at + 1) if 0 <= n < len(row)])
    return found.upper() if letter.isupper() else found

"""A question with its typing errors put right."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from corpus.block_words import words_in
from index.protocols import Index
from qa.answer import Correction
from qa.correcting.choosing import FEWEST_LETTERS, Place, capitals_meant_by, meant_by
from qa.correcting.english import english
from qa.correcting.neighbours import Beside
from qa.question import Question, Turn

_LONGEST = 40  # letters; what is longer is no word
_READ = 2_000  # characters of an earlier answer
# Whole words: no part of an address, a file name or a number, and no beginning of "they're".
_WORD = re.compile(
    rf"(?<![\w@/\\.&'’])[A-Za-z]{{{FEWEST_LETTERS},{_LONGEST}}}"
    r"(?![\w@/\\&]|\.\w|['’][A-Za-z]{2})"
)
_BEFORE = re.compile(r"(?<![^\W_])([^\W_]+)\s$")
_AFTER = re.compile(r"\s([^\W_]+)")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question to be answered in place of the one typed, and what differs in it.

    Each correction is there once, in the order of the words in the text, those of the history last.
    """

    question: Question
    corrections: tuple[Correction, ...]


def corrected(question: Question, index: Index) -> Corrected:
    """Return a question whose misspelt words are read as words of the collection or of English.

    Words that the collection or English has stay as they are, and so do words of an earlier answer,
    words with capitals inside (abbreviations), short ones, and whatever is no clear slip. Letters
    keep their case. The questions of the history are corrected as well; `documents` does not change
    which words are known.
    """
    shown = words_in(" ".join(turn.answer[:_READ] for turn in question.history))
    text, found = _corrected_text(question.text, index, shown)
    history: list[Turn] = []
    for turn in question.history:
        asked, more = _corrected_text(turn.question, index, shown)
        history.append(replace(turn, question=asked))
        found += more
    changed = replace(question, text=text, history=tuple(history))
    return Corrected(changed, tuple(dict.fromkeys(found)))


def _corrected_text(
    text: str, index: Index, shown: Collection[str]
) -> tuple[str, list[Correction]]:
    found: list[Correction] = []
    shouted = text.upper() == text

    def read(match: re.Match[str]) -> str:
        typed = match.group()
        lowered = typed.lower()
        if lowered in shown:
            return typed
        if typed[1:] != typed[1:].lower() and not shouted:
            meant = capitals_meant_by(typed, index, english())
            if meant is not None:
                found.append(Correction(typed, meant))
            return meant or typed
        place = Place.NAME if typed[0].isupper() and not shouted else Place.INSIDE
        if _opens(text, match.start()):
            place = Place.FIRST
        meant = meant_by(lowered, index, english(), place, _beside(text, match))
        if meant is None:
            return typed
        found.append(Correction(typed, _in_case_of(typed, meant)))
        return found[-1].read

    return _WORD.sub(read, text), found


def _beside(text: str, match: re.Match[str]) -> Beside:
    """Return the words that white space alone parts from a match."""
    before = _BEFORE.search(text[max(match.start() - _LONGEST, 0) : match.start()])
    after = _AFTER.match(text[match.end() : match.end() + _LONGEST])
    return Beside(before[1].lower() if before else "", after[1].lower() if after else "")


def _opens(text: str, at: int) -> bool:
    """Tell whether a sentence begins at `at`."""
    return text[max(at - 3, 0) : at].strip()[-1:] in ("", *".?!:")


def _in_case_of(typed: str, word: str) -> str:
    if typed.isupper():
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word

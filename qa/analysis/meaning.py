"""The term whose meaning a question asks for: "What does the Act mean by *vessel*?"."""

from __future__ import annotations

import re

from corpus.wording import folded
from qa.analysis.nouns import singular
from qa.analysis.stems import words

_CUES = (
    re.compile(r"what (?:do|does|did) .*?\bmean by (?P<term>.+)"),
    re.compile(r"what (?:do|does|did) (?P<term>.+?) (?:mean|stand for)\b.*"),
    re.compile(r"what (?:is|are) (?P<term>.+?) (?:short|an abbreviation|an acronym) (?:for|of)"),
    re.compile(r"(?:who|what) (?:counts?|qualif(?:y|ies)) as (?P<term>.+)"),
    re.compile(r"what (?:is|are) meant by (?P<term>.+)"),
    re.compile(r"(?:.* )?(?:meaning|definition) of (?P<term>.+)"),
    re.compile(r"what is the (?:full|long) (?:name|form) of (?P<term>.+)"),
    re.compile(r"how (?:is|are) (?P<term>.+?) defined\b.*"),
    re.compile(r"(?:please )?define (?P<term>.+)"),
    re.compile(r"what (?:is|are) (?P<term>.+)"),
)
_BEFORE_TERM = re.compile(r"(?:an? |the )?(?:(?:abbreviation|acronym|term|word) (?!of\b))?")
_WHERE = frozenset("in under within for according as by when where here".split())  # noqa: SIM905


def meant(question: str) -> tuple[str, ...]:
    """Return the words from the term on whose meaning is asked for, in lower case; () for none.

    Articles before it, and "the term", are dropped; what follows may tell where it is defined.
    """
    spoken = words(question.lower())
    text = " ".join(spoken)
    for cue in _CUES:
        found = cue.fullmatch(text)
        if found:
            return tuple(_BEFORE_TERM.sub("", found["term"], count=1).split())
    return ()


def is_meant(asked: tuple[str, ...], name: str) -> bool:
    """Tell whether `name` is the very term that the words returned by `meant` begin with.

    Number and case do not matter; nothing but a place may follow: "vessel in this Act".
    """
    term = tuple(words(folded(name)))
    if not term or len(asked) < len(term):
        return False
    following = asked[len(term) : len(term) + 1]
    return _alike(asked[: len(term)], term) and (not following or following[0] in _WHERE)


def _alike(asked: tuple[str, ...], term: tuple[str, ...]) -> bool:
    return asked[:-1] == term[:-1] and singular(asked[-1]) == singular(term[-1])

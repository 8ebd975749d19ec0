"""The words of a question that point back beyond it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from qa.followup.phrases import Kind, Phrase, phrases
from qa.followup.verbs import PLAIN_VERBS, VERBS
from qa.followup.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    Word,
    is_year,
    listed,
    stem,
    words,
)

_OWNING = listed("his its their")
# What these name is the question's own time, or the text that is being read.
_OF_NOW = listed(
    "year month week day century article document page text passage time way case regard point"
    " decade period context moment age kind sort type"
)
# "it" that stands for the clause after it.
_EMPTY_IT = re.compile(
    r"\b(?:(?:is|was|be|been|made?|makes?) it|it(?:['’]s| is| was| be| has been))"
    r"(?: [a-z]+){1,3} (?:that|to|for|when|if|who)\b"
    r"|\bit (?:takes?|comes? to)\b|\b(?:does|did|will|would) it (?:take|cost) (?:[a-z]+ ){0,4}to\b"
    r"|\bmake it\b|\b[a-z]{2,20}ing it up\b",
    re.IGNORECASE,
)
_STARTS_A_CLAUSE = CONJUNCTIONS | QUESTION_WORDS | {"after", "before"}
_NOT_OWNED = PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | ADVERBS | QUESTION_WORDS | DETERMINERS

_SAYING = listed(
    "said say says know known believe believed think thought decide decided announced announce"
    " agree agreed ensure ensured reveal revealed recommend recommended require required suggest"
    " suggested tell told warn warned argue argued explain explained indicate confirmed confirm"
)
_BEFORE_A_PHRASE = AUXILIARIES | PREPOSITIONS | CONJUNCTIONS | (PLAIN_VERBS - _SAYING)


class Pointer(Enum):
    """What sort of thing a word points to."""

    PERSON = auto()
    GROUP = auto()
    THING = auto()
    PLACE = auto()
    SAID = auto()  # "that", "these": whatever was said last
    NAMED = auto()  # "that agreement", and "the agreement" where nothing tells which


@dataclass(frozen=True, slots=True)
class Pointing:
    """A word or phrase of a question that points back, `question[start:end]` in code points.

    `noun` is the noun that a NAMED one names, else empty. `owning` tells whether it stands in the
    possessive; `certain` is false for "the", which need not point back at all.
    """

    pointer: Pointer
    start: int
    end: int
    noun: str = ""
    owning: bool = False
    plural: bool = False
    certain: bool = True


_PRONOUNS = {
    **dict.fromkeys(("he", "him", "she", "his", "her"), Pointer.PERSON),
    **dict.fromkeys(("they", "them", "their"), Pointer.GROUP),
    **dict.fromkeys(("it", "its"), Pointer.THING),
}


def pointings(text: str) -> tuple[Pointing, ...]:
    """Return the words of a question that point back beyond it, in order.

    A pronoun whose antecedent stands before it in the question, and an "it" that stands for the
    clause after it, do not point back.
    """
    found = words(text)
    own = phrases(text)
    empty = [match.span() for match in _EMPTY_IT.finditer(text)]
    made: list[Pointing] = []
    for at, word in enumerate(found):
        if word.text.isupper() and len(word.text) > 1:
            continue  # "IT", "THE" in a title
        pointing = None
        if word.lower in _PRONOUNS:
            if not any(start <= word.start < end for start, end in empty):
                pointing = _pronoun(found, own, at)
        elif word.lower == "there":
            pointing = _there(found, at)
        elif word.lower == "the":
            pointing = _bare(own, word)
        elif word.lower in ("that", "this", "these", "those"):
            pointing = _demonstrative(found, own, at)
        if pointing is not None:
            made.append(pointing)
    return tuple(made)


def _pronoun(found: Sequence[Word], own: Sequence[Phrase], at: int) -> Pointing | None:
    word = found[at]
    pointer = _PRONOUNS[word.lower]
    owning = word.lower in _OWNING or (word.lower == "her" and _owns(found, at))
    if _bound(found, own, at, pointer, owning=owning):
        return None
    end = word.start + len(word.lower)
    return Pointing(pointer, word.start, end, owning=owning)


def _owns(found: Sequence[Word], at: int) -> bool:
    """Tell whether "her" stands before what she owns."""
    after = found[at + 1] if at + 1 < len(found) else None
    return after is not None and not after.after_mark and after.lower not in _NOT_OWNED


def _bound(
    found: Sequence[Word], own: Sequence[Phrase], at: int, pointer: Pointer, *, owning: bool
) -> bool:
    """Tell whether a pronoun has its antecedent before it in the same question."""
    word = found[at]
    before = [phrase for phrase in own if phrase.end <= word.start and _agrees(phrase, pointer)]
    if not before:
        return False
    preceding = found[at - 1].lower if at else ""
    acts = at + 1 < len(found) and found[at + 1].lower in AUXILIARIES | VERBS
    if owning or (acts and preceding not in AUXILIARIES):
        return True  # "officers let their dogs …", "Norway said it will pay"
    first = min(phrase.end for phrase in before)
    between = [each for each in found[: at + 1] if each.start >= first]
    return any(each.after_mark or each.lower in _STARTS_A_CLAUSE for each in between)


def _agrees(phrase: Phrase, pointer: Pointer) -> bool:
    if phrase.kind is Kind.TIME:
        return False
    if pointer is Pointer.PERSON:
        return phrase.kind is Kind.PERSON or (phrase.name and len(phrase.text.split()) == 1)
    if pointer is Pointer.GROUP:
        return phrase.plural
    return not phrase.plural and phrase.kind is not Kind.PERSON


def _there(found: Sequence[Word], at: int) -> Pointing | None:
    word = found[at]
    before = found[at - 1].lower if at else ""
    after = found[at + 1] if at + 1 < len(found) else None
    last = after is None or after.after_mark or after.lower in PREPOSITIONS
    if not last or before in AUXILIARIES:
        return None  # "Are there …"
    return Pointing(Pointer.PLACE, word.start, word.end)


def _bare(own: Sequence[Phrase], word: Word) -> Pointing | None:
    """Read "the" with a single noun, in a question that names nothing else."""
    named = next((each for each in own if each.start == word.start), None)
    if named is None or len(named.text.split()) != 2 or named.full != named.text:
        return None
    if any(each.name for each in own) or is_year(named.head):
        return None
    return Pointing(
        Pointer.NAMED, named.start, named.end, named.head, plural=named.plural, certain=False
    )


def _demonstrative(found: Sequence[Word], own: Sequence[Phrase], at: int) -> Pointing | None:
    word = found[at]
    if not _is_demonstrative(found, at):
        return None
    plural = word.lower in ("these", "those")
    named = next((each for each in own if each.start == word.start and each.determiner), None)
    if named is None:
        return Pointing(Pointer.SAID, word.start, word.end, plural=plural)
    return Pointing(Pointer.NAMED, named.start, named.end, named.head, plural=named.plural)


def _is_demonstrative(found: Sequence[Word], at: int) -> bool:
    word = found[at]
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    if before is not None and before.lower in ("so", "such", "now"):
        return False  # "so that"
    if any(each.opens for each in found[1 : at + 1]):
        return False  # the question's own first sentence is what it points to
    opens = before is None or before.lower in _BEFORE_A_PHRASE
    if after is None or after.after_mark:
        return opens or word.lower != "those"
    if word.lower in ("that", "those") and not opens:
        return False  # "frames that carry", "know that": joins clauses
    if word.lower != "this" and after.lower in ("who", "that", "which", "of", "whose"):
        return False
    if word.lower == "those" and after.lower in PREPOSITIONS | VERBS:
        return False  # "those in the north"
    return stem(after.lower) not in _OF_NOW and after.lower not in PRONOUNS | DETERMINERS

"""The parts of a question: its question words, its auxiliary, its subject and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.followup.phrases import Phrase, phrases
from qa.followup.verbs import PLAIN_VERBS, VERBS
from qa.followup.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    QUESTION_WORDS,
    Word,
    listed,
    words,
)

_KEPT = 256  # texts; every turn of a conversation looks at all before it
_WITH_NOUN = listed("which what whose many much")
_SUPPORT = listed("do does did don't doesn't didn't")


@dataclass(frozen=True, slots=True)
class Clause:
    """A question in parts, which are slices of `text`; a part that is missing is empty.

    `asked` holds the question words with their noun ("In which cities") and `asked_noun` that noun;
    both are empty for a question to be answered by yes or no. `auxiliary` is the verb before the
    subject. `rest` is everything after the auxiliary, or after the question words where there is
    none, without the closing mark. `inverted` tells whether the subject follows the auxiliary, so
    that the question words are not themselves the subject. `subject` is the noun phrase that comes
    first after the auxiliary of an inverted question, or None.
    """

    text: str
    asked: str
    asked_noun: str
    auxiliary: str
    rest: str
    inverted: bool
    subject: Phrase | None

    @property
    def complete(self) -> bool:
        """Whether it has a verb and says something about it."""
        return bool(self.rest)


@lru_cache(maxsize=_KEPT)
def parse(text: str) -> Clause | None:
    """Return the parts of the first question in `text`, or None if none begins there.

    A question begins with a question word, perhaps after a preposition, or with an auxiliary.
    """
    found = words(text)
    if not found:
        return None
    if found[0].lower in AUXILIARIES and len(found) > 1:
        return _inverted(text, found, 0, asked_end=0, noun="")
    first = 1 if found[0].lower in PREPOSITIONS and len(found) > 1 else 0
    if found[first].lower not in QUESTION_WORDS or (first and found[first].after_mark):
        return None
    after = _end_of_asked(found, first)
    if found[first].text.lower().endswith(("'s", "’s")) and found[first].lower != "whose":
        return _contracted(text, found, first)
    noun_words = [
        word for word in found[first + 1 : after] if word.lower not in _WITH_NOUN | DETERMINERS
    ]
    wants_noun = any(word.lower in _WITH_NOUN for word in found[first:after])
    noun = text[noun_words[0].start : found[after - 1].end] if noun_words and wants_noun else ""
    if after == len(found):
        return Clause(text, text.rstrip(" ?!."), noun, "", "", inverted=False, subject=None)
    asked_end = found[after - 1].end
    if found[after].lower in AUXILIARIES:
        return _inverted(text, found, after, asked_end, noun)
    rest = text[found[after].start :].rstrip(" ?!.")
    return Clause(text, text[:asked_end], noun, "", rest, inverted=False, subject=None)


def _end_of_asked(found: Sequence[Word], first: int) -> int:
    after = first + 1
    if found[first].lower in ("how", *_WITH_NOUN):
        while after < len(found) and not _is_verb(found, after):
            after += 1
        return after
    while after < len(found) and found[after].lower in ("else", "exactly"):
        after += 1
    return after


def _is_verb(found: Sequence[Word], at: int) -> bool:
    word = found[at]
    if word.lower in AUXILIARIES or word.lower in PLAIN_VERBS:
        return True
    verbal = word.lower in VERBS or word.lower.endswith("ed")
    if not verbal or word.lower.endswith("ing") or word.capital:
        return False
    # "Which article punishes …", but "Which drug measures are …".
    before = found[at - 1].lower
    after = found[at + 1].lower if at + 1 < len(found) else ""
    return before not in QUESTION_WORDS | DETERMINERS and after not in AUXILIARIES


def _contracted(text: str, found: Sequence[Word], at: int) -> Clause:
    """Read "What's" as "What is"."""
    word = found[at]
    asked_end = word.start + len(word.lower)
    subject = next((each for each in phrases(text) if each.start >= word.end), None)
    rest = text[word.end :].strip().rstrip(" ?!.")
    return Clause(text, text[:asked_end], "", "is", rest, inverted=True, subject=subject)


def _inverted(text: str, found: Sequence[Word], at: int, asked_end: int, noun: str) -> Clause:
    auxiliary = found[at]
    rest = text[auxiliary.end :].strip().rstrip(" ?!.")
    after = found[at + 1] if at + 1 < len(found) else None
    subject = None
    inverted = False
    if after is not None:
        following = [phrase for phrase in phrases(text) if phrase.start >= auxiliary.end]
        starts = [phrase for phrase in following if phrase.start == after.start]
        if starts:
            subject = max(starts, key=lambda phrase: phrase.end)
        inverted = (
            auxiliary.lower in _SUPPORT
            or asked_end == 0
            or bool(starts)
            or (after.lower not in PREPOSITIONS | ADVERBS | VERBS | AUXILIARIES)
        )
    return Clause(
        text, text[:asked_end], noun, auxiliary.text, rest, inverted=inverted, subject=subject
    )

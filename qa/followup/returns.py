"""Returns to an earlier topic of the conversation ("Back to the treaty: who signed it?")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.followup.antecedents import with_noun
from qa.followup.mentions import Exchange, mentions, shown_part
from qa.followup.words import AUXILIARIES, QUESTION_WORDS, stem, words

_RETURN = re.compile(
    r"(?:(?:(?:(?:please |can we |could we |let['’]s |let us |to )?(?:go|come|get|turn)|going"
    r"|coming|returning) )?back to|returning to|as for|regarding|concerning|about|on)"
    r"\s+([^,.:;?!—–]{2,80})\s?[,.:;?—–]\s+(?=\S)",
    re.IGNORECASE,
)
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Return:
    """A question after the words that return to a topic, and the exchanges up to that topic.

    The last exchange names the topic in full.
    """

    rest: str
    exchanges: tuple[Exchange, ...]


def returned(text: str, exchanges: tuple[Exchange, ...]) -> Return | None:
    """Return the return to an earlier topic that opens a question, None if there is none."""
    match = _RETURN.match(text)
    if match is None:
        return None
    topic = match.group(1).strip()
    found = words(topic)
    odd = any(word.lower in QUESTION_WORDS | AUXILIARIES for word in found)
    if odd or len(found) > _MOST_WORDS or not found:
        return None
    at = _last_about(found[-1].lower, exchanges)
    if at is None:
        return None
    phrase = with_noun(mentions(exchanges[at : at + 1]), found[-1].lower)
    full = phrase.full if phrase is not None and len(phrase.full) > len(topic) else topic
    named = Exchange(f"What is {full}?", "", f"What is {full}?", (full,))
    return Return(text[match.end() :], (*exchanges[: at + 1], named))


def _last_about(noun: str, exchanges: Sequence[Exchange]) -> int | None:
    for at in range(len(exchanges) - 1, -1, -1):
        said = words(f"{exchanges[at].question} {shown_part(exchanges[at].answer)}")
        if stem(noun) in {stem(word.lower) for word in said}:
            return at
    return None

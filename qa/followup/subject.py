"""The subject of a conversation, for questions that do not say what they are about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qa.collection.forms import collection_question
from qa.followup.antecedents import best
from qa.followup.mentions import Exchange, Mention, mentions, shown_part
from qa.followup.people import person
from qa.followup.phrases import Kind, Phrase, phrases
from qa.followup.sexes import PRONOUNS
from qa.followup.words import is_vague, stem, words

_FADES = 0.9  # by turn
_LEAST = 0.5  # of a name's sum of weights; below it nothing tells that the talk is about it
_REMEMBERED = 3  # exchanges within which a noun with "the" is still known
_MOST_WORDS = 6  # of the subject
_THERE = re.compile(r"(?:is|are|was|were|has|have|had)(?: there| any)\b|any\b", re.IGNORECASE)
_SHORT = 8  # words; a longer question says itself what it is about


def needs_subject(text: str, exchanges: Sequence[Exchange]) -> bool:
    """Tell whether a question says only vaguely what it is about.

    That is so if its nouns are all like "aspect" or "time", and if a short one that names nothing
    speaks of something as known ("Who were the members?") or asks what there is ("Were there any
    members?"). A question about the documents themselves says what it is about.
    """
    own = phrases(text)
    if any(each.name for each in own) or collection_question(text) is not None:
        return False
    told = [each for each in own if not is_vague(each.head) and each.kind is not Kind.TIME]
    if not told:
        return True
    if len(words(text)) > _SHORT:
        return False
    recent = exchanges[-_REMEMBERED:]
    known = {
        stem(word.lower)
        for each in recent
        for source in (each.question, shown_part(each.answer))
        for phrase in phrases(source)
        for word in words(phrase.text)[-1:]
    }
    if any(each.determiner == "the" and _is_known(each, known) for each in told):
        return True
    return _THERE.match(text) is not None and not any(each.lead for each in told)


def _is_known(phrase: Phrase, known: Collection[str]) -> bool:
    if phrase.full != phrase.text:
        return False  # "the duties of the mayor"
    return stem(phrase.head) in known or (not phrase.lead and " " not in phrase.bare)


def with_subject(text: str, exchanges: Sequence[Exchange]) -> str:
    """Return a question with the subject of the conversation behind it in brackets.

    Where there is none, or the question names it, it comes back as it is.
    """
    name = subject(exchanges, text)
    if not name:
        return text
    end = text.rstrip(" ?!.")
    return f"{end} ({name}){text[len(end) :].strip() or '?'}"


def subject(exchanges: Sequence[Exchange], here: str) -> str:
    """Return the name that a conversation is about, empty if there is none.

    If the questions speak of "him" or "her", that is the person meant.
    """
    for exchange in reversed(exchanges):
        for word in words(exchange.typed):
            if word.lower in PRONOUNS:
                name = person(exchanges, PRONOUNS[word.lower], here)
                if name:
                    return name
    known = [each for each in mentions(exchanges) if each.phrase.bare.lower() not in here.lower()]
    phrase = best(known, _fits, _FADES, _LEAST)
    return phrase.text if phrase else ""


def _fits(mention: Mention) -> float:
    phrase = mention.phrase
    if not phrase.name or phrase.kind is Kind.TIME or len(phrase.text.split()) > _MOST_WORDS:
        return 0.0
    if phrase.lead in ("in", "at", "by", "from"):
        return 0.3
    return 1.0 if not mention.in_answer or phrase.acts else 0.4

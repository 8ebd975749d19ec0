"""How well an earlier mention fits a pronoun, from 0 (not at all) to 1."""

from __future__ import annotations

from qa.followup.mentions import WEIGHT_ASKED_FOR, WEIGHT_SUBJECT, Mention
from qa.followup.phrases import BODIES, Kind, Phrase
from qa.followup.words import ARTICLES, is_either_number, is_vague, listed, words

_WEAK = 0.3
_BESIDE = listed("with by for like as against")
_ANY = listed("another any other no every each all many much some his her their its")


def fits_group(mention: Mention) -> float:
    """Return how well a mention fits "they"."""
    phrase = mention.phrase
    if phrase.kind is Kind.TIME or phrase.text[:1] in '"“' or is_vague(phrase.head):
        return 0.0
    beside = 0.5 if phrase.lead in _BESIDE else 1.0
    if phrase.plural:
        if phrase.text[:1].isdecimal():
            return _WEAK
        if phrase.name or not mention.in_answer:
            return beside * (1.0 if phrase.determiner in ("", "the", "these", "those") else 0.5)
        return 0.6 if phrase.acts else _WEAK
    if not phrase.name or phrase.kind is Kind.PLACE:
        return 0.0
    if phrase.kind is Kind.PERSON and mention.weight < WEIGHT_SUBJECT:
        return _WEAK  # its form may be that of a person's name, as of "Lund Rovers"
    return _WEAK if phrase.lead in ("in", "at", "on") else 0.6 * beside


def fits_thing(mention: Mention) -> float:
    """Return how well a mention fits "it"."""
    phrase = mention.phrase
    several = phrase.plural and not is_either_number(phrase.head)
    if several or phrase.kind in (Kind.PERSON, Kind.TIME) or phrase.determiner in _ANY:
        return 0.0
    if phrase.head.isdecimal() or is_vague(phrase.head):
        return 0.0
    if phrase.owns:
        return _WEAK  # "Lind's report was praised. Was it …"
    if phrase.kind is Kind.PLACE:
        return _WEAK
    if phrase.name:
        return 1.0
    spoken_of = not mention.in_answer or mention.weight >= WEIGHT_ASKED_FOR
    return 0.8 if phrase.determiner in ARTICLES and spoken_of else 0.4


def fits_actor(mention: Mention) -> float:
    """Return how well a mention fits an "it" that acts, as countries and bodies do."""
    if mention.phrase.kind is Kind.PLACE:
        return 1.0
    return fits_thing(mention) * (0.8 if mention.phrase.name else 0.5)


def fits_place(mention: Mention) -> float:
    """Return how well a mention fits "there"."""
    phrase = mention.phrase
    if phrase.kind is Kind.PLACE:
        return 1.0
    if phrase.kind is not Kind.THING:
        return 0.0
    located = phrase.lead in ("in", "at")
    if phrase.name:
        return 0.9 if located else 0.4 * _is_body(phrase)
    return 0.5 if located and phrase.determiner == "the" else 0.0


def _is_body(phrase: Phrase) -> bool:
    return any(word.lower in BODIES for word in words(phrase.text))

"""Whom "he" and "she" mean: the person that a conversation is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.followup.clause import parse
from qa.followup.mentions import Exchange, asked_for, shown_part
from qa.followup.phrases import BODIES, Kind, Phrase, phrases
from qa.followup.places import is_place
from qa.followup.sexes import PRONOUNS, TITLES, Sex
from qa.followup.words import CONJUNCTIONS, Word, listed, words

_FADES = 0.9  # by turn; a conversation about somebody says the name seldom
_LEAST = 0.1  # below it the name is more likely a place or a work
_MOST_WORDS = 4

# What a place speaks for the name that stands there; only their order matters much.
_ASKED_ABOUT, _ASKED_ALONG, _ASKED_SMALL = 2.2, 1.0, 0.8
_NAMED_AS_ANSWER, _OPENS, _ACTS, _OWNS, _ELSE, _LED = 2.2, 1.6, 1.2, 0.9, 0.5, 0.2
_BESIDE_PRONOUN = 0.3  # "Where did she meet Olsen?", "she met Olsen": she is somebody else
_OTHER_SEX = 0.2
_MEANT_BEFORE = 0.6

_SUBORDINATE = CONJUNCTIONS - listed("and but or") | listed("after before when as")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a text, with its place's weight and the sex told by a word before it."""

    name: str
    weight: float
    sex: Sex | None


def person(exchanges: Sequence[Exchange], sex: Sex, here: str) -> str:
    """Return the name of the person that a pronoun means, as fully as it was given, or "".

    Names count by where they stand, fading by turn. One that stands in `here`, the question
    itself, is not meant; one that stands beside the same pronoun is seldom.
    """
    own = {word.lower for word in words(here)}
    everything = [
        (age, each)
        for age, exchange in enumerate(reversed(exchanges))
        for each in (*_in_question(exchange), *_in_answer(exchange))
        if not own & {word.lower for word in words(each.name)}
    ]
    full = _full_names([each for _, each in everything])
    found = [
        (age, each) for age, each in everything if " " in full[each.name] or not is_place(each.name)
    ]
    best: dict[tuple[int, str], float] = {}
    sexes: dict[str, Sex | None] = {}
    for age, each in found:
        name = full[each.name]
        best[age, name] = max(best.get((age, name), 0.0), each.weight)
        if each.sex is not None:
            sexes.setdefault(name, each.sex)
    scores: dict[str, float] = {}
    for (age, name), weight in best.items():
        scores[name] = scores.get(name, 0.0) + weight * _FADES**age
    meant: dict[str, float] = {}
    for age, exchange in enumerate(reversed(exchanges)):
        for told, before in exchange.meant:
            name = full.get(before, before)
            sexes[name] = told
            if name in scores and told is sex:
                meant.setdefault(name, _MEANT_BEFORE * _FADES**age)
    for name, weight in meant.items():
        scores[name] += weight
    for name, told in sexes.items():
        if name in scores and told is not sex:
            scores[name] *= _OTHER_SEX
    chosen = max(scores, key=lambda name: scores[name], default="")
    return chosen if chosen and scores[chosen] >= _LEAST else ""


def _full_names(found: Sequence[_Named]) -> dict[str, str]:
    """Return for each name the full name that it ends, or begins; of several the weightiest."""
    weights: dict[str, float] = {}
    for each in found:
        weights[each.name] = weights.get(each.name, 0.0) + each.weight
    whole: dict[str, str] = {}
    for name in sorted((name for name in weights if " " in name), key=lambda name: -weights[name]):
        parts = name.lower().split()
        whole.setdefault(parts[-1], name)
        whole.setdefault(parts[0], name)
    return {name: name if " " in name else whole.get(name.lower(), name) for name in weights}


def _in_question(exchange: Exchange) -> Iterator[_Named]:
    asked = exchange.typed
    said = words(asked)
    along = any(word.lower in PRONOUNS for word in said)
    clause = parse(asked)
    subject = clause.subject if clause else None
    for phrase in phrases(asked):
        name = _name(phrase)
        if name:
            weight = _ASKED_ALONG if phrase.lead not in ("", "of", "as") else _ASKED_ABOUT
        elif subject is not None and phrase.start == subject.start and _small(phrase):
            name, weight = phrase.text, _ASKED_SMALL
        else:
            continue
        beside = along and phrase.lead != "as"
        yield _Named(name, weight * (_BESIDE_PRONOUN if beside else 1.0), _title(phrase))


def _in_answer(exchange: Exchange) -> Iterator[_Named]:
    answer = shown_part(exchange.answer)
    said = words(answer)
    asked = asked_for(exchange)
    pronouns = [word for word in said if word.lower in PRONOUNS]
    told = {PRONOUNS[word.lower] for word in pronouns}
    along = any(word.lower in PRONOUNS for word in words(exchange.typed))
    led, end = False, 0
    for phrase in phrases(answer):
        joined = answer[end : phrase.start].strip() in ("", ",", "and", ", and", "&")
        owns = answer[phrase.end : phrase.end + 2] in ("'s", "’s")
        led = bool(phrase.lead) or (
            led and joined and (owns or not phrase.acts)
        )  # "in Lund, Scania"
        end = phrase.end
        name = _name(phrase)
        if not name:
            continue
        if asked is not None and asked.text == phrase.text:
            weight = _NAMED_AS_ANSWER * (_BESIDE_PRONOUN if along else 1.0)
        elif led:
            weight = _LED
        elif owns:
            weight = _OWNS
        elif phrase.acts or (
            phrase.start == 0 and answer[phrase.end : phrase.end + 2].strip().isalpha()
        ):
            weight = _OPENS if phrase.start == 0 else _ACTS
            weight = _LED if _before(said, phrase) in _SUBORDINATE else weight
        else:
            weight = _ELSE
        if weight <= _ELSE and any(word.end <= phrase.start for word in pronouns):
            weight *= _BESIDE_PRONOUN
        sex = _title(phrase)
        if sex is None and weight >= _OWNS and len(told) == 1 and phrase.start == 0:
            sex = next(iter(told))
        yield _Named(name, weight, sex)


def _goes_on(answer: str, phrase: Phrase) -> bool:
    """Tell whether a phrase opens an answer as its subject, whatever its verb."""
    return phrase.start == 0 and answer[phrase.end : phrase.end + 2].strip().isalpha()


def _before(said: Sequence[Word], phrase: Phrase) -> str:
    earlier = [word for word in said if word.end <= phrase.start]
    return earlier[-1].lower if earlier else ""


def _name(phrase: Phrase) -> str:
    """Return the person's name that a phrase ends with, empty if it can be none."""
    if phrase.kind is Kind.TIME or phrase.text[:1] in '"“' or not phrase.name:
        return ""
    own = words(phrase.bare)
    tail: list[str] = []
    for word in reversed(own):
        if not word.text[:1].isupper() or word.text[1:2].isupper():
            break
        tail.insert(0, word.text)
    if not tail or len(tail) > _MOST_WORDS or (phrase.determiner and len(tail) == len(own)):
        return ""
    while len(tail) > 1 and tail[0].lower() in TITLES:
        tail = tail[1:]
    name = " ".join(tail)
    lowered = [word.lower() for word in tail]
    if lowered[-1] in BODIES or (is_place(name) and (phrase.lead or " " in name)):
        return ""
    return name.removesuffix("'s").removesuffix("’s")


def _small(phrase: Phrase) -> bool:
    """Tell whether a subject has no article though it is singular, as names have none."""
    return not phrase.determiner and not phrase.plural and phrase.kind is Kind.THING


def _title(phrase: Phrase) -> Sex | None:
    return next((TITLES[word.lower] for word in words(phrase.text) if word.lower in TITLES), None)

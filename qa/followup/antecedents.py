"""What a word that points back means: the likeliest of the phrases mentioned before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qa.followup.clause import parse
from qa.followup.mentions import Exchange, Mention, asked_for
from qa.followup.phrases import Kind, Phrase
from qa.followup.words import FUNCTION_WORDS, listed, stem, words

_FADES = 0.6  # by turn
_ANY = listed("another any other no every each all many much some his her their its")

_SORTS = (
    listed("agreement treaty convention protocol pact accord memorandum charter instrument"),
    listed("act law bill statute regulation code ordinance"),
    listed("strategy plan programme program policy project initiative scheme campaign"),
    listed(
        "body agency organisation organization institution authority board bureau commission"
        " committee council department ministry office service institute center centre"
    ),
    listed("meeting conference summit session assembly congress forum dialogue workshop"),
    listed("prize award medal honour honor"),
    listed("document paper report review study survey"),
)


@dataclass(slots=True)
class _Tally:
    """The weights of all mentions of one thing, the best of each age, and its chosen form."""

    form: Mention
    weights: dict[int, float] = field(default_factory=dict)

    def sum(self, fades: float) -> float:
        return sum(weight * fades**age for age, weight in self.weights.items())


def best(
    known: Sequence[Mention],
    fit: Callable[[Mention], float],
    fades: float = _FADES,
    least: float = 0.0,
) -> Phrase | None:
    """Return the phrase with the largest sum of weight × fit × fading by age, or None.

    Mentions that name the same count together, in one exchange the best of them; a fit of 0
    excludes a mention, and a sum below `least` counts as none. Of equal sums the thing mentioned
    first wins, in the order of `known`; of its forms the full name with the most weight stands.
    """
    tallies: dict[str, _Tally] = {}
    for mention in known:
        weight = mention.weight * fit(mention)
        if weight <= 0:
            continue
        tally = tallies.setdefault(_key(mention.phrase), _Tally(mention))
        tally.weights[mention.age] = max(tally.weights.get(mention.age, 0.0), weight)
        tally.form = max(tally.form, mention, key=_fullness)
    if not tallies:
        return None
    chosen = max(tallies.values(), key=lambda tally: tally.sum(fades))
    return chosen.form.phrase if chosen.sum(fades) >= least else None


def with_noun(known: Sequence[Mention], noun: str) -> Phrase | None:
    """Return the first phrase of `known` about a noun that says more than it, or None.

    For "session" that is "the special session on drugs", for "film" also "the film Ran".
    """
    for mention in known:
        if mention.phrase.determiner not in _ANY and _says_more(mention.phrase, stem(noun)):
            return mention.phrase
    return None


def same_sort(one: str, other: str) -> bool:
    """Tell whether two nouns, in any number, name the same sort of thing ("board", "council")."""
    return any(stem(one) in sort and stem(other) in sort for sort in _SORTS)


def of_sort(known: Sequence[Mention], noun: str) -> Phrase | None:
    """Return the first name of `known` whose noun means much the same as a noun, or None.

    "That agreement" may be the Harbour Treaty, and "that body" the Fish Board.
    """
    sort = next((each for each in _SORTS if stem(noun) in each), frozenset())
    for mention in known:
        phrase = mention.phrase
        if phrase.name and not phrase.owns and stem(phrase.head) in sort:
            return phrase
    return None


def by_category(exchanges: Sequence[Exchange], noun: str) -> Phrase | None:
    """Return the answer to the latest question that asked for this noun ("Which country …?")."""
    for exchange in reversed(exchanges):
        clause = parse(exchange.question)
        asked = words(clause.asked_noun)[:3] if clause else ()
        if stem(noun) in {stem(word.lower) for word in asked}:
            return asked_for(exchange)
    return None


def _key(phrase: Phrase) -> str:
    # A person is called by the last name alone later on.
    if phrase.name and phrase.kind in (Kind.PERSON, Kind.THING) and not phrase.determiner:
        return phrase.bare.split()[-1].lower()
    return " ".join(stem(word.lower) for word in words(phrase.bare))


def _fullness(mention: Mention) -> tuple[bool, float, int]:
    return " " in mention.phrase.text, mention.weight, len(mention.phrase.full)


def _says_more(phrase: Phrase, wanted: str) -> bool:
    said = words(phrase.bare)
    nouns = {stem(word.lower) for word in said} - FUNCTION_WORDS
    named = any(stem(one.lower) == wanted and other.capital for one, other in pairwise(said))
    more = len(nouns) > 1 or len(phrase.full) > len(phrase.text)
    return more and (named or stem(phrase.head) == wanted)

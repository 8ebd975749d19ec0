"""Words that point back ("it", "that session", "there"), replaced by what they point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.analysis.stems import stem as root
from qa.followup.antecedents import best, by_category, of_sort, with_noun
from qa.followup.clause import parse
from qa.followup.fitness import fits_actor, fits_group, fits_place, fits_thing
from qa.followup.mentions import Exchange, Mention, asked_for, mentions, news
from qa.followup.people import person
from qa.followup.phrases import Phrase
from qa.followup.pointers import Pointer, Pointing, pointings
from qa.followup.sexes import PRONOUNS, Sex
from qa.followup.verbs import VERBS
from qa.followup.words import PREPOSITIONS, listed, words

# What countries and bodies do, and treaties and courses do not.
_ACTS = listed(
    "join sign ratify support fund pay participate take host train send provide promise give help"
    " cooperate work plan want contribute invest offer ban accept allow donate belong commit"
)
_SAME_DONE = 3.0
_ORDER = (
    Pointer.NAMED,
    Pointer.PERSON,
    Pointer.PLACE,
    Pointer.GROUP,
    Pointer.THING,
    Pointer.SAID,
)  # the more certain first
_TIMING = listed("before after since until")
_COUNTED = listed("a an any some many much several few")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question with what its words point to put in their places.

    `topics` are the phrases put in, in order; `unresolved` tells whether a word points back to
    something that was not found.
    """

    text: str
    topics: tuple[str, ...]
    unresolved: bool
    meant: tuple[tuple[Sex | None, str], ...] = ()


def resolved(text: str, exchanges: Sequence[Exchange]) -> Resolved:
    """Replace the words of a question that point back to earlier exchanges.

    Of several words that point alike only the first is replaced; words that point differently
    are given different meanings, those first that say more about it ("that treaty" before "it").
    What the question itself names is not put in again.
    """
    pointing = pointings(text) if exchanges else ()
    if not pointing:
        return Resolved(text, (), unresolved=False)
    here = text.lower()
    known = [each for each in mentions(exchanges) if each.phrase.bare.lower() not in here]
    chosen: dict[Pointing, str] = {}
    said: set[tuple[Pointer, Sex | None, str]] = set()
    unresolved = False
    for each in sorted(pointing, key=lambda each: _ORDER.index(each.pointer)):
        alike = (each.pointer, _sex(text, each), each.noun)
        if alike in said:
            continue
        said.add(alike)
        meant = _meant(text, each, known, exchanges)
        if not meant:
            unresolved = unresolved or each.certain
            continue
        chosen[each] = meant
        known = [other for other in known if other.phrase.bare.lower() not in meant.lower()]
    parts: list[str] = []
    copied = 0
    put = [each for each in pointing if each in chosen]
    for each in put:
        parts += [text[copied : each.start], _in_place(text, each, chosen[each])]
        copied = each.end
    meanings = [
        (_sex(text, each), chosen[each])
        for each in put
        if each.pointer in (Pointer.PERSON, Pointer.THING)
    ]
    topics = tuple(chosen[each] for each in put)
    return Resolved("".join([*parts, text[copied:]]), topics, unresolved, tuple(meanings))


def _sex(text: str, pointing: Pointing) -> Sex | None:
    return PRONOUNS.get(text[pointing.start : pointing.end].lower())


def _meant(
    text: str, pointing: Pointing, known: Sequence[Mention], exchanges: Sequence[Exchange]
) -> str:
    """Return what a word points to, empty if nothing fits."""
    phrase: Phrase | None
    match pointing.pointer:
        case Pointer.PERSON:
            return person(exchanges, PRONOUNS[text[pointing.start : pointing.end].lower()], text)
        case Pointer.GROUP:
            phrase = best(known, fits_group)
        case Pointer.THING:
            phrase = best(
                _same_done(text, known, exchanges), fits_actor if _acts(text) else fits_thing
            )
        case Pointer.PLACE:
            phrase = best(known, fits_place)
            return phrase.text if phrase else ""
        case Pointer.NAMED:
            phrase = _named(pointing, known, exchanges)
        case Pointer.SAID if pointing.plural:
            phrase = best(known, fits_group)
        case Pointer.SAID:
            if text[: pointing.start].lower().split()[-1:] in [[word] for word in _TIMING]:
                return ""  # the event, of which phrases are only a part
            phrase = asked_for(exchanges[-1])
            if said := news(exchanges[-1]):
                return said
    return _definite(phrase) if phrase else ""


def _same_done(text: str, known: Sequence[Mention], exchanges: Sequence[Exchange]) -> list[Mention]:
    """Give more weight to what the same verb was said of ("When was the treaty signed?")."""
    done = _verbs(text)
    ages = {age for age, each in enumerate(reversed(exchanges)) if done & _verbs(each.question)}
    return [
        replace(each, weight=each.weight * _SAME_DONE)
        if each.age in ages and not each.in_answer
        else each
        for each in known
    ]


def _verbs(text: str) -> set[str]:
    return {root(word.lower) for word in words(text) if word.lower in VERBS}


def _acts(text: str) -> bool:
    clause = parse(text)
    rest = clause.rest.lower().split() if clause else []
    return rest[:1] == ["it"] and any(word in _ACTS for word in rest[1:4])


def _named(
    pointing: Pointing, known: Sequence[Mention], exchanges: Sequence[Exchange]
) -> Phrase | None:
    if pointing.certain:
        return (
            with_noun(known, pointing.noun)
            or by_category(exchanges, pointing.noun)
            or of_sort(known, pointing.noun)
        )
    phrase = with_noun([each for each in known if each.age == 0], pointing.noun)
    if phrase is None or phrase.plural != pointing.plural:
        return None
    return phrase if phrase.determiner or phrase.name or phrase.plural else None


def _definite(phrase: Phrase) -> str:
    """Return a phrase with what follows it, as one speaks of it a second time."""
    if phrase.determiner in _COUNTED:
        return "the " + phrase.full[len(phrase.determiner) :].lstrip()
    # "The" in the middle of a question; a title keeps its own capital within quotation marks.
    return "the" + phrase.full[3:] if phrase.full.startswith("The ") else phrase.full


def _in_place(text: str, pointing: Pointing, meant: str) -> str:
    if pointing.owning:
        return meant + ("'" if meant.endswith("s") and " " in meant else "'s")
    if pointing.pointer is Pointer.PLACE:
        before = text[: pointing.start].lower().split()[-1:]
        return meant if before and before[0] in PREPOSITIONS else f"in {meant}"
    return meant

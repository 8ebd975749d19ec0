"""The noun phrases of a text, found by closed word classes and capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from qa.followup.places import is_place
from qa.followup.runs import is_acronym, runs
from qa.followup.verbs import VERBS, is_plain_verb
from qa.followup.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    SEASONS,
    Word,
    is_plural,
    is_year,
    listed,
    words,
)

BODIES = listed(
    "abbey academy act agency agreement army article association authority bank board bureau"
    " cabinet centre center college commission committee company conference congress convention"
    " corporation council court customs department directorate division forum foundation fund"
    " government group headquarters institute institution law league ltd ministry network office"
    " organisation organization parliament party plan police program programme project protocol"
    " school senate service society state states strategy treaty tribunal union university"
    " campaign street river sea lake island islands city awards award album tour war"
)


_OFFICES = listed(
    "ambassador author boss chair chairman chairperson chief commissioner director doctor dr"
    " general governor head leader mayor minister mr mrs ms officer president prince prof"
    " professor queen king secretary singer spokesman spokesperson writer"
)


_NAMES_MOST_WORDS = 4  # of a person
# Texts; every turn of a conversation looks at all before it. Where each is as long as a question
# may be and full of names they take 20 MB: so much a process grows at first, and no further.
_KEPT = 256
_LONGEST = 14  # words of a phrase with what follows it
_TIMES = listed("time hour day week month year decade century")
_FOLLOWING = listed("of on for against between with in to about under")


class Kind(Enum):
    """What a phrase names, as far as its form tells."""

    PERSON = auto()
    PLACE = auto()
    TIME = auto()
    THING = auto()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, `source[start:end]` in the code points of the text it was found in.

    `text` is that slice without a possessive ending, `full` the same with the prepositional
    phrases that follow it. `determiner` and `lead` (the preposition before it) are in lower case
    and empty where there are none, and so is `head`, the last noun. `name` tells whether it is
    written with capitals, `owns` whether a possession of its own follows, `acts` whether that or a
    verb does.
    """

    text: str
    full: str
    start: int
    end: int
    determiner: str
    lead: str
    head: str
    name: bool
    plural: bool
    acts: bool
    owns: bool
    kind: Kind

    @property
    def bare(self) -> str:
        """The text without its determiner."""
        return self.text[len(self.determiner) :].lstrip() if self.determiner else self.text


@lru_cache(maxsize=_KEPT)
def phrases(text: str) -> tuple[Phrase, ...]:
    """Return the noun phrases of a text in order of start, then shorter ones first.

    Names joined by "and" are given one by one and together; the owner in "Norway's fleet" is given
    as well as the whole. Pronouns are no phrases.
    """
    found = words(text)
    spans = runs(found)
    made = [_phrase(text, found, first, last) for first, last in spans]
    made = _with_followers(text, made)
    made += _owners(text, found, spans) + _pairs(text, made)
    return tuple(sorted(made, key=lambda phrase: (phrase.start, phrase.end)))


def _phrase(text: str, found: Sequence[Word], first: int, last: int) -> Phrase:
    inside = found[first : last + 1]
    determiner = inside[0].lower if inside[0].lower in DETERMINERS and len(inside) > 1 else ""
    own = inside[1:] if determiner else inside
    shown = text[inside[0].start : inside[-1].end]
    if inside[-1].possessive:
        shown = shown[:-2]
    name = any(word.capital and not word.opens for word in own) or _opens_as_name(found, own, last)
    before = found[first - 1].lower if first > 0 and not found[first].after_mark else ""
    return Phrase(
        text=shown,
        full=shown,
        start=inside[0].start,
        end=inside[0].start + len(shown),
        determiner=determiner,
        lead=before if before in PREPOSITIONS else "",
        head=own[-1].lower,
        name=name,
        plural=_plural(own, name),
        acts=inside[-1].possessive or _acts(found, last),
        owns=inside[-1].possessive,
        kind=_kind(shown, own, name),
    )


def _acts(found: Sequence[Word], last: int) -> bool:
    after = found[last + 1] if last + 1 < len(found) else None
    if after is None or after.after_mark:
        return False
    return _is_verb(after) or (after.lower.endswith(("ed", "ly")) and not after.capital)


def _opens_as_name(found: Sequence[Word], own: Sequence[Word], last: int) -> bool:
    """Tell whether the capital that opens a sentence is one of a name ("Olsen signed")."""
    if not own[0].capital or is_plural(own[-1].lower):
        return False
    if len(own) > 1 and not own[-1].capital:
        return False
    after = found[last + 1] if last + 1 < len(found) else None
    return (
        is_acronym(own[0])
        or after is None
        or own[-1].possessive
        or (after.after_mark or _is_verb(after) or after.lower in ADVERBS or after.capital)
    )


def _is_verb(word: Word) -> bool:
    return word.lower in AUXILIARIES | VERBS or is_plain_verb(word.lower)


def _plural(own: Sequence[Word], name: bool) -> bool:
    last = own[-1]
    if name and last.capital:
        return len(own) > 1 and last.lower.endswith("s") and not last.lower.endswith(("ss", "us"))
    return is_plural(last.lower)


def _kind(shown: str, own: Sequence[Word], name: bool) -> Kind:
    lowered = [word.lower for word in own]
    if all(is_year(word) or word in MONTHS | SEASONS or word.isdecimal() for word in lowered):
        return (
            Kind.TIME
            if not all(word.isdecimal() and len(word) < 4 for word in lowered)
            else (Kind.THING)
        )
    if lowered[-1] in _TIMES:
        return Kind.TIME
    if is_place(shown):
        return Kind.PLACE
    if lowered[-1] in _OFFICES:
        return Kind.PERSON
    if not name or (own[0].start != own[-1].start and not own[-1].capital):
        return Kind.THING
    is_person = (
        2 <= len(own) <= _NAMES_MOST_WORDS
        and all(word.text[:1].isupper() and not word.text[1:2].isupper() for word in own)
        and not any(word in BODIES or is_place(word) for word in lowered)
        and "the" not in shown.lower().split()
    )
    return Kind.PERSON if is_person else Kind.THING


def _with_followers(text: str, cores: Sequence[Phrase]) -> list[Phrase]:
    made: list[Phrase] = []
    reach = 0  # the end of the phrase after this one, with what follows it and its twin by "and"
    for core in reversed(cores):
        full = end = core.end
        if made:
            link = text[core.end : made[-1].start].strip().lower()
            if _may_follow(core, link, made[-1]):
                if len(text[core.start : reach].split()) <= _LONGEST:
                    full = end = reach
            elif link == "and" and core.name and made[-1].name:
                end = reach
        reach = end
        made.append(replace(core, full=text[core.start : full]))
    return made[::-1]


def _may_follow(core: Phrase, link: str, following: Phrase) -> bool:
    if link == "of":
        return True
    timed = following.kind is Kind.TIME or is_year(following.head)
    return link in _FOLLOWING and core.kind is Kind.THING and not timed


def _owners(text: str, found: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[Phrase]:
    return [
        _phrase(text, found, first, at)
        for first, last in spans
        for at in range(first, last)
        if found[at].possessive and (at > first or found[first].lower not in DETERMINERS)
    ]


def _pairs(text: str, cores: Sequence[Phrase]) -> list[Phrase]:
    made: list[Phrase] = []
    for one, other in pairwise(cores):
        link = text[one.end : other.start].strip()
        if link == "and" and one.name == other.name and one.kind is not Kind.TIME:
            both = text[one.start : other.end]
            made.append(
                replace(
                    one,
                    text=both,
                    full=text[one.start : other.start] + other.full,
                    end=other.end,
                    head=other.head,
                    plural=True,
                    acts=other.acts,
                    owns=other.owns,
                    kind=Kind.PLACE if is_place(both) else Kind.THING,
                )
            )
    return made

"""Whether two places speak of the same thing, so that their values can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.span import Span
from qa.analysis.asked import CALENDAR, FUNCTION, Asked
from qa.analysis.figures import NUMBER_WORDS, numbers, years_covered
from qa.analysis.forms import Form
from qa.analysis.scene import Scene
from qa.analysis.stems import stem, stems, words
from qa.candidates import shown
from qa.evidence import Evidence
from qa.followup.places import is_place

_LIKE = 0.5  # the share of the shorter text's words that the other has
_SAME_WORDING = 0.8  # the share of the longer text's words from which on it is a new edition
_LONGEST = 2000  # characters of a text that says one thing
_PREFIX = 4  # letters that two stems of one word share: "seiz" and "seizur"
_ORDINAL = re.compile(r"\b(?:(\d+)(?:st|nd|rd|th)|([a-z]+(?:st|nd|rd|th)))\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:(?P<name>[A-Z]\w*)|no|number|phase|round|stage|level|class|category|type|group|grade|step|"
    r"article|section|chapter|table|figure|annex|part|paragraph|version|zone|line|route|item|rule)"
    r"\.? (?P<number>\d+(?:\.\d+)*|[IVX]+|[A-Z])\b"
)
_ORDINAL_WORDS = {
    word: NUMBER_WORDS[word] for word in NUMBER_WORDS if re.search("(?:st|d|th)$", word)
}


def _stemmed(listed: str) -> frozenset[str]:
    return frozenset(map(stem, listed.split()))


# What tells an intention from a result, a change from a level, one measure from another.
_INTENDED = _stemmed(
    "target goal aim plan will would expect forecast projection should pledge commit intend "
    "promise proposal objective shall anticipate"
)
_CHANGED = _stemmed(
    "increase decrease rise rose fall fell grow grew growth decline drop reduce reduction gain up "
    "down double triple change difference"
)
_MEASURED = _stemmed(
    "average mean median maximum minimum highest lowest record peak least capacity not no never "
    "without except excluding only first-time male female men women foreign domestic import export"
)
# Headings that tell no subject.
_GENERAL = _stemmed(
    "summary executive overview introduction conclusion background foreword preface highlight key "
    "abstract result finding figure fact annex appendix chapter section part detail general note "
    "report message outlook statistics data"
)
# What can happen to a thing on different days.
_HAPPENED = _stemmed(
    "sign signature ratify ratification adopt adoption amend amendment revise revision enter "
    "force publish publication open opening close closure found establish establishment begin "
    "start end expire launch announce approve approval abolish renew extend terminate propose "
    "draft accede submit complete completion create introduce dissolve elect appoint agree "
    "decide decision conclude born die release premiere hold"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a place says beside its value; `around` is its heading path, title and lead-in."""

    stems: frozenset[str]
    content: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    ranks: frozenset[str]  # ordinals, and numbers as part of a name: "Phase 2"
    years: frozenset[str]
    months: frozenset[str]
    around: frozenset[str]
    heading: frozenset[str]
    years_around: frozenset[str]
    numbers_around: frozenset[str]


def same_subject(
    asked: Asked, one: Evidence, value: Span, other: Evidence, other_value: Span
) -> bool:
    """Tell whether two places say of the same thing what is asked, each with a value of its own.

    `value` and `other_value` are where the values stand in the candidates' texts. Such places are
    in different sections and have the same words of the question, heading and title included.
    Neither has an ordinal, for a figure also no name, year or month, that the other lacks; for a
    date not each a name or an event of its own. Both or neither speak of an intention, of a change,
    or of an extreme. Half of the words of one are among those of the other; most are where both
    have further numbers of their own. Headings and titles do not name different countries or
    cities, nor do headings in one document have each a subject of its own ("Exports", "Imports").
    Texts of more than 2,000 characters say more than one thing.
    """
    longest = max(len(one.candidate.text), len(other.candidate.text))
    if longest > _LONGEST or not _elsewhere(one, other):
        return False
    first, second = _place(one, value), _place(other, other_value)
    question = frozenset(map(stem, asked.terms))
    both = (first, second), (second, first)
    if any(_lacks(question, a, b) for a, b in both):
        return False
    if any(a.ranks - b.ranks - b.numbers_around for a, b in both):
        return False
    in_one = _document(one) == _document(other)
    if in_one and all(a.heading - b.heading - b.stems - question for a, b in both):
        return False
    own_names = [a.names - b.names - b.around - question for a, b in both]
    own_numbers = [a.numbers - b.numbers - b.numbers_around for a, b in both]
    kinds = _INTENDED, _CHANGED, _MEASURED
    if any(bool(first.stems & kind) != bool(second.stems & kind) for kind in kinds):
        return False
    if asked.form is Form.DATE:
        own_events = [(a.stems - b.stems) & _HAPPENED for a, b in both]
        if all(own_names) or all(own_events):
            return False
    elif any(own_names) or first.months != second.months or not _same_years(first, second):
        return False
    fewest, most = sorted((len(first.content), len(second.content)))
    shared = _shared(first.content, second.content)
    if all(own_numbers) and shared < _SAME_WORDING * most:
        return False
    if not shared or shared < _LIKE * fewest:
        return False
    # Last, as the names of places take long to load.
    located = [frozenset(filter(is_place, words(_around(each)))) for each in (one, other)]
    return not all(located) or bool(located[0] & located[1])


def terms_held(asked: Asked, evidence: Evidence) -> frozenset[str]:
    """Return the stems of the question's words that a place holds, heading and title included."""
    found = f"{evidence.candidate.text} {_around(evidence)}"
    held = frozenset(stems(found))
    return frozenset(term for term in map(stem, asked.terms) if _has(held, term))


def _elsewhere(one: Evidence, other: Evidence) -> bool:
    sections = one.candidate.block.section, other.candidate.block.section
    return _document(one) != _document(other) or sections[0] != sections[1]


def _document(evidence: Evidence) -> str:
    return evidence.candidate.document.document.id


def _place(evidence: Evidence, value: Span) -> _Place:
    candidate = evidence.candidate
    text = f"{candidate.text[: value.start]} ; {candidate.text[value.end :]}"
    heading = " ".join(evidence.chunk.section_path[-1:])
    around = _around(evidence)
    found = words(text)
    scene = Scene.of(text, 0, len(text))
    lower = [word.lower() for word in found]
    return _Place(
        stems=frozenset(stems(text)),
        content=frozenset(
            stem(word)
            for word in lower
            if word not in FUNCTION and word not in CALENDAR and not word[0].isdigit()
        ),
        names=frozenset(
            root
            for name in scene.names()
            if not name.weak and name.word.lower() not in CALENDAR | FUNCTION
            for root in stems(name.word)
        ),
        numbers=frozenset(numbers(text)),
        ranks=frozenset(_ranks(text)),
        years=years_covered(text),
        months=frozenset(word for word in lower if word in CALENDAR),
        around=frozenset(stems(around)),
        heading=frozenset(
            stem(word) for word in words(heading.lower()) if word not in FUNCTION and word.isalpha()
        ).union(_ranks(heading))
        - _GENERAL,
        years_around=years_covered(around),
        numbers_around=frozenset((*numbers(around), *_ranks(around))),
    )


def _around(evidence: Evidence) -> str:
    """Return the title, the heading path and the lead-in of a place."""
    structured = evidence.candidate.document
    lead = shown(structured, evidence.candidate.context)
    return " ; ".join((structured.document.metadata.title, *evidence.chunk.section_path, lead))


def _ranks(text: str) -> Iterable[str]:
    for match in _LABEL.finditer(text):
        if (match["name"] or "").lower() not in FUNCTION | CALENDAR:
            yield match["number"]
    for digits, word in _ORDINAL.findall(text):
        known = digits or _ORDINAL_WORDS.get(word.lower(), "")
        if known or word.lower().endswith(("teenth", "tieth")):
            yield known or word.lower()


def _lacks(question: frozenset[str], one: _Place, other: _Place) -> bool:
    """Tell whether a word of the question stands at one place and not at the other."""
    here, there = one.stems | one.around, other.stems | other.around
    return any(_has(here, term) and not _has(there, term) for term in question)


def _has(held: frozenset[str], term: str) -> bool:
    return term in held or any(_related(term, each) for each in held)


def _related(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= _PREFIX and one[:shorter] == other[:shorter]


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    fewer, more = sorted((one, other), key=len)
    return sum(_has(more, each) for each in fewer)


def _same_years(one: _Place, other: _Place) -> bool:
    """Tell whether two places speak of the same years.

    A place that names none speaks of those of its headings and title, which may be none either.
    """
    if one.years and other.years:
        return one.years == other.years
    if one.years or other.years:
        named, around = (
            (one.years, other.years_around) if one.years else (other.years, one.years_around)
        )
        return named <= around
    here, there = one.years_around, other.years_around
    return not (here and there) or bool(here & there)

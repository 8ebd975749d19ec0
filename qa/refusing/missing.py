"""The part of a question that the documents do not cover, in the question's own words."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.analysis.asked import Asked
from qa.analysis.figures import number_words, numbers
from qa.analysis.forms import Form
from qa.analysis.nouns import AUXILIARIES, PREPOSITIONS, is_verb
from qa.analysis.question_words import asking
from qa.analysis.stems import words
from qa.answer import Gap
from qa.followup.verbs import VERBS
from qa.refusing.coverage import Lacking, Uncovered

_MOST = 3  # parts that are named
_MOST_LACKING = 0.5  # share of the words: with more, a passage does not speak of the same
_BARE = frozenset({"what", "which", "whose"})
# Words by which one asks, of which no document need speak.
_IDLE = frozenset(
    "kind kinds sort sorts type types way ways thing things example examples information details "
    "detail answer question document documents text texts overview summary meaning currently today "
    "nowadays something anything someone everything exact exactly know want need like".split()
)
_WORD = re.compile(r"[^\W_]+(?:[.,][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Missing:
    """What a refusal names as missing, "" for nothing, and why."""

    text: str = ""
    gap: Gap = Gap.NONE


def missing(question: str, asked: Asked, near: Sequence[Uncovered]) -> Missing:
    """Return what of `question` is not covered, seen from the nearest passages, best first.

    What none of the documents holds comes first: words of names, years, numbers and words other
    than verbs. Then names, years and numbers that none of the nearest passages holds. Where one of
    these holds them all with half of the other words, the words that ask are missing: "How many
    dogs". At most three parts are named, in the order of the question; nothing for no passages.
    """
    if not near:
        return Missing()
    nowhere = _phrases(question, _nowhere(near, asked.noun))
    if nowhere:
        return Missing(nowhere, Gap.NOWHERE)
    everywhere = [part for part in _named(near[0].passage) if _lacks(near, part)]
    apart = _phrases(question, everywhere)
    if apart:
        return Missing(apart, Gap.APART)
    phrase = asking_phrase(question, asked)
    return Missing(phrase, Gap.UNSAID) if phrase and _speaks_of_it(asked, near) else Missing()


def asking_phrase(question: str, asked: Asked) -> str:
    """Return the words by which a question asks, with the noun asked for: "In which city".

    "Who", "when", "where", "why" and "how" may stand alone; of "what is the budget" only the noun
    and its words are taken. Empty for a bare "what" and where no question word is found.
    """
    found = asking(question)
    if found.at is None:
        return ""
    at, said = found.at, found.words
    first = at - 1 if at and said[at - 1] in PREPOSITIONS else at
    if asked.noun in said[at + 1 :]:
        noun = said.index(asked.noun, at + 1)
        verbs = [place for place in range(at + 1, noun) if said[place] in AUXILIARIES]
        return " ".join(found.written[verbs[-1] + 1 if verbs else first : noun + 1])
    if said[at] in _BARE:
        return ""
    is_measured = said[at] == "how" and asked.form in {Form.NUMBER, Form.DATE}
    return " ".join(found.written[first : at + 1 + is_measured])


def _nowhere(near: Sequence[Uncovered], noun: str) -> list[str]:
    """Return what is in none of the documents, and in no near passage in another form.

    Of the words that may be verbs only the noun asked for counts.
    """
    first = near[0]
    terms = [word for word in first.collection.words if word == noun or not _is_idle(word)]
    parts = [*first.collection.years, *first.collection.numbers, *terms]
    held = [name for name in first.collection.names if not _lacks(near, name)]
    unknown = [word for word in first.unknown if not any(word in name for name in held)]
    return [*unknown, *(part for part in parts if _lacks(near, part))]


def _is_idle(word: str) -> bool:
    return word in _IDLE or word in VERBS or is_verb(word) or word.endswith("ly")


def _named(lacking: Lacking) -> tuple[str, ...]:
    return (*lacking.names, *lacking.years, *lacking.numbers)


def _lacks(near: Sequence[Uncovered], part: str) -> bool:
    return all(part in (*_named(each.passage), *each.passage.words) for each in near)


def _speaks_of_it(asked: Asked, near: Sequence[Uncovered]) -> bool:
    """Tell whether a near passage holds all names and figures and half of the words or more."""
    return any(
        not _named(each.passage)
        and len(each.passage.words) <= _MOST_LACKING * max(len(asked.terms), 1)
        for each in near
    )


def _phrases(question: str, parts: Iterable[str]) -> str:
    """Return the parts as the question has them, those side by side as one, commas between."""
    stretches: list[tuple[int, int]] = []
    for start, end in sorted({place for part in parts for place in _places(question, part)}):
        if stretches and not question[stretches[-1][1] : start].strip(" -"):
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    found = dict.fromkeys(question[start:end] for start, end in stretches)
    return ", ".join(list(found)[:_MOST])


def _places(question: str, part: str) -> Iterator[tuple[int, int]]:
    """Yield where a part first stands in the question: its words in a row, or a number in words."""
    spelt = r"\W+".join(map(re.escape, words(part)))
    found = re.search(rf"(?<![^\W_]){spelt}(?![^\W_])", question, re.IGNORECASE)
    if found is not None:
        yield found.span()
        return
    for match in _WORD.finditer(question) if part[0].isdigit() else ():
        if part in (*numbers(match.group()), *number_words(match.group())):
            yield match.span()
            return

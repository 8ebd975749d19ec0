"""Whether a passage speaks of what is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.analysis.asked import Asked
from qa.analysis.figures import number_words, numbers, years, years_covered
from qa.analysis.stems import stem, stems, words

_LINKS = frozenset({"of", "the", "and", "for", "on", "in", "to"})
_SHORTEST_INITIALS = 2


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares, 0 to 1, of a question's years, numbers, names and terms that a text supports.

    1 where the question has none: nothing is left without support.
    """

    years: float
    numbers: float
    names: float
    terms: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a passage supports a question.

    `text` tells what the passage supports by itself, `around` what it supports together with its
    surroundings. `other_year`: the question names years and the passage does, and it covers none
    of the question's.
    """

    text: Shares
    around: Shares
    other_year: bool


def agreement(
    asked: Asked, text: str, around: str, weight: Callable[[str], float] | None = None
) -> Agreement:
    """Compare a question with a passage, `text`, and its surroundings, `around`.

    A year is supported by a text that names it or a range or decade that covers it; a number in
    digits or in words up to twelve; a name if all its words are there, in any order, or, for one
    in capitals, if it is made of the initials of capitalised words; words compare by stem.
    `weight` tells what a term counts for in the share of the terms, at least 0, 1 by default.
    Terms that weigh nothing together have a share of 1.
    """
    alone = Evidence.of(text)
    together = alone.joined(Evidence.of(around))
    covered = alone.years.intersection(asked.years)
    return Agreement(
        _shares(asked, alone, weight),
        _shares(asked, together, weight),
        bool(asked.years and years(text) and not covered),
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text gives for comparison: years it covers, numbers, stems, initials."""

    years: frozenset[str]
    numbers: frozenset[str]
    stems: frozenset[str]
    initials: tuple[str, ...]  # of each run of capitalised words

    @staticmethod
    def of(text: str) -> Evidence:
        """Return what a text gives."""
        return _evidence(text)

    def joined(self, other: Evidence) -> Evidence:
        """Return what two texts give together."""
        return Evidence(
            self.years | other.years,
            self.numbers | other.numbers,
            self.stems | other.stems,
            self.initials + other.initials,
        )

    def supports_name(self, name: str) -> bool:
        """Tell whether all words of a name are there, or, for one in capitals, its initials."""
        if all(stem(word) in self.stems for word in words(name)):
            return True
        is_short = len(name) >= _SHORTEST_INITIALS and name.isalpha() and name.isupper()
        return is_short and any(name in run for run in self.initials)


@lru_cache(maxsize=512)
def _evidence(text: str) -> Evidence:
    return Evidence(
        years_covered(text),
        frozenset(numbers(text)).union(number_words(text)),
        frozenset(stems(text)),
        tuple(_initials(text)),
    )


def _initials(text: str) -> list[str]:
    """Return the initials of the runs of capitalised words of `text`, small links left out."""
    runs = [""]
    for word in words(text):
        if word[0].isupper():
            runs[-1] += word[0]
        elif word not in _LINKS:
            runs.append("")
    return [run for run in runs if len(run) >= _SHORTEST_INITIALS]


def _shares(asked: Asked, evidence: Evidence, weight: Callable[[str], float] | None) -> Shares:
    named = [name for name in asked.names if evidence.supports_name(name)]
    return Shares(
        _share(asked.years, evidence.years),
        _share(asked.numbers, evidence.numbers),
        len(named) / len(asked.names) if asked.names else 1.0,
        _weighted(asked.terms, evidence.stems, weight),
    )


def _share(wanted: Sequence[str], found: Collection[str]) -> float:
    return sum(item in found for item in wanted) / len(wanted) if wanted else 1.0


def _weighted(
    terms: Sequence[str], found: Collection[str], weight: Callable[[str], float] | None
) -> float:
    weights = [1.0 if weight is None else weight(term) for term in terms]
    total = sum(weights)
    if total == 0.0:
        return 1.0
    return sum(w for term, w in zip(terms, weights, strict=True) if stem(term) in found) / total

"""The quantities of a stretch of text: numbers with what they count or measure."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.analysis.figures import NUMBER_WORDS, years
from qa.analysis.scene import Scene

_TOKEN = re.compile(
    r"[$€£¥]|%|(?<![^\W_])\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[.;:|\n]"
)
_CURRENCY = frozenset("$ € £ ¥".split())
_STOPS = frozenset(". ; : | \n".split(" "))
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")
_ORDINALS = frozenset(word for word in NUMBER_WORDS if word.endswith("th")) | frozenset(
    {"first", "second", "third"}
)
_CARDINALS = frozenset(NUMBER_WORDS) - _ORDINALS - {"one"} | frozenset(
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion "
    "billions trillion dozen dozens half quarter twice thrice double doubled triple tripled "
    "halved tens".split()
)
_FRACTIONS = frozenset("half third thirds quarter quarters percent fifth fifths tenth".split())
_PERCENT = frozenset({"%", "percent", "pct"})
_UNITS = frozenset(
    "time times year years month months week weeks day days hour hours ft minute minutes second "
    "seconds km kilometre kilometres kilometer kilometers metre metres meter meters mile miles "
    "foot feet kg kilogram kilograms gram grams ton tons tonne tonnes litre litres hectare "
    "hectares acre acres person persons people case cases dollar dollars yen euro euros pound "
    "pounds fold degrees usd jpy eur".split()
)
_MONEY = frozenset("dollar dollars yen euro euros pound pounds usd jpy eur".split())
_REACH = 5  # words after a number


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a stretch.

    `is_count` is false for a year or an ordinal, which count nothing. `following` are the words
    after it in its clause, lower case, at most five, those behind the stretch included.
    """

    is_count: bool
    is_percentage: bool
    is_money: bool
    has_unit: bool
    following: tuple[str, ...]


def quantities(scene: Scene) -> Iterator[Quantity]:
    """Yield the numbers of a stretch, in digits and in words, in text order; "one" is none."""
    edge = len(scene.inside)
    found = list(_TOKEN.finditer(scene.inside + scene.after[:80]))
    tokens = [match.group().lower() for match in found]
    for at, token in enumerate(tokens):
        if found[at].start() >= edge:
            return
        if not (token[0].isdigit() or token in _CARDINALS or token in _ORDINALS):
            continue
        before = tokens[at - 1] if at else scene.before[-1:]
        following = _following(tokens, at)
        yield _quantity(token, before, following)


def _following(tokens: Sequence[str], at: int) -> tuple[str, ...]:
    words: list[str] = []
    for token in tokens[at + 1 : at + 1 + _REACH]:
        if token in _STOPS:
            break
        words.append(token)
    return tuple(words)


def _quantity(token: str, before: str, following: tuple[str, ...]) -> Quantity:
    is_money = before in _CURRENCY or not _MONEY.isdisjoint(following[:3])
    next_word = following[0] if following else ""
    is_ordinal = token in _ORDINALS or _ORDINAL.search(token) is not None
    is_fraction = token in _FRACTIONS and next_word in {"of", "the"}
    is_percentage = is_fraction or next_word in _PERCENT or following[:2] == ("per", "cent")
    has_unit = is_money or is_percentage or not _UNITS.isdisjoint(following[:2])
    is_year = bool(years(token)) and not has_unit
    return Quantity(
        is_fraction or not (is_ordinal or is_year), is_percentage, is_money, has_unit, following
    )

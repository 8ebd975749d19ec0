"""Figures: what a number with its unit stands for."""

from __future__ import annotations

import math
import re

from corpus.span import Span
from qa.analysis.figures import years
from qa.analysis.nouns import head
from qa.analysis.scene import Scene
from qa.analysis.stems import stem, words
from qa.conflict.values import MONEY, PERCENT, Value

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
_UNITS += "fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORTH = {word: number for number, word in enumerate(_UNITS.split())}
_WORTH |= {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALES |= {"mn": 1e6, "bn": 1e9}
_WORD = f"(?:{'|'.join((*_WORTH, 'hundred', 'thousand', 'million', 'billion', 'trillion'))})"
_SCALE = f"(?:{'|'.join(_SCALES)})"
_FIGURE = re.compile(
    r"(?:(?P<currency>[$€£¥]) ?)?"
    rf"(?:(?<![\w.,])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!,?\d)"
    rf"(?:[ -]?(?P<scale>{_SCALE})\b|(?![^\W_]))"
    rf"|\b(?P<words>{_WORD}(?:(?: and | |-){_WORD}){{0,8}})\b)"
    r"(?P<percent> ?(?:%|per ?cent\b|pct\b))?",
    re.IGNORECASE,
)
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_CURRENCIES |= {"usd": "dollar", "eur": "euro", "gbp": "pound", "jpy": "yen"}
_LOOSE = re.compile(
    r"\b(?:about|around|approximately|approx\.?|roughly|some|nearly|almost|circa|ca\.?|estimated|"
    r"close to|virtually)(?: (?:a|an|the))? ?$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:(?:more|greater|higher|no (?:fewer|less)) than|at least|over|above|exceed(?:s|ed|ing)?|"
    r"in excess of|a minimum of|upwards? of)(?: (?:a|an|the))? ?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:(?:less|fewer|lower|no more) than|at most|under|below|up to|as (?:many|much) as|"
    r"a maximum of)(?: (?:a|an|the))? ?$",
    re.IGNORECASE,
)
_PART_OF_MORE = re.compile(
    r"\b(?:another|additional|further|extra|other|remaining)(?: of)? ?$"
    r"|(?:\d|\bone|\btwo|\bthree|\bfour|\bfive) ?(?:-|–|—|to|or|of|/|\+) ?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r" ?(?:(?:-|–|—|to|or|/|and) ?(?:[$€£¥] ?)?\d|(?:of|in|out of) (?:\d|every\b)"
    r"|-(?:first|second|third|[a-z]+th)\b|and a (?:half|quarter)\b"
    r"|-?(?:hal(?:f|ves)|thirds?|quarters?|fifths?|tenths?)\b)"
)
_RATE = re.compile(
    r"\b(?:(?:per|each|every) (?P<each>[a-z]+)|an? (?P<one>year|month|week|day|hour|head|person)"
    r"|(?P<adverb>annual|year|month|week|dai|hour)ly)\b"
)
_PERIODS = {"annual": "year", "dai": "day"} | {
    each: each for each in ("year", "month", "week", "hour")
}
_BETWEEN = re.compile(r" ?(?:-|–|—|to|and) ?")
_FOLLOWING = 5  # words that may name what is counted
_RATE_REACH = 40  # characters
_LONGEST = 200  # characters of an answer that is one figure
_BEFORE = 30  # characters
_LOOSELY = 0.05  # what "about" leaves open, as a share
_VERY_LOOSELY = 0.1  # what it leaves open at most of a round number
_ROUNDLY = 0.01  # what a round number leaves open at most, as a share


def figure(text: str, start: int, end: int, known: frozenset[str]) -> Value | None:
    """Return the one figure that text[start:end] holds, read with what stands around it.

    A range is one figure, and so is one whose equivalent follows in brackets. None is read of a
    year, an ordinal, a fraction, one of several figures, or a part of more ("another 20", "20 of
    30"). A bare figure stands for what rounds to it: to half of its last digit, or to 1 % of a
    round number; after "about" for 5 % around it, up to 10 % if it is round; after "over" for all
    that is larger. Stems in `known` are left out of a unit of several words. Raises ValueError
    unless 0 <= start <= end <= len(text).
    """
    if end - start > _LONGEST:
        return None
    scene = Scene.of(text, start, end)
    around = scene.before + scene.inside + scene.after
    first, last = len(scene.before), len(scene.before) + len(scene.inside)
    found = [m for m in _FIGURE.finditer(around) if m.start() < last and m.end() > first]
    found = _without_brackets(around, [match for match in found if not _is_year(match)])
    if not found or len(found) > 2:
        return None
    one, two = found[0], found[-1]
    if len(found) == 2 and not _BETWEEN.fullmatch(around, one.end(), two.start()):
        return None
    before, after = around[max(0, one.start() - _BEFORE) : one.start()], around[two.end() :]
    if _PART_OF_MORE.search(before) or _GOES_ON.match(after):
        return None
    (low, _, _), (high, exact, place) = _value(one), _value(two)
    if two["scale"] and not one["scale"]:
        low *= _SCALES[two["scale"].lower()]
    if low > high:
        return None
    reach = max(exact, min(place / 2, _ROUNDLY * high))
    before = before.removesuffix("US")
    if _LOOSE.search(before):
        reach = max(exact, _LOOSELY * high, min(place / 2, _VERY_LOOSELY * high))
    elif _AT_LEAST.search(before):
        high = math.inf
    elif _AT_MOST.search(before):
        low = -math.inf
    offset = start - first
    span = Span(one.start() + offset, two.end() + offset)
    return Value(span, low, high, reach, _unit(one, two, after, known), _manner(before, after))


def _without_brackets(around: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return figures up to the first that a bracket parts from the one before it."""
    for at in range(1, len(found)):
        if "(" in around[found[at - 1].end() : found[at].start()]:
            return found[:at]
    return found


def _is_year(match: re.Match[str]) -> bool:
    is_bare = not (match["currency"] or match["percent"] or match["scale"])
    return is_bare and bool(match["digits"]) and bool(years(match["digits"]))


def _value(match: re.Match[str]) -> tuple[float, float, float]:
    """Return a figure's value, half of its last digit, and its place: that of its last non-zero."""
    if match["words"]:
        value = _of_words(match["words"])
        return value, 0.5, _place(value)
    digits = match["digits"].replace(",", "")
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1.0
    decimals = len(digits.partition(".")[2])
    value = float(digits) * scale
    last = scale * 10.0**-decimals
    return value, last / 2, last if decimals or scale > 1 else max(last, _place(value))


def _place(value: float) -> float:
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def _of_words(written: str) -> float:
    total = part = 0.0
    for word in words(written.lower()):
        if word == "and":
            continue
        if word == "hundred":
            part = max(part, 1.0) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1.0) * _SCALES[word], 0.0
        else:
            part += _WORTH[word]
    return total + part


def _unit(one: re.Match[str], two: re.Match[str], after: str, known: frozenset[str]) -> str:
    if one["percent"] or two["percent"]:
        return PERCENT
    symbol = one["currency"] or two["currency"]
    if symbol:
        return _CURRENCIES[symbol]
    clause = re.split(r"[^\w\s'’-]", after, maxsplit=1)[0]
    following = [word.lower() for word in words(clause)[:_FOLLOWING]]
    noun = head(following)
    phrase = [stem(word) for word in following[: following.index(noun) + 1]] if noun else []
    for word in phrase:
        if _CURRENCIES.get(word, word) in MONEY:
            return _CURRENCIES.get(word, word)
    return " ".join([*(word for word in phrase[:-1] if word not in known), *phrase[-1:]])


def _manner(before: str, after: str) -> str:
    rate = _RATE.search(after.lower(), 0, _RATE_REACH)
    each = (rate["each"] or rate["one"] or _PERIODS.get(rate["adverb"], "")) if rate else ""
    change = "by " if before.rstrip().lower().endswith(" by") else ""
    return change + each

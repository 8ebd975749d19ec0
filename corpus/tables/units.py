"""What a figure counts: the unit and multiplier that a header, a caption or a unit cell states."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.span import Span

_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
    "trillion": Decimal(1_000_000_000_000),
}
_NUMERALS = {"one": 1, "ten": 10, "hundred": 100}
_KNOWN = frozenset(
    "% ‰ percent cent percentage points $ us$ usd € eur euro euros £ gbp pounds ¥ jpy yen "
    "dollars dollar cents francs yuan won rupees kg g mg t mt kt ton tons tonne tonnes lb lbs "
    "oz ounces km m cm mm km2 km² m2 m² m3 m³ ha hectare hectares acres mile miles mi ft feet "
    "in inches nm litres liters barrels mw gw kw kwh mwh gwh twh mj gj tj pj °c °f hours hour "
    "minutes min seconds sec s days day weeks months month years year people persons person "
    "cases pieces items units ships vessels aircraft passengers households bn mn tco2 co2e "
    "mtco2e mm² sq km/h mph".split()
)
_MINOR = frozenset("of in per a an the and".split())
_LEAD = re.compile(r"(?:units?\s*(?:of measure(?:ment)?)?\s*[:=：]|in|units?\b)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"100(?:,?000){0,4}(?![.,\d])|10?(?:,?000){1,4}(?![.,\d])|[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+[²³23]?(?:/[^\W\d_]+)?|us\$|[%‰$€£¥]|°[cf]", re.IGNORECASE)
_DIGIT = re.compile(r"(?<!m)\d|\d\d")  # "km2" is a unit
_BRACKETS = re.compile(
    r"(?<!\w)[(\[（]([^()\[\]（）]{1,60})(?:[(\[][^()\[\]]{0,30}[)\]]\s*)?[)\]）]"
)
_LONGEST = 60  # characters
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """What figures count: `name` as printed ("people", "%"), empty where only a scale is stated.

    A figure times `multiplier` counts `name`s. `span` is where the text states it.
    """

    name: str
    multiplier: Decimal
    span: Span


def unit_of(text: str, start: int) -> Unit | None:
    """Return the unit that `text`, which stands at offset `start`, consists of, or None.

    `10,000 people`, `in thousands of yen`, `Unit: million yen`, `(ten thousand)` and `%` are units.
    A word that is not known as a unit is one after `Unit:` or a number alone.
    """
    stripped = text.strip()
    begin = start + text.find(stripped)
    inner = stripped[1:-1] if stripped[:1] in "([（" and stripped[-1:] in ")]）" else stripped
    if not inner.strip() or len(inner) > _LONGEST:
        return None
    lead = _LEAD.match(inner.strip())
    declared = lead is not None and not lead.group().strip().lower().startswith("in")
    rest = inner.strip()[lead.end() if lead else 0 :].strip(" :.")
    multiplier, name = _scaled(rest)
    words = [word.lower() for word in _WORD.findall(name)]
    if not rest or len(words) > _MOST_WORDS or _DIGIT.search(name):
        return None
    known = any(word in _KNOWN for word in words)
    all_known = all(word in _KNOWN or word in _MINOR for word in words)
    counts = multiplier != 1 and (known or len(words) <= 2)
    if not (declared or counts or (words and all_known and known)):
        return None
    if lead and not declared and multiplier == 1 and not known:
        return None
    return Unit(name, multiplier, Span(begin, begin + len(stripped)))


def bracketed_unit(text: str, start: int) -> Unit | None:
    """Return the last unit that `text` states in brackets or at its end ("…, in tonnes"), or None.

    `text` stands at offset `start`.
    """
    for match in reversed(list(_BRACKETS.finditer(text))):
        unit = unit_of(match.group(1), start + match.start(1))
        if unit is not None:
            return unit
    comma = text.rfind(",")
    tail = text[comma + 1 :]
    if comma >= 0 and tail.strip().lower().startswith("in "):
        return unit_of(tail, start + comma + 1)
    return unit_of(text, start) if text.strip() in _KNOWN else None


def printed_unit(words: str, span: Span) -> Unit:
    """Return the unit that the words beside a figure name ("US$ million"), printed at `span`."""
    multiplier, name = _scaled(words)
    return Unit(name, multiplier, span)


def is_unit_word(word: str) -> bool:
    """Tell whether a word or sign is known to name a unit, whatever its case."""
    return word.lower() in _KNOWN


def _scaled(text: str) -> tuple[Decimal, str]:
    """Return the multiplier that the numbers and scales of `text` make, and the rest: the name."""
    multiplier = Decimal(1)
    kept: list[str] = []
    rest = text
    currency = re.match(r"(?:US|A|C|NZ)?[$€£¥]\s*", rest)
    if currency:
        kept.append(currency.group().strip())
        rest = rest[currency.end() :]
    while match := _NUMBER.match(rest):
        word = match.group().lower()
        if word[0].isdecimal():
            multiplier *= Decimal(word.replace(",", ""))
        elif (scale := _SCALES.get(word.removesuffix("s"))) is not None:
            multiplier *= scale
        elif word in _NUMERALS and re.match(r"[ -](?:thousand|million)", rest[match.end() :]):
            multiplier *= _NUMERALS[word]
        else:
            break
        rest = re.sub(r"^[\s-]*(?:of\s+)?", "", rest[match.end() :])
    if rest:
        trailing = re.fullmatch(
            r"(.{1,30}?),?\s+(hundred|thousand|million|billion|trillion)s?", rest
        )
        if trailing:
            multiplier *= _SCALES[trailing.group(2).lower()]
            rest = trailing.group(1)
        thousands = re.fullmatch(r"(.{0,30}?)\s*['’]000s?", rest)
        if thousands:
            multiplier *= 1000
            rest = thousands.group(1)
        kept.append(rest)
    return multiplier, " ".join(part for part in kept if part)

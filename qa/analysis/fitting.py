"""Whether a stretch of text has the type that a question asks for."""

from __future__ import annotations

import re

from qa.analysis.asked import CALENDAR, Asked
from qa.analysis.figures import years_covered
from qa.analysis.forms import Form, form_of
from qa.analysis.nouns import singular
from qa.analysis.quantities import quantities
from qa.analysis.scene import Scene
from qa.analysis.stems import stem, stems, words

CERTAIN = 1.0
LIKELY = 0.75
UNKNOWN = 0.5
WEAK = 0.25
NONE = 0.0

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_MONTH_ALONE = re.compile(rf"\b{_MONTH}")
_DAY = re.compile(
    rf"\b{_MONTH}\.? ?\d{{1,2}}(?!\d)|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|"
    r"\d-\d\d-\d\d\b"
)
_PERIOD = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|spring|summer|autumn|winter|century|decade|"
    r"years?|months?|weeks?|days?|annual|annually|season|morning|noon|evening|night|midnight)\b",
    re.IGNORECASE,
)
_ERA = re.compile(r"\b(?:AD|BCE?|CE) ?\d|\d ?(?:AD|BCE?|CE)\b")
# A figure, an ordinal or a clause of time.
_PERHAPS_DATE = re.compile(
    r"\d|\b(?:first|second|third|[a-z]+th)\b|\b(?:when|after|before|during|until)\b", re.IGNORECASE
)
_PLACING = re.compile(r"\b(?:in|at|to|from|near|off|into|across|around|outside) (?:the )?$")
_EQUATES = re.compile(
    r"\b(?:is|are|was|were|means?|refers? to|stands? for|(?:is|are) defined as|denotes?)\b|"
    r", (?=an? |the |or |i\.e\.)"
)
_EXPLAINS = re.compile(
    r"\b(?:means|refers? to|stands? for|defined as|short for|known as|signif(?:y|ies)|"
    r"symboli[sz]es?|denotes?)\b"
)
_CAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|in order (?:to|that)|as a result of|in response to|so that|"
    r"so as to|owing to|thanks to|for the purposes? of|with a view to|with the aim of|"
    r"aim(?:s|ed|ing)? (?:to|at)|on account of|in view of|in light of|given that|on the grounds? "
    r"that|by reason of|triggered by|caused by|prompted by|inspired by)\b",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"to (?!the\b|an?\b|this\b|these\b|its?\b|their\b|which\b)[a-z]{2,}")
_CONCLUSION = re.compile(
    r"[\s.!?;]*(?:therefore|thus|hence|for (?:this|that|these) reasons?|as a result|consequently|"
    r"accordingly)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:by|through|via|with|using|uses?|utili[sz](?:e|es|ed|ing)|by means of|through means of|"
    r"making use of|based on|on the basis of)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\(([^()]{1,80})\)")
_LEADING = re.compile(r"[\s\"“‘'(\[,;:•–-]*")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d|h\d\d| ?[ap]\.?m\b| o['’]clock)|"
    r"\b(?:noon|midnight|midday|dawn|dusk|morning|afternoon|evening|night)\b",
    re.IGNORECASE,
)
_FINEST = {"day": _DAY, "date": _DAY, "month": _MONTH_ALONE, "weekday": _WEEKDAY, "time": _CLOCK}
# Who asks for these is not served by a date that tells nothing about them.
_OF_THE_DAY = frozenset({"weekday", "time"})
_PERCENTAGES = frozenset({"%", "pct", "share", "percentage", "percent", "proportion", "fraction"})
_SUMS = frozenset(  # a list of words reads best as a text
    "money cost price budget fee salary expenditure expense spending revenue income "  # noqa: SIM905
    "turnover".split()
)
# Nouns that name no unit: any number with a unit will do.
_ANY_NUMBER = frozenset(
    {"", "number", "amount", "figure", "total", "sum", "size", "value", "rate", "ratio", "extent"}
)
# Figures side by side, as in the row of a table: none of them is the one asked for. One that is
# written in groups of three digits is no row, and a number to call may be.
_FIGURE = r"\d++(?:[.,]\d++)*+%?"
_ROW = re.compile(rf"\W*+{_FIGURE}(?:\W++{_FIGURE}){{2,}}+\W*+")
_GROUPED = re.compile(r"\D*+\d{1,3}(?:\s\d{3})++\D*+")
_NUMBER = "number"
_ARTICLES = frozenset({"a", "an", "the"})
_BESIDE = 3  # words
_PLACE_REACH = 20  # characters
_NEAR_SUBJECT = 4  # words


def fit(asked: Asked, text: str, start: int, end: int) -> float:
    """Return how well text[start:end] has the type asked for, seen with what stands around it.

    Five levels: 1 the type is there as asked; .75 in a looser form; .5 nothing is known; .25 a
    weak sign; 0 it is not there, or nothing but white space is.

    - DATE: 1 a year, decade or dated day; .75 a coarser or finer date than the noun asks for
      ("which month"), a month or a period by itself; .25 another figure. A weekday or a time of
      day that is asked for is there or not.
    - NUMBER: 1 a number with the noun asked for up to five words after it, or where no noun is
      asked for, with a unit; .75 another number that is no year; .25 a year or an ordinal; 0 three
      figures or more side by side, but for a number to call. A share wants a percentage (another
      number gives .25), a price a sum of money.
    - WHO, BODY, PLACE: 1 a capitalised name that the question does not hold, for BODY one that
      sounds like a body, for PLACE one after a preposition of place; .75 another such name; .25 a
      sentence's first word or the question's own names alone, a noun for a person or a body, for
      PLACE anything after a preposition of place.
    - DEFINITION: 1 the expansion of an abbreviation of the question, or what a bracket, "is",
      "means", "refers to" or a comma equates with a word of the question; .75 an explaining verb
      without that word; .25 no such sign; 0 nothing but words of the question and articles.
    - REASON: 1 a clause that "because", "due to", "in order to" and the like open; .75 one that
      holds such words or has them up to three words before it, that "to" and a verb open, or that
      a conclusion ("Therefore") follows; .25 no such sign.
    - MANNER: 1 a phrase that "by", "through", "via", "using", "with" open; .75 one that holds such
      a word or has it up to three words before it; .25 none.
    - WHICH: 1 the noun asked for stands in the stretch or within three words of it; .5 otherwise.
    - ACTION, YES_NO, TEXT: .5.

    What is around is read to 200 characters on either side, not across a blank line. Raises
    ValueError unless 0 <= start <= end <= len(text).
    """
    scene = Scene.of(text, start, end)
    if not scene.inside.strip():
        return NONE
    match asked.form:
        case Form.DATE:
            return _date(asked, scene)
        case Form.NUMBER:
            return _number(asked, scene)
        case Form.WHO | Form.BODY | Form.PLACE:
            return _name(asked, scene)
        case Form.DEFINITION:
            return _definition(asked, scene)
        case Form.REASON:
            return _reason(scene)
        case Form.MANNER:
            return _opened_or_held(_MEANS, scene)
        case Form.WHICH:
            return _which(asked, scene)
        case _:
            return UNKNOWN


def _date(asked: Asked, scene: Scene) -> float:
    inside = scene.inside
    has_year = bool(years_covered(inside) or _ERA.search(inside))
    has_day = _DAY.search(inside) is not None
    finest = _FINEST.get(singular(asked.noun))
    as_asked = has_year or (has_day and asked.noun != "year")
    if finest.search(inside) if finest else as_asked:
        return CERTAIN
    if singular(asked.noun) in _OF_THE_DAY:
        return NONE
    if has_year or _MONTH_ALONE.search(inside) or _PERIOD.search(inside):
        return LIKELY
    return WEAK if _PERHAPS_DATE.search(inside) else NONE


def _number(asked: Asked, scene: Scene) -> float:
    found = list(quantities(scene))
    counts = [quantity for quantity in found if quantity.is_count]
    noun = singular(asked.noun)
    if not counts:
        return WEAK if found else NONE
    if noun != _NUMBER and _is_row(scene.inside):
        return NONE
    if noun in _PERCENTAGES:
        return CERTAIN if any(quantity.is_percentage for quantity in counts) else WEAK
    if noun in _SUMS:
        return CERTAIN if any(quantity.is_money for quantity in counts) else LIKELY
    if noun in _ANY_NUMBER:
        return CERTAIN if any(quantity.has_unit for quantity in counts) else LIKELY
    wanted = stem(noun)
    counted = any(wanted in map(stem, quantity.following) for quantity in counts)
    return CERTAIN if counted else LIKELY


def _is_row(text: str) -> bool:
    return _ROW.fullmatch(text) is not None and _GROUPED.fullmatch(text) is None


def _name(asked: Asked, scene: Scene) -> float:
    known = {stem(word) for term in (*asked.terms, *asked.names) for word in words(term)}
    names = [name for name in scene.names() if name.word.lower() not in CALENDAR]
    new = [name for name in names if not name.weak and not known.issuperset(stems(name.word))]
    if not new:
        nouns = {form_of(word.lower()) for word in words(scene.inside)}
        is_placed = asked.form is Form.PLACE and _PLACING.search(scene.left_of(0, _PLACE_REACH))
        return WEAK if names or is_placed or nouns & {Form.WHO, Form.BODY} else NONE
    match asked.form:
        case Form.BODY:
            sure = any(
                name.word.isupper() or form_of(name.word.lower()) is Form.BODY for name in names
            )
        case Form.PLACE:
            sure = any(_PLACING.search(scene.left_of(name.start, _PLACE_REACH)) for name in new)
        case _:
            sure = True
    return CERTAIN if sure else LIKELY


def _definition(asked: Asked, scene: Scene) -> float:
    subject = {stem(term) for term in asked.terms}
    if subject.union(_ARTICLES).issuperset(stems(scene.inside)):
        return NONE
    shorts = [name for name in (*asked.names, *asked.terms) if name.isalpha()]
    if any(_expands(short.upper(), scene) for short in shorts) or _is_bracketed(subject, scene):
        return CERTAIN
    text, edge = scene.before + scene.inside, len(scene.before)
    for equating in _EQUATES.finditer(text):
        into = equating.start() >= edge or not words(text[equating.end() : edge])
        if into and _speaks_of(subject, text[max(0, equating.start() - 80) : equating.start()]):
            return CERTAIN
    return LIKELY if _opened_or_held(_EXPLAINS, scene) > WEAK else WEAK


def _expands(short: str, scene: Scene) -> bool:
    """Tell whether a bracket beside the stretch, or in it, joins `short` with its expansion."""
    return (
        scene.after.lstrip().startswith(f"({short}")
        or scene.before.rstrip().endswith(f"{short} (")
        or f" ({short}" in scene.inside
        or f"{short} (" in scene.inside
    )


def _is_bracketed(subject: set[str], scene: Scene) -> bool:
    """Tell whether the stretch is in a bracket after a word of the question, or before one."""
    if scene.before.rstrip("\"“‘'").endswith("("):
        return _speaks_of(subject, scene.before)
    bracket = _BRACKET.match(scene.after)
    return bracket is not None and _speaks_of(subject, bracket[1])


def _speaks_of(subject: set[str], left: str) -> bool:
    return not subject.isdisjoint(map(stem, words(left)[-_NEAR_SUBJECT:]))


def _reason(scene: Scene) -> float:
    level = _opened_or_held(_CAUSE, scene)
    leading = _LEADING.match(scene.inside)
    opens_to_do = leading and _TO_DO.match(scene.inside, leading.end())
    if level == WEAK and (opens_to_do or _CONCLUSION.match(scene.after)):
        return LIKELY
    return level


def _opened_or_held(cue: re.Pattern[str], scene: Scene) -> float:
    """Return 1 for a cue that opens the stretch or stands before it, .75 for one in or near it."""
    leading = _LEADING.match(scene.inside)
    if leading and cue.match(scene.inside, leading.end()):
        return CERTAIN
    gaps = [len(words(scene.before[found.end() :])) for found in cue.finditer(scene.before)]
    if 0 in gaps:
        return CERTAIN
    is_near = any(gap <= _BESIDE for gap in gaps)
    return LIKELY if is_near or cue.search(scene.inside) else WEAK


def _which(asked: Asked, scene: Scene) -> float:
    beside = (
        *stems(scene.before)[-_BESIDE:],
        *stems(scene.inside),
        *stems(scene.after)[:_BESIDE],
    )
    return CERTAIN if asked.noun and stem(asked.noun) in beside else UNKNOWN

"""Figures as tables print them: digits in groups, signs, brackets, marks that point to notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.tables.units import is_unit_word

_MINUS = "▲△▼−–—-"
_GROUPS = r"\d{1,3}(?:,\d{3})++(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})++(?:[.,]\d+)?"
_FIGURE = re.compile(
    rf"(?P<open>\()?\s?(?P<sign>[+{_MINUS}])?\s?(?P<before>(?:US|A|C|NZ)?[$€£¥])?\s?"
    rf"(?P<digits>{_GROUPS}|\d++(?:\.\d+)?|\.\d+)(?![\d:/])"
    r"(?P<after>(?:\s?[%‰°]|\s(?=[^\W\d_]))[^\d()]{0,40})?(?P<close>\))?"
)
_NOTE_MARKS = re.compile(
    r"\s?(?P<marks>\*{1,3}|[†‡§]{1,2}|\[(?:\d{1,3}|[a-z]|note \w{1,3})\]"
    r"|\((?:Note|note)s?\s?\w{0,3}\)|\^\{[^{}]{1,5}\}|(?<![mM])[¹²³⁰-⁹]{1,2}⁾?)$"
)
_SHORT_NOTE = re.compile(r"(?<=[^\W\d_])\s?(?P<marks>\d{1,2}\))$")
_LONGEST_FIGURE = 80  # characters
_LONGEST_UNIT = 3  # words
_MOST_MARKS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a cell.

    `value` has the sign that the text gives it; `bracketed` tells whether brackets stand around
    it, which mean different things in different tables. `unit` is the word or sign printed beside
    it, empty for none. Per cents stay as printed: `5 %` has the value 5 and the unit `%`.
    """

    value: Decimal
    unit: str = ""
    bracketed: bool = False


def figure_of(text: str) -> Figure | None:
    """Return the figure that `text` consists of, or None where it is something else.

    Understood are `2,370`, `1 234`, `64.4`, `▲3.1`, `(5)`, `US$ 12`, `4.60 m` and `12 %`, with or
    without marks that point to notes. Ranges, dates, times and dashes for "nothing" are none,
    and so is a number before a name (`12 Monkeys`).
    """
    bare = without_note_marks(text).strip()
    if len(bare) > _LONGEST_FIGURE:
        return None
    match = _FIGURE.fullmatch(bare)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    digits = re.sub(r"[ \u00a0\u2009\u202f]", "", match["digits"])
    if " " in match["digits"].strip() or "," not in digits:
        digits = digits.replace(",", ".")
    value = Decimal(digits.replace(",", ""))
    if match["sign"] and match["sign"] != "+":
        value = -value
    unit = " ".join(part.strip() for part in (match["before"], match["after"]) if part)
    if len(unit.split()) > _LONGEST_UNIT:
        return None
    if unit[:1].isupper() and not is_unit_word(unit.split()[0]):
        return None
    return Figure(value, unit, bool(match["open"]))


def note_marks(text: str) -> tuple[str, ...]:
    """Return the marks at the end of `text` that point to notes, in reading order, as printed."""
    marks: list[str] = []
    while len(marks) < _MOST_MARKS and (match := _note_mark(text)):
        marks.insert(0, match["marks"])
        text = text[: match.start()]
    return tuple(marks)


def without_note_marks(text: str) -> str:
    """Return `text` without the marks at its end that point to notes and the space before them."""
    text = text.rstrip()
    for _ in range(_MOST_MARKS):
        match = _note_mark(text)
        if match is None:
            break
        text = text[: match.start()].rstrip()
    return text


def _note_mark(text: str) -> re.Match[str] | None:
    """Return the last mark of `text`; a mark is no whole text."""
    tail = text.rstrip()[-24:]
    match = _NOTE_MARKS.search(tail)
    if match is None and "(" not in text:  # "Area (km2)" ends with no mark
        match = _SHORT_NOTE.search(tail)
    offset = len(text.rstrip()) - len(tail)
    if match is None or offset + match.start() == 0:
        return None
    return match.re.search(text.rstrip(), offset + match.start())

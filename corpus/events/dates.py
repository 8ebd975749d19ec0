"""Dates as texts write them, with their value as a partial ISO 8601 date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.span import Span

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DAYS = rf"{_DAY}(?:st|nd|rd|th)?(?:\s?(?:-|–|to|and)\s?{_DAY}(?:st|nd|rd|th)?)?"
DATE = (
    rf"\b(?:{_MONTH}\s+{_DAYS},?\s+{_YEAR}|{_DAYS}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}"
    rf"|{_MONTH},?\s+{_YEAR}|{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)\b"
)
_DATE = re.compile(DATE)
_DATE_OR_YEAR = re.compile(rf"{DATE}|\b{_YEAR}\b")
_PIECES = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text. `value` is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; the first day of several."""

    span: Span
    value: str


def dates_in(text: str, start: int, end: int, *, years: bool = False) -> Iterator[DateMention]:
    """Yield the dates in `[start, end)` in order; with `years`, those of a year alone too.

    Understood are "5 September 2003", "September 5, 2003", "May 19 to 25, 2018", "September 2003"
    and "2003-09-05", in English; all-number dates whose order is in doubt are not.
    """
    for match in (_DATE_OR_YEAR if years else _DATE).finditer(text, start, end):
        yield DateMention(Span(*match.span()), _value(match.group()))


def date_at(text: str, start: int, end: int, *, years: bool = False) -> DateMention | None:
    """Return the date that the text begins with at `start`, or None."""
    match = (_DATE_OR_YEAR if years else _DATE).match(text, start, end)
    return DateMention(Span(*match.span()), _value(match.group())) if match else None


def date_of(text: str, *, years: bool = False) -> str:
    """Return the value of the date that `text` consists of, empty if it is something else."""
    match = (_DATE_OR_YEAR if years else _DATE).fullmatch(text.strip())
    return _value(match.group()) if match else ""


def _value(written: str) -> str:
    if "-" in written and written[:4].isdecimal() and written[4:5] == "-":
        return written
    year = month = day = ""
    for piece in _PIECES.findall(written):
        if len(piece) == 4 and piece.isdecimal():
            year = piece
        elif piece.isdecimal():
            day = day or f"-{int(piece):02}"
        else:
            month = month or _month(piece)
    return f"{year}{month}{day}"


def _month(word: str) -> str:
    """Return `-MM` for the name of a month, cut or whole; empty for another word."""
    for number, name in enumerate(_MONTH_NAMES, start=1):
        if len(word) >= 3 and name.startswith(word.lower()):
            return f"-{number:02}"
    return ""

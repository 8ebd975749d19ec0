"""Dates: what a date in a text stands for."""

from __future__ import annotations

import re

from corpus.events.dates import dates_in
from corpus.span import Span
from qa.analysis.scene import Scene
from qa.conflict.values import DATE, Value

_NOT_THE_DAY = re.compile(
    r"\b(?:before|after|until|till|by|around|about|circa|ca?\.|late|early|mid|(?:end|beginning|"
    r"middle) of|FY|fiscal(?: year)?|approximately)(?: the)?[ -]?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r" ?(?:[-–—/]|to\b|until\b|and\b|or\b) ?\d")
_WENT_BEFORE = re.compile(r"\d ?(?:[-–—/]|to|until|and|or) ?$")
_SEVERAL_DAYS = re.compile(r"\d(?:st|nd|rd|th)?\s?(?:-|–|to|and)\s?\d{1,2}\D")
_BEFORE = 20  # characters
_LONGEST = 200  # characters of an answer that is one date
_MONTH = len("YYYY-MM")


def day(text: str, start: int, end: int) -> Value | None:
    """Return the one date that text[start:end] holds or is part of, as days `YYYYMMDD`.

    A month or a year stands for all its days, several days of a month for that month. None is read
    of a date without a year, a span of years, one of several dates, or one that does not tell the
    day itself ("before 2008", "late 2008"). Raises ValueError unless 0 <= start <= end <=
    len(text).
    """
    if end - start > _LONGEST:
        return None
    scene = Scene.of(text, start, end)
    around = scene.before + scene.inside + scene.after
    first, last = len(scene.before), len(scene.before) + len(scene.inside)
    found = [
        each
        for each in dates_in(around, 0, len(around), years=True)
        if each.span.start < last and each.span.end > first
    ]
    if len(found) != 1:
        return None
    span, value = found[0].span, found[0].value
    before = around[max(0, span.start - _BEFORE) : span.start]
    if _NOT_THE_DAY.search(before) or _WENT_BEFORE.search(before):
        return None
    if _GOES_ON.match(around, span.end):
        return None
    written = span.of(around)
    if written[4:5] != "-" and _SEVERAL_DAYS.search(written):
        value = value[:_MONTH]
    offset = start - first
    digits = value.replace("-", "")
    return Value(
        Span(span.start + offset, span.end + offset),
        low=float(digits.ljust(8, "0")),
        high=float(digits.ljust(8, "9")),
        reach=0.0,
        unit=DATE,
    )

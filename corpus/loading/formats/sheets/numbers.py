"""Values of cells as a workbook shows them."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation

_GENERAL = 11  # digits that a cell without a format shows
_PLACES = re.compile(r"\.([0#?]+)")
_QUOTED = re.compile(r"\"([^\"]*)\"|\\(.)|\[\$([^\]-]*)[^\]]*\]")
_SKIPPED = re.compile(r"_.|\*.|\[[^\]]*\]")
_PLACEHOLDERS = re.compile(r"[0#?][0#?,. ]*")
_GROUPED = re.compile(r"[0#?],[0#?]")
_MOST_PLACES = 15
_LONGEST = 200  # characters of a format


def shown(value: object, number_format: str) -> str:
    """Return a value as its cell shows it: dates as ISO 8601 writes them, numbers by their format.

    Of a format, the decimal places, groups of thousands, per cents and signs around the number
    count; numbers in others (fractions, powers of ten, scaled ones) are written out.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return value.date().isoformat()
        return value.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    try:
        exact = Decimal(repr(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite() or len(number_format) > _LONGEST:
        return str(value)
    sections = number_format.split(";")
    section = sections[1] if exact < 0 and len(sections) > 1 else sections[0]
    before, pattern, after = _parts(section)
    if not pattern or "E" in section.upper() or "/" in after or pattern.rstrip().endswith(","):
        return _general(value)
    places_found = _PLACES.search(pattern)
    places = min(len(places_found[1]), _MOST_PLACES) if places_found else 0
    if "%" in after or "%" in before:
        exact *= 100
    if exact < 0 and len(sections) > 1:
        exact = -exact  # the section for negative numbers has a sign of its own
    grouped = "," if _GROUPED.search(pattern) else ""
    return f"{before}{exact:{grouped}.{places}f}{after}".strip()


def _parts(section: str) -> tuple[str, str, str]:
    """Return what a section of a format writes before a number, how the number, and after it."""
    text = _SKIPPED.sub("", _QUOTED.sub(_literal, section))
    pattern = _PLACEHOLDERS.search(text)
    if pattern is None:
        return "", "", ""
    end = pattern.end() - (len(pattern[0]) - len(pattern[0].rstrip()))
    sides = text[: pattern.start()], text[end:]
    before, after = (side.translate(_HIDDEN) for side in sides)
    return before, pattern[0].rstrip(), after


# Digits and placeholders in quotes must not be taken for those of the number.
_HIDE = {ord(sign): 0xE000 + number for number, sign in enumerate("0123456789#?.,%/E_*[]")}
_HIDDEN = {hidden: sign for sign, hidden in _HIDE.items()}


def _literal(found: re.Match[str]) -> str:
    text = next((group for group in found.groups() if group), "")
    return text.translate(_HIDE)


def _general(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < 10**15 else f"{value:.{_GENERAL}g}"
    return f"{value:.{_GENERAL}g}"

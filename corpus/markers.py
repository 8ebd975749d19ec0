"""Marks at the start of a line that are not labels: bullets, dates, table cells."""

from __future__ import annotations

import re

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
FULL_DATE = re.compile(
    rf"\b(?:(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\.?,?\s+\d{{4}})\b:?"
)
# Besides the usual signs, a capital O or a zero stands for a round bullet in scanned text.
_BULLET = re.compile(r"(?:(?:[-*+•‣▪◦○·–]|[O0](?=\s+[A-Z0-9]))\s+)+")
_SIGNED = re.compile(r"(?:Signed|Done|Executed|Agreed|Adopted)\b[^.]*\b\d{4}\b[^.]*")
_NAMED_VALUE = re.compile(r"[A-Z][\w/ ]{1,30}:\s+\S")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")


def bullet_length(text: str) -> int:
    """Return how many characters the bullet at the start of `text` takes, 0 for none."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def is_date_led(text: str) -> bool:
    """Tell whether `text` begins with a full date, as the entries of a chronicle do."""
    return FULL_DATE.match(text) is not None


def is_rule(text: str) -> bool:
    """Tell whether `text` is the line of dashes below the header of a pipe table."""
    return "-" in text and _RULE.fullmatch(text.strip()) is not None


def is_signing(text: str) -> bool:
    """Tell whether `text` says where and when a text was signed, and no more."""
    return _SIGNED.fullmatch(text) is not None


def is_named_value(text: str) -> bool:
    """Tell whether `text` has the form `Name: value`, as a line of particulars does."""
    return _NAMED_VALUE.match(text) is not None

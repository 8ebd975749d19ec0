"""Marks that a line begins with or consists of, other than labels: dates, rules, tags."""

from __future__ import annotations

import re

from corpus.wording import TAG, words

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
FULL_DATE = re.compile(
    rf"\b(?:(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\.?,?\s+\d{{4}})\b:?"
)
_DATE = re.compile(rf"(?:{FULL_DATE.pattern}|(?:{_MONTHS})\.?,?\s+\d{{4}})")
BULLETS = "*+•‣▪◦○·–-"
_SIGNED = re.compile(r"(?:Signed|Done|Executed|Agreed|Adopted)\b[^.]*\b\d{4}\b[^.]*")
_LONGEST_SIGNING = 300
_TERM = re.compile(r"\*(?!\*)[^\W_][^*.;:]{1,80}")
_NAMED_VALUE = re.compile(r"[A-Z][\w/ ]{1,30}:\s+(?=\S)")
_PIPE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_FENCE = re.compile(r"```[^`]*|~~~.*", re.DOTALL)
_TAGS = re.compile(rf"(?:(?:{TAG.pattern})\s*)+", re.IGNORECASE)
_DRAWN_RULE = re.compile(r"([-*_=])(?:\s*\1){2,}")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_NAMED_PICTURE = re.compile(
    r"(?:Figure|Fig\.|Table|Chart|Photo|Map|Box|Graph|Diagram)s?\s*(?:\d|[A-Z]\b|[.:–—])",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\((?:Photo|Source)\b[^()]*(?:\([^()]*\)[^()]*)*\)$", re.IGNORECASE)
_CREDIT_TAIL = 300
_PAGE_NUMBER = re.compile(  # a year stands for itself
    r"[-–—]?\s?(?:[Pp](?:age|\.)\s?)?(?!(?:1[5-9]|20)\d\d\b)\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?\s?[-–—]?"
)


def is_date_led(text: str) -> bool:
    """Tell whether `text` begins with a full date, as the entries of a chronicle do."""
    return FULL_DATE.match(text) is not None


def is_date(text: str) -> bool:
    """Tell whether `text` is a date and no more, with or without the day."""
    return _DATE.fullmatch(text) is not None


def is_rule(text: str) -> bool:
    """Tell whether `text` is the line of dashes below the header of a pipe table."""
    dashes = "--" in text or ("-" in text and "|" in text)
    return dashes and _PIPE_RULE.fullmatch(text.strip()) is not None


def is_fence(text: str) -> bool:
    """Tell whether `text` opens or closes a block of code."""
    return _FENCE.fullmatch(text) is not None


def is_layout(text: str) -> bool:
    """Tell whether a line says nothing: a rule, a fence, tags, a picture, a bullet alone."""
    return (
        is_rule(text)
        or is_fence(text)
        or not text.strip(f"{BULLETS}— \t")
        or not text.strip("=")
        or _DRAWN_RULE.fullmatch(text) is not None
        or _TAGS.fullmatch(text) is not None
        or _PICTURE.fullmatch(text) is not None
    )


def is_page_number(text: str) -> bool:
    """Tell whether `text` is the number of a page and no more: `12`, `- 12 -`, `Page 3 of 9`."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def names_a_picture(text: str) -> bool:
    """Tell whether `text` names a figure or table by number or ends with the credit of a photo."""
    credit = _CREDIT.search(text[-_CREDIT_TAIL:])
    return credit is not None or _NAMED_PICTURE.match(text) is not None


def is_signing(text: str) -> bool:
    """Tell whether `text` says where and when a text was signed, and no more."""
    return len(text) <= _LONGEST_SIGNING and _SIGNED.fullmatch(text) is not None


def is_signature(lines: list[str]) -> bool:
    """Tell whether `lines` are a name and at least two lines of offices below it."""
    return (
        len(lines) >= 3
        and all(1 <= len(words(line)) <= 6 and line[-1] not in ".:;,|" for line in lines)
        and lines[0][0].isupper()
        and lines[1][0].isupper()
    )


def is_term(text: str) -> bool:
    """Tell whether `text` is a starred term of a glossary and no more: `*Weir`."""
    return _TERM.fullmatch(text) is not None


def name_length(text: str) -> int:
    """Return how many characters `Name: ` takes in a line of particulars, 0 if it is none."""
    match = _NAMED_VALUE.match(text)
    return match.end() if match else 0

"""How a refusal is worded, the same on the page and in the terminal."""

from __future__ import annotations

import re
from calendar import month_name

from qa.answer import Gap, Remark

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_MONTHS = 12

REMARKS = {
    Remark.NONE: "The documents do not answer this.",
    Remark.GREETING: "Hello. Ask a question about the documents; they answer in their own words.",
    Remark.THANKS: "You are welcome.",
    Remark.GOODBYE: "Goodbye.",
    Remark.HELP: (
        "Pincite answers questions about the documents in their own words, and shows where each "
        "answer stands."
    ),
    Remark.ABUSE: "Pincite only quotes documents. Ask a question about them.",
    Remark.INSTRUCTION: "Pincite follows no instructions; it only quotes documents.",
    Remark.NO_WORDS: "This names nothing to look for. Ask about something in the documents.",
    Remark.OTHER_LANGUAGE: "The documents are in English, and questions are read as English.",
    Remark.OFF_TOPIC: "The documents do not speak of this.",
    Remark.NOTHING_YET: "None of the documents asked is of that day or before it.",
}

# What stands before the part of a question that is missing.
GAPS = {
    Gap.NONE: "Not covered:",
    Gap.NOWHERE: "Nowhere in the documents searched:",
    Gap.APART: "In the documents, but not near the rest of the question:",
    Gap.UNSAID: "Not told by the nearest passages:",
    Gap.CONTRADICTED: "The nearest passage says otherwise:",
}


def date_worded(date: str) -> str:
    """Return an ISO date in words ("28 August 2017", "August 2008"), any other as it is given."""
    found = _ISO_DATE.fullmatch(date)
    if found is None or not 1 <= int(found[2]) <= _MONTHS:
        return date
    day = f"{int(found[3])} " if found[3] else ""
    return f"{day}{month_name[int(found[2])]} {found[1]}"


def as_of_worded(day: str) -> str:
    """Return how it is told that the editions of a day were asked."""
    return f"As of {date_worded(day)}"


def remark_worded(remark: Remark) -> str:
    """Return what is said to what was typed, in place of an answer."""
    return REMARKS[remark]


def gap_worded(gap: Gap) -> str:
    """Return what stands before the missing part of a question."""
    return GAPS[gap]

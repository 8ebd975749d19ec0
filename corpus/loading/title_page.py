"""Date, edition and issuer as they stand on lines of their own at the top of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from corpus.document import Metadata

_TOP = 3_000  # characters
_LINES = 12  # that are not blank
_LONGEST_LINE = 60  # characters
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_SAID = (
    r"(?:(?:date|dated|issued|published|released|adopted|signed|done)"
    r"(?: at [^\W\d_][\w .'’-]{1,40}?)?,?(?: on| in)?:? )?"
)
_DATES = tuple(
    re.compile(_SAID + form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}})",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?, ?(?P<year>\d{{4}})",
        rf"{_MONTH},? (?P<year>\d{{4}})",
    )
)
_EDITION = re.compile(
    r"(?:(?:first|second|third|fourth|fifth|revised|updated|new|\d{1,2}(?:st|nd|rd|th)) edition"
    r"|(?:edition|version|revision) \d{1,4}(?:\.\d{1,3}){0,2})",
    re.IGNORECASE | re.ASCII,
)
_ISSUED = re.compile(r"(?:issued|published) by:? (?:the )?(?P<issuer>[^\W\d_].{2,})", re.IGNORECASE)


def title_page(text: str) -> Metadata:
    """Return the date, the edition and the issuer that a document gives itself, with nothing else.

    Each must be a whole line among the first twelve that are not blank, brackets and a final stop
    aside; two that differ are none. A date comes as ISO 8601 has it, to the day or the month; an
    edition as it is written, an issuer ("Issued by the River Agency") without article.
    """
    lines = tuple(_top_lines(text))
    dates = {found for line in lines if (found := _iso(line))}
    editions = {line.casefold(): line for line in lines if _EDITION.fullmatch(line)}
    issuers = {told["issuer"] for line in lines if (told := _ISSUED.fullmatch(line))}
    return Metadata(
        issuer=issuers.pop() if len(issuers) == 1 else "",
        date=dates.pop() if len(dates) == 1 else "",
        edition=next(iter(editions.values())) if len(editions) == 1 else "",
    )


def _top_lines(text: str) -> Iterator[str]:
    """Yield the first lines, without brackets, stop and marks of emphasis, white space folded."""
    lines = [line for line in text[:_TOP].splitlines() if line.strip()][:_LINES]
    for line in lines:
        if len(line) <= _LONGEST_LINE:
            yield " ".join(line.split()).strip("*_()[].# ")


def _iso(line: str) -> str:
    """Return the date that a line is, "" if it is none or no such day exists."""
    found = next(filter(None, (form.fullmatch(line) for form in _DATES)), None)
    if found is None:
        return ""
    said = found.groupdict()
    month = said.get("month")
    number = _MONTHS.index(month.lower()) + 1 if month else int(said["number"])
    day = said.get("day")
    try:
        whole = date(int(said["year"]), number, int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole.rpartition("-")[0]

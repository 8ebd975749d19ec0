"""What a PDF file says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.document import Metadata
from corpus.loading.formats.about import properties

_LONGEST_NUMBER = 9  # digits
_DATE = re.compile(r"(?:D:)?(?P<year>(?:1[5-9]|2\d)\d\d)(?P<month>[01]\d)?(?P<day>[0-3]\d)?")


def metadata_of(known: Mapping[str, str]) -> Metadata:
    """Return what the entries of a file's information dictionary and its `Lang` tell."""
    return properties(
        title=known.get("Title", ""),
        author=known.get("Author", ""),
        date=_date(known.get("CreationDate", "")),
        language=known.get("Lang", ""),
    )


def page_numbers(labels: Sequence[str]) -> list[int | None]:
    """Return what citations call the pages: the number that a page's label is.

    Pages count from 1 in a file without labels; a page with another label ("iv") has no number.
    """
    if not any(labels):
        return list(range(1, len(labels) + 1))
    return [_number(label) for label in labels]


def _number(label: str) -> int | None:
    is_number = label.isascii() and label.isdigit() and len(label) <= _LONGEST_NUMBER
    return int(label) if is_number else None


def _date(written: str) -> str:
    found = _DATE.match(written.strip())
    return "-".join(part for part in found.groups() if part) if found else ""

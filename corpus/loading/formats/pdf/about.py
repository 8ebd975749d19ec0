"""What a PDF file says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.document import Metadata
from corpus.loading.formats.cleaning import clean

_LONGEST = 300  # characters
# What programs write where nobody gave a title or an author.
_NO_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|\(?(?:unspecified|none|title)\)?"
    r"|\S.*\.(?:docx?|pdf|rtf|odt|indd|qxd|tex|dvi|pptx?|xlsx?|html?))",
    re.IGNORECASE | re.DOTALL,
)
_NO_AUTHOR = re.compile(r"\(?(?:anonymous|unspecified|unknown|user|admin\w*|author)\)?", re.I)
_DATE = re.compile(r"(?:D:)?(?P<year>(?:1[5-9]|2\d)\d\d)(?P<month>[01]\d)?(?P<day>[0-3]\d)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def metadata_of(known: Mapping[str, str]) -> Metadata:
    """Return what the entries of a file's information dictionary and its `Lang` tell."""
    title, author = (clean(known.get(name, ""))[:_LONGEST] for name in ("Title", "Author"))
    language = known.get("Lang", "").strip()
    return Metadata(
        title="" if _NO_TITLE.fullmatch(title) else title,
        issuer="" if _NO_AUTHOR.fullmatch(author) else author,
        date=_date(known.get("CreationDate", "")),
        language=language if _LANGUAGE.fullmatch(language) else Metadata().language,
    )


def page_numbers(labels: Sequence[str]) -> list[int | None]:
    """Return what citations call the pages: the number that a page's label is.

    Pages count from 1 in a file without labels; a page with another label ("iv") has no number.
    """
    if not any(labels):
        return list(range(1, len(labels) + 1))
    return [int(label) if label.isascii() and label.isdigit() else None for label in labels]


def _date(written: str) -> str:
    found = _DATE.match(written.strip())
    return "-".join(part for part in found.groups() if part) if found else ""

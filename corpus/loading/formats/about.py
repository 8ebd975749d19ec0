"""What the properties of a file are worth: titles and authors that programs made up are not."""

from __future__ import annotations

import re

from corpus.document import Metadata
from corpus.loading.formats.cleaning import clean

_LONGEST = 300  # characters
_NO_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|\(?(?:unspecified|none|title)\)?|word document"
    r"|(?:document|book|presentation|workbook|sheet)\s?\d*"
    r"|\S.*\.(?:docx?|pdf|rtf|odt|indd|qxd|tex|dvi|pptx?|xlsx?|html?))",
    re.IGNORECASE | re.DOTALL,
)
_NO_AUTHOR = re.compile(
    r"\(?(?:anonymous|unspecified|unknown|user|admin\w*|author|python-docx|openpyxl)\)?", re.I
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def properties(*, title: str, author: str, date: str, language: str) -> Metadata:
    """Return what a file says of itself as metadata; `date` is shown as given."""
    title, author = clean(title)[:_LONGEST], clean(author)[:_LONGEST]
    language = language.strip()
    return Metadata(
        title="" if _NO_TITLE.fullmatch(title) else title,
        issuer="" if _NO_AUTHOR.fullmatch(author) else author,
        date=clean(date)[:_LONGEST],
        language=language if _LANGUAGE.fullmatch(language) else Metadata().language,
    )

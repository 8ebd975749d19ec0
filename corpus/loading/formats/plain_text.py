"""Plain text."""

from __future__ import annotations

from corpus.loading.formats.decoding import recognised
from corpus.loading.formats.extract import Extract
from corpus.loading.formats.underlined import underlined_headings


class PlainText:
    """Text as it is; headings that are underlined are declared, others are found from layout."""

    name = "text/2"
    suffixes = (".txt",)

    def extract(self, data: bytes) -> Extract:
        """Return the decoded bytes, byte order mark dropped, line ends kept."""
        found = recognised(data)
        marks = underlined_headings(found.text)
        return Extract(found.text, marks, warnings=found.warnings, encoding=found.encoding)

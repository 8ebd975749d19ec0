"""Plain text."""

from __future__ import annotations

from corpus.loading.formats.decoding import recognised
from corpus.loading.formats.extract import Extract


class PlainText:
    """Text as it is; its headings are found from numbering and layout."""

    name = "text/1"
    suffixes = (".txt",)

    def extract(self, data: bytes) -> Extract:
        """Return the decoded bytes, byte order mark dropped, line ends kept."""
        found = recognised(data)
        return Extract(found.text, warnings=found.warnings, encoding=found.encoding)

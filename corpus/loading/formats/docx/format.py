"""The format DOCX."""

from __future__ import annotations

from corpus.loading.formats.archive import check_archive, refusing_damage
from corpus.loading.formats.extract import Extract

_KIND = "Word"


class Docx:
    """Word documents since 2007."""

    name = "docx/1"
    suffixes = (".docx",)

    def extract(self, data: bytes) -> Extract:
        """Return the text with headings by style, labels as numbered, tables and notes.

        Raises DocumentError if the file is damaged, protected or unpacks to more than is safe.
        """
        # The library is loaded for the first such file alone: asking starts faster without it.
        from corpus.loading.formats.docx.reading import read_docx

        check_archive(data, _KIND)
        with refusing_damage(_KIND):
            return read_docx(data)

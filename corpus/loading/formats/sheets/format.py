"""The format XLSX."""

from __future__ import annotations

from corpus.loading.formats.archive import check_archive, refusing_damage
from corpus.loading.formats.extract import Extract

_KIND = "Excel"


class Xlsx:
    """Excel workbooks since 2007; macros in them are not looked at."""

    name = "xlsx/1"
    suffixes = (".xlsx", ".xlsm")

    def extract(self, data: bytes) -> Extract:
        """Return the visible sheets as tables, each below a heading with its name.

        Raises DocumentError if the file is damaged, protected or has too many cells.
        """
        # The library is loaded for the first such file alone: asking starts faster without it.
        from corpus.loading.formats.sheets.workbook import read_workbook

        check_archive(data, _KIND)
        with refusing_damage(_KIND):
            return read_workbook(data)

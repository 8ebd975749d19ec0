"""From a workbook to its canonical text."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook

from corpus.document import Metadata
from corpus.loading.formats.about import properties
from corpus.loading.formats.extract import Extract
from corpus.loading.formats.sheets.layout import MOST_CELLS, too_many_cells, write_sheet
from corpus.loading.formats.sheets.numbers import shown
from corpus.loading.formats.writing import TextWriter

_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
# A formula whose value was never calculated and stored.
_WITHOUT_VALUE = re.compile(rb"<f[^<>]*>[^<>]*</f>(?:<v\s*/>|<v></v>)?</c>")


_MOST_BLANK = 10_000  # rows


def read_workbook(data: bytes) -> Extract:
    """Return the sheets of a workbook, each below a heading with its name.

    Cells hold what they show; formulas their stored values. Hidden sheets are named in a warning.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on what the library does not keep when it saves
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        told: list[str] = []
        writer = TextWriter()
        left = MOST_CELLS
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    told.append(f"the sheet {sheet.title} is hidden and was not read")
                    continue
                rows = _rows(sheet, left)
                left -= sum(map(len, rows))
                xml = archive.read(_path(sheet))
                _merge(rows, xml)
                if any(map(any, rows)):
                    writer.heading(sheet.title, 1)
                    write_sheet(writer, rows)
                if count := sum(1 for _ in _WITHOUT_VALUE.finditer(xml)):
                    told.append(_unknown(sheet.title, count))
        return writer.extract(_metadata(book), told)


def _rows(sheet: Any, most: int) -> list[list[str]]:
    """Return the rows of a sheet down to the first 10,000 blank ones.

    Raises DocumentError if they have more than `most` cells.
    """
    sheet.reset_dimensions()  # or one cell far out would fill up all rows with blanks
    rows: list[list[str]] = []
    blank = 0
    for row in sheet.iter_rows():
        rows.append(_row(row))
        most -= len(rows[-1])
        if most < 0:
            raise too_many_cells()
        blank = 0 if rows[-1] else blank + 1
        if blank == _MOST_BLANK:
            break
    return rows


def _path(sheet: Any) -> str:
    """Return where a sheet lies in the archive; the library keeps merged cells from its readers."""
    return str(sheet._worksheet_path).removeprefix("/")


def _row(row: Iterable[Any]) -> list[str]:
    """Return the cells of a row as they are shown, without the blank ones at its end."""
    cells = [shown(cell.value, getattr(cell, "number_format", "")) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _merge(rows: list[list[str]], xml: bytes) -> None:
    """Repeat what stands in a cell over several rows in each of them."""
    left = MOST_CELLS
    for found in _MERGED.finditer(xml):
        first, last = int(found[2]) - 1, min(int(found[4]), len(rows))
        column = column_index_from_string(found[1].decode()) - 1
        if not 0 <= first < last or column >= len(rows[first]):
            continue
        left -= last - first
        if left < 0:
            return
        text = rows[first][column]
        for row in rows[first + 1 : last]:
            if column < len(row) and not row[column]:
                row[column] = text


def _unknown(title: str, count: int) -> str:
    cells = "1 formula" if count == 1 else f"{count:,} formulas"
    return (
        f"the sheet {title} has {cells} without a stored value; open it, save it and add it again"
    )


def _metadata(book: Workbook) -> Metadata:
    about = book.properties
    date = about.modified or about.created
    return properties(
        title=about.title or "",
        author=about.creator or "",
        date="" if date is None else date.date().isoformat(),
        language=about.language or "",
    )

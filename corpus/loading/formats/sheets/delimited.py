"""The formats CSV and TSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from itertools import islice

from corpus.document import Metadata
from corpus.errors import DocumentError
from corpus.loading.formats.decoding import recognised
from corpus.loading.formats.extract import Extract
from corpus.loading.formats.sheets.layout import MOST_CELLS, too_many_cells, write_sheet
from corpus.loading.formats.writing import TextWriter

_DELIMITERS = ",;\t|"
_LOOKED_AT = 100  # records
_LONGEST_LOOKED_AT = 200_000  # characters


class Delimited:
    """Records whose cells a comma, semicolon, tab or bar parts, in quotes where need be."""

    name = "delimited/1"
    suffixes = (".csv", ".tsv")

    def extract(self, data: bytes) -> Extract:
        """Return the records as rows of tables.

        The delimiter is the one that cuts the first hundred records most evenly. Raises
        DocumentError if the encoding is not certain, a quote never ends or there is too much.
        """
        found = recognised(data)
        rows: list[list[str]] = []
        cells = 0
        try:
            lines = io.StringIO(found.text, newline="")
            for record in csv.reader(lines, delimiter=_delimiter(found.text)):
                rows.append(record)
                cells += len(record)
                if cells > MOST_CELLS:
                    raise too_many_cells()
        except csv.Error as error:
            raise DocumentError(f"it is not CSV ({error})") from error
        writer = TextWriter()
        write_sheet(writer, rows)
        extract = writer.extract(Metadata(), found.warnings)
        return replace(extract, encoding=found.encoding)


def _delimiter(text: str) -> str:
    """Return the delimiter of a text: that with which most records are equally long, and longest.

    A comma where none cuts anything.
    """
    best, most = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        lines = io.StringIO(text[:_LONGEST_LOOKED_AT], newline="")
        try:
            records = list(islice(csv.reader(lines, delimiter=delimiter), _LOOKED_AT))
        except csv.Error:
            continue
        lengths = Counter(len(record) for record in records if len(record) > 1)
        if lengths:
            length, count = max(lengths.items(), key=lambda pair: (pair[1], pair[0]))
            if (count / len(records), length) > most:
                best, most = delimiter, (count / len(records), length)
    return best

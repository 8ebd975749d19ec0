"""The items of an answer as rows that are taken away, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, fields
from enum import StrEnum

from corpus.errors import PinciteError
from qa.answer import Answer, AnswerKind, Coverage, Item, NearPassage, Part
from qa.serialise import to_json
from qa.spreadsheet_cells import guarded

_BETWEEN_HEADINGS = " › "
_COVERAGE = tuple(field.name for field in fields(Coverage))


class NoRowsError(PinciteError):
    """An answer has no items, and so no rows."""


class ExportFormat(StrEnum):
    """How rows are written."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An item of an answer with its citation, field by field.

    `row` counts from 1. `text` is the item as it is shown, `quote` what it cites, verbatim: for one
    part `text_of_the_document[start:end] == quote`, in code points. Several parts stand below each
    other in `quote`, parted by one line feed; `start` is then where the first begins, `end` where
    the last ends, and `parts` has them one by one.
    """

    row: int
    document: str
    title: str
    edition: str
    section: tuple[str, ...]
    page: int | None
    text: str
    quote: str
    start: int
    end: int
    parts: tuple[Part, ...]
    text_sha256: str
    link: str


@dataclass(frozen=True, slots=True)
class Export:
    """The rows of an answer, one for each of its items and in their order, at least one.

    All else is as the answer says it: `expected` is the number of items that the text announces,
    `coverage` the sections scanned, `nearest` the places that came near and are no rows.
    """

    question: str
    kind: AnswerKind
    expected: int | None
    coverage: Coverage
    generation: str
    rows: tuple[ExportRow, ...]
    nearest: tuple[NearPassage, ...]


def export(question: str, answer: Answer, root: str = "") -> Export:
    """Return the rows of an answer; `question` is named where it does not say how it understood it.

    `root` is put before the links, which begin with `/`. Raises NoRowsError if there is no item.
    """
    if not answer.items:
        raise NoRowsError(
            f"the answer is of the kind {answer.kind} and has no items to give as rows; "
            "ask for it as text or as JSON"
        )
    return Export(
        question=answer.understood_as or question,
        kind=answer.kind,
        expected=answer.expected,
        coverage=answer.coverage,
        generation=answer.generation,
        rows=tuple(_row(number, item, root) for number, item in enumerate(answer.items, start=1)),
        nearest=answer.nearest,
    )


def export_bytes(exported: Export, format: ExportFormat) -> bytes:
    """Return an export as a file, the same bytes for equal exports; both end with a line end.

    JSON is one line of UTF-8. CSV is as in RFC 4180, a header and a line for each row, every cell
    quoted; the headings of a section are joined by ` › `, `parts` is a JSON list of [start, end],
    and `sections_scanned` and `sections` stand in every row. `nearest` is left out. It begins with
    a byte order mark, without which spreadsheets take UTF-8 for a local encoding. An apostrophe
    before a cell keeps spreadsheets from taking it for a formula: it stands before cells
    whose first sign is one of = + - @ (or a wide form of it), that begin with a tab or a line end,
    or with an apostrophe, so that whoever takes the first apostrophe away has every cell verbatim.
    """
    if format is ExportFormat.JSON:
        return json.dumps(to_json(exported), ensure_ascii=False).encode("utf-8") + b"\n"
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*(field.name for field in fields(ExportRow)), *_COVERAGE])
    scanned = [str(getattr(exported.coverage, name)) for name in _COVERAGE]
    writer.writerows([*map(guarded, _cells(row)), *scanned] for row in exported.rows)
    return written.getvalue().encode("utf-8-sig")


def _row(number: int, item: Item, root: str) -> ExportRow:
    cited = item.citation
    return ExportRow(
        row=number,
        document=cited.document,
        title=cited.title,
        edition=cited.edition,
        section=cited.section,
        page=cited.page,
        text=item.text,
        quote="\n".join(part.quote for part in cited.parts),
        start=cited.parts[0].start,
        end=cited.parts[-1].end,
        parts=cited.parts,
        text_sha256=cited.text_sha256,
        link=root + cited.link,
    )


def _cells(row: ExportRow) -> list[str]:
    """Return the cells of a row in the order of its fields."""
    return [
        str(row.row),
        row.document,
        row.title,
        row.edition,
        _BETWEEN_HEADINGS.join(row.section),
        "" if row.page is None else str(row.page),
        row.text,
        row.quote,
        str(row.start),
        str(row.end),
        json.dumps([[part.start, part.end] for part in row.parts]),
        row.text_sha256,
        row.link,
    ]

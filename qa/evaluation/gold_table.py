"""Gold questions as a table: what a spreadsheet saves as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DocumentError, GoldError
from corpus.loading.formats.decoding import recognised
from qa.evaluation.gold import GoldQuestion, Status
from qa.evaluation.jsonl import read_bytes
from qa.serialise import Json
from qa.spreadsheet_cells import guarded, unguarded

# In the order in which they are written. A further gold passage has the columns of a passage alone.
COLUMNS = (
    *("id", "type", "question", "answers", "items", "document", "section", "quote"),
    *("answerable", "history", "scope", "reference", "notes", "status"),
)
_PASSAGE = ("document", "section", "quote")
_DELIMITERS = ",;\t"
_TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_VALUES = re.compile(r"[|\n]")
_LARGEST_CELL = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: where it stands ("FILE, line N") and its cells by column, trimmed."""

    place: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_table(path: Path) -> Iterator[tuple[TableRow, ...]]:
    """Yield the rows of each question: the first asks it, further ones add a gold passage each.

    The cells are parted by commas, semicolons or tabs, whichever make the first row name the most
    columns; a byte order mark and empty rows are passed over. A row without a question belongs to
    the one above. Raises GoldError, naming file, line and column, if the file cannot be read, is no
    CSV, or its first row names no question column or one that is not known.
    """
    try:
        text = recognised(read_bytes(path)).text.removeprefix("\ufeff")
    except DocumentError as error:
        raise GoldError(f"{path}: {error}; save it as UTF-8") from error
    rows: list[TableRow] = []
    for row in _rows(path, text):
        if rows and (row["question"] or any(row[each] for each in ("id", "type", "answers"))):
            yield tuple(rows)
            rows = []
        rows.append(row)
    if rows:
        yield tuple(rows)


def record_of(rows: Sequence[TableRow]) -> dict[str, Json]:
    """Return the record of a question, as JSON Lines have it, from its rows.

    Where `id` is empty, it is the line; where `type` is, "list" with items, "unanswerable" without
    an answer, else "question"; where `answerable` is, a question with answers, items or a quote is.
    Raises GoldError, naming line and column, where a cell cannot be read.
    """
    first = rows[0]
    if not first["question"]:
        raise _fault(first, "question", "is empty")
    items = [_values(line, "|") for line in first["items"].splitlines() if line.strip()]
    answerable = _answerable(first)
    usual = "list" if items else "question" if answerable else "unanswerable"
    scope = _values(first["scope"])
    status = first["status"].lower() or Status.ACCEPTED.value
    if status not in list(Status):
        raise _fault(first, "status", f"is {status!r}, which is none of {', '.join(Status)}")
    record: dict[str, Json] = {
        "id": first["id"] or "line-" + first.place.rpartition(" ")[2],
        "type": first["type"] or usual,
        "question": first["question"],
        "history": _history(first),
        "answers": list(_values(first["answers"])),
        "items": [list(each) for each in items],
        "evidence": [_passage(row) for row in rows if _has_passage(row)],
        "answerable": answerable,
        "notes": first["notes"],
        "reference": first["reference"],
        "status": status,
        "scope_doc": scope[0] if len(scope) == 1 else "",
        "scope_docs": list(scope) if len(scope) > 1 else [],
    }
    if answerable and not record["evidence"]:
        raise _fault(first, "quote", "is empty; copy the passage that answers from the document")
    return record


def table_bytes(gold: Iterable[GoldQuestion]) -> bytes:
    """Return questions as CSV in UTF-8 with a byte order mark, every cell quoted.

    `read_table` reads them back. An apostrophe keeps spreadsheets from computing a cell.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for question in gold:
        for cells in _written(question):
            writer.writerow([guarded(cells.get(column, "")) for column in COLUMNS])
    return written.getvalue().encode("utf-8-sig")


def _rows(path: Path, text: str) -> Iterator[TableRow]:
    delimiter = max(_DELIMITERS, key=lambda each: len(_known(text, each)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    line = 1
    try:
        for record in reader:
            place, line = f"{path}, line {line}", reader.line_num + 1
            cells = [unguarded(cell.strip()).strip() for cell in record]
            if not any(cells):
                continue
            if not columns:
                columns = _header(place, cells)
                continue
            if any(cells[len(columns) :]):
                raise GoldError(
                    f"{place} has {len(cells)} cells where the first row names {len(columns)} "
                    f"columns; put quotation marks around a cell that holds {delimiter!r}"
                )
            yield TableRow(place, dict(zip(columns, cells, strict=False)))
    except csv.Error as error:
        raise GoldError(f"{path}, line {line} is not CSV ({error}); correct it") from error


def _known(text: str, delimiter: str) -> set[str]:
    """Return the columns that the first line names if its cells are parted so."""
    first = text.lstrip().partition("\n")[0][:_LARGEST_CELL]
    return {cell.strip(' "\r').lower() for cell in first.split(delimiter)} & set(COLUMNS)


def _header(place: str, cells: Sequence[str]) -> list[str]:
    columns = [cell.lower() for cell in cells]
    for column in columns:
        if column and column not in COLUMNS:
            raise GoldError(f"{place}: no column is called {column!r}; {', '.join(COLUMNS)} are")
        if column and columns.count(column) > 1:
            raise GoldError(f"{place}: the column {column!r} is there twice; leave one")
    if "question" not in columns:
        raise GoldError(f"{place} has no column 'question'; begin with a row of column names")
    return columns


def _answerable(row: TableRow) -> bool:
    given = row["answerable"].lower()
    if not given:
        if not any(row[each] for each in ("answers", "items", "quote", "reference")):
            raise _fault(
                row, "answerable", "is empty and no answer is given; write no if there is none"
            )
        return True
    if given not in _TRUTH:
        raise _fault(row, "answerable", f"is {given!r}; write yes or no")
    return _TRUTH[given]


def _history(row: TableRow) -> list[Json]:
    lines = [line.strip() for line in row["history"].splitlines() if line.strip()]
    if len(lines) % 2:
        raise _fault(row, "history", "ends with a question; put its answer on the next line")
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return [{"question": question, "answer": answer} for question, answer in pairs]


def _has_passage(row: TableRow) -> bool:
    return any(row[column] for column in _PASSAGE)


def _passage(row: TableRow) -> Json:
    for column, other in (("document", "quote"), ("quote", "document")):
        if not row[column]:
            raise _fault(row, column, f"is empty beside a {other if row[other] else 'section'}")
    return {"doc": row["document"], "quote": row["quote"], "section": row["section"]}


def _values(cell: str, between: str = "") -> tuple[str, ...]:
    values = cell.split(between) if between else _VALUES.split(cell)
    return tuple(value.strip() for value in values if value.strip())


def _fault(row: TableRow, column: str, what: str) -> GoldError:
    return GoldError(f"{row.place}, column {column!r} {what}")


def _written(question: GoldQuestion) -> Iterator[dict[str, str]]:
    passages = [
        {"document": each.doc, "section": each.section, "quote": each.quote}
        for each in question.evidence
    ]
    turns = (line for turn in question.history for line in (turn.question, turn.answer))
    yield {
        "id": question.id,
        "type": question.type,
        "question": question.question,
        "answers": "\n".join(map(_in_line, question.answers)),
        "items": "\n".join(" | ".join(map(_in_line, wordings)) for wordings in question.items),
        "answerable": "yes" if question.answerable else "no",
        "history": "\n".join(" ".join(line.split()) for line in turns),
        "scope": question.scope_doc or "\n".join(question.scope_docs),
        "reference": question.reference,
        "notes": question.notes,
        "status": question.status.value,
        **(passages[0] if passages else {}),
    }
    yield from passages[1:]


def _in_line(value: str) -> str:
    """Return a value without what parts values; a comparison takes both signs for a space."""
    return " ".join(value.replace("|", " ").split())

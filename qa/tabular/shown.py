"""How the cells of a table are shown and cited: with their row, its header, units and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.span import Span, trimmed
from corpus.structure import StructuredDocument
from corpus.tables.grid import Cell, Note, Row, RowKind, Table
from qa.analysis.figures import years
from qa.answer import Answer, AnswerKind, Context, Item, Part
from qa.candidates import shown
from qa.citation import cite
from qa.tabular.view import comparable

_BRACKETED = re.compile(r"\([^\s()]+\)")
_INDEX = frozenset({"index", "indic", "indices"})


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What answers a question in one row of a table.

    `cells` are the cells asked for, from left to right. `columns` are those whose years answer
    instead ("in which year"), in the same order. One place gives a short answer, several give
    items, none lets the row speak for itself.
    """

    document: StructuredDocument
    table: Table
    row: Row
    cells: tuple[Cell, ...] = ()
    columns: tuple[int, ...] = ()


def answered(common: Answer, found: TableAnswer) -> Answer:
    """Return `common` as the answer that a row of a table gives.

    The row is quoted in whole lines. Its context is the header of the table, then the units that
    are stated elsewhere, the notes that belong to the cells and, for an index, the note that
    explains it, each once.
    """
    document, text = found.document, found.document.document.text
    row = row_lines(document, found.row)
    citation = cite(document, row)
    places = tuple(
        _year(found.table.columns[number].header.parts, text) for number in found.columns
    )
    if not places:
        places = tuple(_figure(cell, found.row, text) for cell in found.cells)
    single = places[0] if len(places) == 1 else ()
    items = tuple(Item(shown(document, place), citation) for place in places)
    return replace(
        common,
        kind=AnswerKind.TABLE,
        answer=shown(document, single) if single else "",
        answer_parts=tuple(Part(each.start, each.end, each.of(text)) for each in single),
        text=shown(document, row),
        items=items if len(items) > 1 else (),
        citations=(citation,),
        context=tuple(_contexts(found, row)),
    )


def _year(header: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Return where a header names its first year, all of it where it names none."""
    for part in header:
        for year in years(part.of(text)):
            start = text.index(year, part.start)
            return (Span(start, start + len(year)),)
    return header


def _figure(cell: Cell, row: Row, text: str) -> tuple[Span, ...]:
    """Return where a cell stands, that of an index without the brackets that mark it as one."""
    if row.kind is not RowKind.INDEX or len(cell.parts) != 1:
        return cell.parts
    (span,) = cell.parts
    bare = _BRACKETED.fullmatch(span.of(text))
    return cell.parts if bare is None else (Span(span.start + 1, span.end - 1),)


def row_lines(document: StructuredDocument, row: Row) -> tuple[Span, ...]:
    """Return the lines of a row's block that its cells and its label stand on."""
    pieces = [*row.label.parts, *row.group.parts, *(part for c in row.cells for part in c.parts)]
    return _lines(document, row.block, pieces)


def _lines(document: StructuredDocument, block: int, pieces: Iterable[Span]) -> tuple[Span, ...]:
    """Return whole lines of a block, from the first to the last that holds one of the pieces."""
    text, held = document.document.text, list(pieces)
    found: list[Span] = []
    for part in document.blocks[block].parts:
        inside = [piece for piece in held if part.start <= piece.start < part.end]
        if not inside:
            continue
        start = max(text.rfind("\n", part.start, min(inside).start) + 1, part.start)
        end = text.find("\n", max(piece.end for piece in inside), part.end)
        line = trimmed(text, start, part.end if end < 0 else end)
        if line is not None:
            found.append(line)
    return tuple(found)


def _contexts(found: TableAnswer, row: Sequence[Span]) -> Iterator[Context]:
    document = found.document
    said: list[Span] = list(row)
    for parts in _around(found):
        if not all(any(_within(part, other) for other in said) for part in parts):
            said.extend(parts)
            yield Context(shown(document, parts), cite(document, parts))


def _around(found: TableAnswer) -> Iterator[tuple[Span, ...]]:
    notes, text = found.table.notes, found.document.document.text
    header = [part for column in found.table.columns for part in column.header.parts]
    for block in found.table.blocks:
        if lines := _lines(found.document, block, header):
            yield lines
            break
    for cell in found.cells:
        if cell.unit is not None:
            yield (cell.unit.span,)
    said = {number for cell in found.cells for number in cell.notes}
    if found.row.kind is RowKind.INDEX:
        said.update(number for number, note in enumerate(notes) if _explains_indexes(note, text))
    for number in sorted(said):
        yield notes[number].parts


def _explains_indexes(note: Note, text: str) -> bool:
    words = frozenset(comparable(" ".join(part.of(text) for part in note.parts)))
    return "100" in words and not _INDEX.isdisjoint(words)


def _within(part: Span, other: Span) -> bool:
    return other.start <= part.start and part.end <= other.end

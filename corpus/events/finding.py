"""The dated events of a document: chronicles, meetings with their agenda, tables of dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.events.dates import DateMention, date_at, dates_in
from corpus.events.wording import Idiom, Parts, idiom_of, pieces_of, points_of, title_and_points
from corpus.parsing.chronicle import NUMBERED_EVENT
from corpus.span import Span
from corpus.structure import Block, BlockKind, StructuredDocument
from corpus.tables.grid import RowKind, Table
from corpus.tables.reading import tables
from corpus.wording import ends_sentence, folded, words

_ENTRIES = frozenset({BlockKind.LIST_ITEM, BlockKind.PARAGRAPH})
_FEWEST_IN_PROSE = 2
_FARTHEST_DATE = 200  # characters from a numbered event to its date
_VERBS = frozenset("is are was were will be been has had held".split())  # noqa: SIM905
_LONGEST_DATE_CELL = 6  # words
_DATE_COLUMNS = frozenset({"date", "year", "when", "dates", "day"})
_YEAR_DIGITS = 4
_MARKED = re.compile(r"\s*(?::(?=\s|$)|[–—-]\s|$)|\t|\s[–—-]")
_MARKS = " \t\r\n,:;(–—-"


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a date.

    `date` is where the text gives it; `value` the date as a partial ISO 8601 date: `YYYY-MM-DD`,
    `YYYY-MM` or `YYYY`. `title` says what took place; `details` are the points below it or
    beside it in a table, each with the stretches of text it is made of.
    `block` and `section` number where it stands.
    """

    date: Span
    value: str
    title: Parts
    details: tuple[Parts, ...]
    block: int
    section: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A block that opens with an event: its date, then the pieces that bullets part."""

    block: Block
    date: DateMention
    title: Parts
    pieces: tuple[Parts, ...]


def events(structured: StructuredDocument) -> tuple[Event, ...]:
    """Return the dated events of a document in text order.

    They are list items and paragraphs that begin with a date ("5 May 2003: First meeting"), or with
    a numbered event and its date ("3rd meeting (12 March 2004)"), and the rows of tables with a
    column of dates. A year alone is a date where a colon or a dash follows it. A paragraph is an
    event where its section has another one; a sentence that merely opens with a date is none, nor
    is a date that stands alone.
    """
    found = [*_listed(structured)]
    for table in tables(structured):
        found.extend(_tabled(structured.document.text, table))
    return tuple(sorted(found, key=lambda event: (event.block, event.date)))


def _listed(structured: StructuredDocument) -> Iterator[Event]:
    text = structured.document.text
    by_section: dict[int, list[_Entry]] = defaultdict(list)
    for block in structured.blocks:
        entry = _entry(text, block) if block.kind in _ENTRIES else None
        if entry is not None:
            by_section[block.section].append(entry)
    below = _children(structured.blocks)
    opened = {entry.block.number for entries in by_section.values() for entry in entries}
    settled = [
        _settled(text, entry, _below(below, entry.block.number, opened))
        for entries in by_section.values()
        for entry in entries
        if len(entries) >= _FEWEST_IN_PROSE or entry.block.kind is BlockKind.LIST_ITEM
    ]
    idiom = idiom_of(
        text,
        (title for _, title, points in settled if title and points),
        (point for _, _, points in settled for point in points),
    )
    for entry, title, points in settled:
        if title:
            yield _event(text, entry, title, points, idiom)


def _entry(text: str, block: Block) -> _Entry | None:
    """Return a block as the entry of a chronicle, or None if it is none."""
    first = block.parts[0]
    date = date_at(text, first.start, first.end, years=True)
    if date is not None:
        marked = _MARKED.match(text, date.span.end, first.end) is not None
        year_alone = len(date.value) == _YEAR_DIGITS
        whole = block.parts[-1].of(text)
        runs_on = ends_sentence(whole) and block.kind is BlockKind.PARAGRAPH
        if not marked and (year_alone or runs_on):
            return None
        return _Entry(block, date, (), tuple(pieces_of(text, block.parts, date.span.end)))
    event = NUMBERED_EVENT.match(text, first.start, first.end)
    if event is None:
        return None
    farthest = min(first.end, event.end() + _FARTHEST_DATE)
    date = next(dates_in(text, event.end(), farthest), None)
    if date is None or _VERBS & set(words(text[event.end() : date.span.start].lower())):
        return None
    end = first.start + len(text[first.start : date.span.start].rstrip(_MARKS))
    rest = date.span.end + (text[date.span.end : date.span.end + 1] == ")")
    title = (Span(first.start, end),)
    return _Entry(block, date, title, tuple(pieces_of(text, block.parts, rest)))


def _settled(
    text: str, entry: _Entry, below: Sequence[Block]
) -> tuple[_Entry, Parts, tuple[Parts, ...]]:
    """Return an entry with its title and its points as bullets and blocks part them.

    A title that the line below it repeats in full gives way to that line.
    """
    lines = [piece for block in below for piece in pieces_of(text, block.parts, block.start)]
    pieces = [*([entry.title] if entry.title else []), *entry.pieces, *lines]
    if len(pieces) > 1 and pieces[1][0].of(text).startswith(pieces[0][-1].of(text)):
        del pieces[0]
    return entry, pieces[0] if pieces else (), tuple(pieces[1:])


def _event(text: str, entry: _Entry, title: Parts, points: Iterable[Parts], idiom: Idiom) -> Event:
    begun, first = title_and_points(text, title, idiom)
    details = (*first, *(cut for point in points for cut in points_of(text, point, idiom)))
    block = entry.block
    return Event(
        entry.date.span, entry.date.value, begun, tuple(details), block.number, block.section
    )


def _children(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    below: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.lead_in is not None:
            below[block.lead_in].append(block)
    return below


def _below(children: dict[int, list[Block]], number: int, opened: set[int]) -> list[Block]:
    """Return the items below a block, those below them included, without other entries."""
    found: list[Block] = []
    waiting = [number]
    while waiting:
        for child in children.get(waiting.pop(), []):
            if child.number not in opened:
                found.append(child)
                waiting.append(child.number)
    return sorted(found, key=lambda block: block.number)


def _tabled(text: str, table: Table) -> Iterator[Event]:
    """Yield the rows of a table with a column of dates; the row's label is the title."""
    for column in table.columns:
        years = folded(column.header.text) in _DATE_COLUMNS
        held = [_date_in(text, row.cells[column.number].parts, years) for row in table.rows]
        filled = sum(1 for row in table.rows if row.cells[column.number].parts)
        if sum(date is not None for date in held) < max(_FEWEST_IN_PROSE, 0.8 * filled):
            continue
        title = _title_column(table, column.number)
        for row, date in zip(table.rows, held, strict=True):
            named = row.cells[title].parts if title is not None else ()
            if date is None or not named or row.kind is not RowKind.DATA:
                continue
            apart = (column.number, title)
            details = tuple(
                cell.parts for cell in row.cells if cell.parts and cell.column not in apart
            )
            yield Event(date.span, date.value, named, details, row.block, table.section)
        return


def _date_in(text: str, parts: Parts, years: bool) -> DateMention | None:
    """Return the one date of a short cell, or None."""
    if len(parts) != 1 or len(words(parts[0].of(text))) > _LONGEST_DATE_CELL:
        return None
    found = list(dates_in(text, parts[0].start, parts[0].end, years=years))
    return found[0] if len(found) == 1 else None


def _title_column(table: Table, dates: int) -> int | None:
    """Return the column that says what took place: of the labels, else the first of words."""
    order = [table.label_column, *(column.number for column in table.columns)]
    for column in order:
        cells = [row.cells[column] for row in table.rows if row.cells[column].parts]
        if column != dates and cells and sum(cell.value is None for cell in cells) * 2 > len(cells):
            return column
    return None

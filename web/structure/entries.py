"""What was found in a document, line by line, for every way to show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.events.finding import Event
from corpus.lists.item_list import ItemList
from corpus.responsibility.assignments import Assignment
from corpus.span import Span
from corpus.structure import StructuredDocument
from corpus.structures import Structures
from corpus.tables.grid import Table
from corpus.terms.finding import Term
from qa.candidates import shown
from qa.tabular.shown import row_lines
from web.source.contents import contents


class StructureKind(StrEnum):
    """What can be found in a document."""

    OUTLINE = "outline"
    LISTS = "lists"
    ASSIGNMENTS = "assignments"
    TABLES = "tables"
    EVENTS = "events"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: a structure at level 1, what belongs to it below, each level one deeper.

    `label` is said of the quote and stands in no text; `parts` are what it quotes, () for a lead-in
    or caption that is not there. `cells` are those of a table's header at level 1, of a row below.
    `said` reads what `parts` say where they do not read well as they stand; empty otherwise.
    """

    level: int
    label: str
    parts: tuple[Span, ...]
    cells: tuple[str, ...] = ()
    said: str = ""


def text_of(document: StructuredDocument, entry: Entry) -> str:
    """Return what an entry quotes as it is displayed: one line, without marks."""
    return entry.said or shown(document, entry.parts)


def counts(document: StructuredDocument, found: Structures) -> dict[StructureKind, int]:
    """Return how many structures of each kind a document has, every kind in its order."""
    return {
        StructureKind.OUTLINE: len(contents(document.sections)),
        StructureKind.LISTS: len(found.lists),
        StructureKind.ASSIGNMENTS: len(found.assignments),
        StructureKind.TABLES: len(found.tables),
        StructureKind.EVENTS: len(found.events),
        StructureKind.TERMS: len(found.terms),
    }


def entries(
    document: StructuredDocument, found: Structures, kind: StructureKind
) -> Iterator[Entry]:
    """Yield all entries of one kind in text order; the outline has its headings at their levels."""
    if kind is StructureKind.OUTLINE:
        yield from of_outline(document)
    for item_list in found.lists if kind is StructureKind.LISTS else ():
        yield from of_list(item_list)
    for assignment in found.assignments if kind is StructureKind.ASSIGNMENTS else ():
        yield from of_assignment(assignment)
    for table in found.tables if kind is StructureKind.TABLES else ():
        yield from of_table(document, table)
    for event in found.events if kind is StructureKind.EVENTS else ():
        yield from of_event(event)
    for term in found.terms if kind is StructureKind.TERMS else ():
        yield from of_term(term)


def of_outline(document: StructuredDocument) -> Iterator[Entry]:
    """Yield the headings."""
    for each in contents(document.sections):
        heading = document.sections[each.section].heading
        yield Entry(each.level, "", (heading,) if heading else (), said=each.title)


def of_list(each: ItemList) -> Iterator[Entry]:
    """Yield the lead-in with the number of outermost items, then the items of every level."""
    told = f" of {each.announced} announced" if each.announced else ""
    yield Entry(1, f"{_counted(len(each.items), 'item')}{told}", each.lead_in)
    outermost = min(item.level for item in each.items)
    for item in each.all_items():
        yield Entry(max(item.level - outermost, 0) + 2, "", item.parts)


def of_assignment(each: Assignment) -> Iterator[Entry]:
    """Yield the measure, then the bodies."""
    yield Entry(1, "", each.measure)
    for body in each.bodies:
        yield Entry(2, "", body)


def of_table(document: StructuredDocument, each: Table) -> Iterator[Entry]:
    """Yield the caption with the headers of the columns, then the rows."""
    size = f"{_counted(len(each.rows), 'row')} × {_counted(len(each.columns), 'column')}"
    headers = tuple(column.header.text for column in each.columns)
    yield Entry(1, size, each.caption.parts, headers, each.caption.text)
    for row in each.rows:
        yield Entry(2, "", row_lines(document, row), tuple(cell.text for cell in row.cells))


def of_event(each: Event) -> Iterator[Entry]:
    """Yield what took place with its date, then the points below it."""
    yield Entry(1, each.value, each.title)
    for point in each.details:
        yield Entry(2, "", point)


def of_term(each: Term) -> Iterator[Entry]:
    """Yield the term with the way it is explained, then what it means."""
    yield Entry(1, each.kind.value, (each.name,))
    yield Entry(2, "", each.meaning)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

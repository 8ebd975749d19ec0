"""What was found in a document, every quote with its citation: the one form for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.span import Span
from corpus.structure import Section, StructuredDocument
from corpus.structures import Structures
from qa.answer import Citation
from qa.candidates import shown
from qa.citation import cite


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the document as they are displayed, with their place."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class SectionFound:
    """A section; 0 is the document itself. `path` are the headings from the outermost to its own.

    `parent` is the number of the section that it is part of, null for the document itself.
    `[start, end)` runs from the heading to the end of the last subsection, in code points.
    """

    number: int
    parent: int | None
    level: int
    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListFound:
    """A list in a section: what leads it in, how many items are announced, the outermost items."""

    section: int
    kind: str
    lead_in: Quoted | None
    announced: int | None
    items: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table in a section: its caption, the headers of its columns, the cells row by row."""

    section: int
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AssignmentFound:
    """A measure and the bodies that carry it."""

    section: int
    measure: Quoted | None
    bodies: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class EventFound:
    """What took place at a date, with the points below it."""

    section: int
    date: str
    title: Quoted | None
    details: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class TermFound:
    """A term or an abbreviation, as `kind` tells, and what it means."""

    section: int
    kind: str
    name: Quoted | None
    meaning: Quoted | None


@dataclass(frozen=True, slots=True)
class Structured:
    """All that was found in a document, each kind in text order."""

    document: str
    sections: tuple[SectionFound, ...]
    lists: tuple[ListFound, ...]
    tables: tuple[TableFound, ...]
    assignments: tuple[AssignmentFound, ...]
    events: tuple[EventFound, ...]
    terms: tuple[TermFound, ...]


def structured(document: StructuredDocument, found: Structures) -> Structured:
    """Return what was found in a document with every quote cited."""

    def quote(parts: tuple[Span, ...]) -> Quoted | None:
        return Quoted(shown(document, parts), cite(document, parts)) if parts else None

    def quotes(many: Iterable[tuple[Span, ...]]) -> tuple[Quoted, ...]:
        return tuple(each for parts in many if (each := quote(parts)) is not None)

    return Structured(
        document=document.document.id,
        sections=tuple(map(_section, document.sections)),
        lists=tuple(
            ListFound(
                each.section,
                each.kind.value,
                quote(each.lead_in),
                each.announced,
                quotes(item.parts for item in each.items),
            )
            for each in found.lists
        ),
        tables=tuple(
            TableFound(
                each.section,
                each.caption.text,
                tuple(column.header.text for column in each.columns),
                tuple(tuple(cell.text for cell in row.cells) for row in each.rows),
            )
            for each in found.tables
        ),
        assignments=tuple(
            AssignmentFound(each.section, quote(each.measure), quotes(each.bodies))
            for each in found.assignments
        ),
        events=tuple(
            EventFound(each.section, each.value, quote(each.title), quotes(each.details))
            for each in found.events
        ),
        terms=tuple(
            TermFound(each.section, each.kind.value, quote((each.name,)), quote(each.meaning))
            for each in found.terms
        ),
    )


def _section(section: Section) -> SectionFound:
    return SectionFound(
        section.number,
        section.parent,
        section.level,
        section.path,
        section.span.start,
        section.span.end,
    )

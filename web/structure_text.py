"""The structure of a document as text for the terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from corpus.events.finding import Event
from corpus.lists.item_list import ItemList
from corpus.responsibility.assignments import Assignment
from corpus.span import Span
from corpus.structure import StructuredDocument
from corpus.structures import Structures
from corpus.tables.grid import Table
from corpus.terms.finding import Term
from qa.candidates import shown
from qa.citation import cite
from qa.serialise import Json, to_json

_WIDTH = 90  # characters of a quoted line


def structure_text(document: StructuredDocument, found: Structures) -> str:
    """Return the sections of a document in order, each with what was found in it.

    One line each: a list with the number of its items, a table with its rows and columns, an
    assignment, an event, a term. Long words are cut at 90 characters.
    """

    def quoted(parts: Iterable[Span]) -> str:
        text = shown(document, tuple(parts))
        return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"

    lines: dict[int, list[str]] = {}
    for section, line in _lines(found, quoted):
        lines.setdefault(section, []).append(line)
    printed = [document.document.metadata.title]
    for each in document.sections:
        indent = "  " * each.level
        if each.heading is not None:
            printed.append(f"{indent}{quoted([each.heading])}")
        printed.extend(f"{indent}  · {line}" for line in lines.get(each.number, ()))
    return "\n".join(printed)


def structure_json(document: StructuredDocument, found: Structures) -> Json:
    """Return what `structure_text` prints as JSON, every quote with its citation.

    The keys are `document`, `sections`, `lists`, `tables`, `assignments`, `events` and `terms`.
    """

    def quote(parts: tuple[Span, ...]) -> Json:
        if not parts:
            return None
        return {"text": shown(document, parts), "citation": to_json(cite(document, parts))}

    def quotes(many: Iterable[tuple[Span, ...]]) -> Json:
        return [quote(parts) for parts in many]

    return {
        "document": document.document.id,
        "sections": [
            {"number": each.number, "level": each.level, "path": list(each.path)}
            for each in document.sections
        ],
        "lists": [
            {
                "section": each.section,
                "kind": each.kind.value,
                "lead_in": quote(each.lead_in),
                "announced": each.announced,
                "items": quotes(item.parts for item in each.items),
            }
            for each in found.lists
        ],
        "tables": [
            {
                "section": each.section,
                "caption": each.caption.text,
                "columns": [column.header.text for column in each.columns],
                "rows": [[cell.text for cell in row.cells] for row in each.rows],
            }
            for each in found.tables
        ],
        "assignments": [
            {
                "section": each.section,
                "measure": quote(each.measure),
                "bodies": quotes(each.bodies),
            }
            for each in found.assignments
        ],
        "events": [
            {
                "section": each.section,
                "date": each.value,
                "title": quote(each.title),
                "details": quotes(each.details),
            }
            for each in found.events
        ],
        "terms": [
            {
                "section": each.section,
                "kind": each.kind.value,
                "name": quote((each.name,)),
                "meaning": quote(each.meaning),
            }
            for each in found.terms
        ],
    }


def _lines(found: Structures, quoted: Callable[[Iterable[Span]], str]) -> Iterator[tuple[int, str]]:
    """Yield the line of each structure with the number of its section, kind by kind."""

    def of_list(each: ItemList) -> str:
        told = f" of {each.announced} announced" if each.announced else ""
        lead = quoted(each.lead_in) if each.lead_in else quoted(each.items[0].parts)
        return f"list ({_counted(len(each.items), 'item')}{told}): {lead}"

    def of_table(each: Table) -> str:
        size = f"{_counted(len(each.rows), 'row')} × {_counted(len(each.columns), 'column')}"
        return f"table ({size}): {each.caption.text}"

    def of_assignment(each: Assignment) -> str:
        return f"assigned to {'; '.join(map(quoted, each.bodies))}: {quoted(each.measure)}"

    def of_event(each: Event) -> str:
        return f"event {each.value}: {quoted(each.title)}"

    def of_term(each: Term) -> str:
        return f"{each.kind.value} {quoted([each.name])}: {quoted(each.meaning)}"

    yield from ((each.section, of_list(each)) for each in found.lists)
    yield from ((each.section, of_table(each)) for each in found.tables)
    yield from ((each.section, of_assignment(each)) for each in found.assignments)
    yield from ((each.section, of_event(each)) for each in found.events)
    yield from ((each.section, of_term(each)) for each in found.terms)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

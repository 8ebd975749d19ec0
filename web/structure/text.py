"""The structure of a document as text for the terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.structure import StructuredDocument
from corpus.structures import Structures
from qa.candidates import shown
from qa.serialise import Json, to_json
from web.structure.entries import (
    Entry,
    of_assignment,
    of_event,
    of_list,
    of_table,
    of_term,
    text_of,
)
from web.structure.structured import structured

_WIDTH = 90  # characters of a quoted line


def structure_text(document: StructuredDocument, found: Structures) -> str:
    """Return the sections of a document in order, each with what was found in it.

    One line each: a list with the number of its items, a table with its rows and columns, an
    assignment, an event, a term. Long words are cut at 90 characters.
    """
    lines: dict[int, list[str]] = {}
    for section, line in _lines(document, found):
        lines.setdefault(section, []).append(line)
    printed = [document.document.metadata.title]
    for each in document.sections:
        indent = "  " * each.level
        if each.heading is not None:
            printed.append(f"{indent}{_cut(shown(document, (each.heading,)))}")
        printed.extend(f"{indent}  · {line}" for line in lines.get(each.number, ()))
    return "\n".join(printed)


def structure_json(document: StructuredDocument, found: Structures) -> Json:
    """Return what `structure_text` prints as JSON, every quote with its citation."""
    return to_json(structured(document, found))


def _lines(document: StructuredDocument, found: Structures) -> Iterator[tuple[int, str]]:
    """Yield the line of each structure with the number of its section, kind by kind."""

    def quoted(entry: Entry) -> str:
        return _cut(text_of(document, entry))

    for item_list in found.lists:
        lead, first, *_ = of_list(item_list)
        opening = quoted(lead if lead.parts else first)
        yield item_list.section, f"list ({lead.label}): {opening}"
    for table in found.tables:
        caption = next(of_table(document, table))
        yield table.section, f"table ({caption.label}): {caption.said}"
    for assignment in found.assignments:
        measure, *bodies = map(quoted, of_assignment(assignment))
        yield assignment.section, f"assigned to {'; '.join(bodies)}: {measure}"
    for event in found.events:
        title = next(of_event(event))
        yield event.section, f"event {title.label}: {quoted(title)}"
    for term in found.terms:
        name, meaning = of_term(term)
        yield term.section, f"{name.label} {quoted(name)}: {quoted(meaning)}"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"

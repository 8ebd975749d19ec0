"""What the text of a document enumerates, assigns, tabulates, dates and explains."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.events.finding import Event, events
from corpus.lists.finding import lists
from corpus.lists.item_list import ItemList
from corpus.responsibility.assignments import Assignment, assignments
from corpus.structure import StructuredDocument
from corpus.tables.grid import Table
from corpus.tables.reading import tables
from corpus.terms.finding import Term, terms


@dataclass(frozen=True, slots=True)
class Structures:
    """The structures of a document, each tuple in text order, () where it has none.

    Sections and blocks are numbered as in the document that they were found in.
    """

    lists: tuple[ItemList, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    tables: tuple[Table, ...] = ()
    events: tuple[Event, ...] = ()
    terms: tuple[Term, ...] = ()


def structures(structured: StructuredDocument) -> Structures:
    """Return all structures of a document."""
    return Structures(
        lists(structured),
        assignments(structured),
        tables(structured),
        events(structured),
        terms(structured),
    )

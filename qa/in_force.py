"""The part of a collection that a question is put to: the editions in force on a day."""

from __future__ import annotations

from collections.abc import Collection

from index.protocols import Index


def in_force(index: Index, documents: Collection[str], as_of: str) -> tuple[Index, tuple[str, ...]]:
    """Return the index of what is asked on a day, and what the documents named stand for then.

    An empty day is now: superseded documents are left out, unless they are named. On a day, what
    was younger is left out, too, and a document that is named stands for its edition of then; where
    none of those named has one, the index is empty. Documents that no question names stay ().
    """
    editions = index.editions()
    hidden, named = editions.hidden(as_of), tuple(documents)
    if as_of:
        then = {found for id_ in documents for found in editions.in_force(id_, as_of)}
        named = tuple(sorted(then))
    if documents and not named:
        return index.without(index.document_ids()), ()
    hidden = hidden.difference(named)
    return (index.without(hidden) if hidden else index), named

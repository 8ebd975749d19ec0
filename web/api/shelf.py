"""The documents of a collection, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from web.api.paging import Window
from web.library.overview import DocumentEntry, Overview


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """Documents by id, of `total` that the generation holds."""

    generation: str
    total: int
    limit: int
    offset: int
    documents: tuple[DocumentEntry, ...]


def documents_page(found: Overview, window: Window) -> DocumentsPage:
    """Return the documents of an overview that a window shows."""
    return DocumentsPage(
        found.generation,
        len(found.documents),
        window.limit,
        window.offset,
        window.of(found.documents),
    )

"""Items of an answer from their places in a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.span import Span
from corpus.structure import StructuredDocument
from qa.answer import Citation, Context, Item
from qa.candidates import shown
from qa.citation import cite


def item_at(
    document: StructuredDocument, parts: Sequence[Span], cited: Sequence[Span] = ()
) -> Item:
    """Return the item that `parts` show, with the citation of `cited`, of `parts` if there is none.

    Stretches with nothing but white space between them are cited as one.
    """
    source = document.document.text
    return Item(shown(document, parts), cite(document, joined(source, cited or parts)))


def context_at(document: StructuredDocument, parts: Sequence[Span]) -> tuple[Context, ...]:
    """Return what is shown with an answer from these places, () for none."""
    if not parts:
        return ()
    return (Context(shown(document, parts), cite(document, parts)),)


def joined(text: str, parts: Sequence[Span]) -> tuple[Span, ...]:
    """Return stretches in reading order, neighbours as one where only white space parts them."""
    found: list[Span] = []
    for part in parts:
        if found and not text[found[-1].end : part.start].strip():
            found[-1] = Span(found[-1].start, part.end)
        else:
            found.append(part)
    return tuple(found)


def citations_of(items: Iterable[Item]) -> tuple[Citation, ...]:
    """Return the citations of items in their order, each once."""
    return tuple(dict.fromkeys(item.citation for item in items))

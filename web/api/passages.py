"""A passage of a document, named by its offsets."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.span import Span
from index.protocols import Index
from qa.answer import Citation
from qa.citation import cite
from web.api.found import found_document
from web.questions.asking import ParameterError

LONGEST_PASSAGE = 20_000  # characters


@dataclass(frozen=True, slots=True)
class PassageFound:
    """The canonical text from one offset to another, as it is, and cited as a quote would be."""

    generation: str
    text: str
    citation: Citation


def passage_at(index: Index, document_id: str, start: int, end: int) -> PassageFound:
    """Return the passage `[start, end)` of a document, in code points of its canonical text.

    Raises UnknownDocumentError if the collection has no such document, and ParameterError if there
    is no such passage, or it is longer than 20,000 characters.
    """
    index = index.snapshot()
    found = found_document(index, document_id)
    text = found.document.text
    if not 0 <= start < end <= len(text):
        raise ParameterError(
            f"no passage stands at {start} to {end}; give a start below the end, "
            f"and an end up to {len(text)}"
        )
    if end - start > LONGEST_PASSAGE:
        raise ParameterError(
            f"the passage has {end - start} characters; ask for {LONGEST_PASSAGE} at most"
        )
    span = Span(start, end)
    return PassageFound(index.generation, span.of(text), cite(found, (span,)))

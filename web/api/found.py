"""A document that an address names."""

from __future__ import annotations

from corpus.errors import PinciteError
from corpus.structure import StructuredDocument
from index.catalogue.summary import DocumentSummary
from index.protocols import Index


class UnknownDocumentError(PinciteError):
    """The collection has no document of this id."""


def found_document(index: Index, document_id: str) -> StructuredDocument:
    """Return a document of the index. Raises UnknownDocumentError if there is none of this id."""
    try:
        return index.document(document_id)
    except KeyError as error:
        raise _unknown(document_id) from error


def known_document(index: Index, document_id: str) -> DocumentSummary:
    """Return the summary of a document. Raises UnknownDocumentError as `found_document` does."""
    try:
        return index.summary(document_id)
    except KeyError as error:
        raise _unknown(document_id) from error


def _unknown(document_id: str) -> UnknownDocumentError:
    return UnknownDocumentError(
        f"no document is called {document_id[:40]!r}; /api/v1/documents lists them"
    )

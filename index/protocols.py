"""What an index and an embedding model must be able to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.document import Metadata
from corpus.editions import Editions
from corpus.events.finding import Event
from corpus.structure import StructuredDocument
from corpus.structures import Structures
from corpus.terms.finding import Term
from index.catalogue.summary import DocumentSummary
from index.ranked import Ranked, SearchFilter

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into unit vectors, so that the inner product is the cosine.

    The vector of a text depends on that text alone: not on its company, its order or the thread.
    """

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights: another fingerprint means other vectors."""

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""

    def embed_query(self, text: str) -> Vectors:
        """Return the vector of a question, shape (dimension,)."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, shape (len(texts), dimension); (0, dimension) for none."""


class Index(Protocol):
    """Documents with their chunks, searchable by meaning and by words."""

    def snapshot(self) -> Index:
        """Return the index as it is now; it stays so, whatever is written or refreshed later.

        What belongs together (a search and the documents of its hits) is asked of one snapshot.
        """

    @property
    def generation(self) -> str:
        """Name the state that a search sees; it changes with every committed write."""

    def editions(self) -> Editions:
        """Return which documents take the place of which."""

    def without(self, document_ids: Collection[str]) -> Index:
        """Return the index as it is now with documents left out of whatever goes over several.

        What is asked of a document by its id, and of a text by its hash, is told of them, too.
        """

    def search(self, query: str, k: int, filter: SearchFilter, also: str = "") -> Ranked:
        """Return the k best chunks of each list, fewer where the collection has fewer.

        `also` are further words for the lexical list alone.

        Raises ValueError if k < 1. An empty query or collection returns empty lists.
        """

    def document(self, document_id: str) -> StructuredDocument:
        """Return a document with its structure. Raises KeyError if it is not in the collection."""

    def opening(self, document_id: str) -> StructuredDocument:
        """Return a document as far as its title, which is read much faster than the whole.

        All its text is there and at least its first block, and the sections to the first one with a
        heading, or all if none has any. Raises KeyError as `document`.
        """

    def documents_with_text(self, sha256: Collection[str]) -> Mapping[str, str]:
        """Return by the SHA-256 of a canonical text the document that has it, the first by id."""

    def structures(self, document_id: str) -> Structures:
        """Return what a document enumerates, assigns, tabulates, dates and explains.

        Raises KeyError if it is not in the collection.
        """

    def terms(self, document_id: str) -> tuple[Term, ...]:
        """Return the terms of a document's structures alone. Raises KeyError as `structures`."""

    def events(self, document_id: str) -> tuple[Event, ...]:
        """Return the events of a document's structures alone. Raises KeyError as `structures`."""

    def metadata(self, document_id: str) -> Metadata:
        """Return what is known about a document without its text. Raises KeyError as `document`."""

    def short_forms(self) -> tuple[tuple[str, str], ...]:
        """Return the abbreviations that the documents introduce, each with its long form.

        Both are as a person reads them, each pair once, sorted.
        """

    def occurrences(self, prefix: str) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """Return by word and document the blocks of every word that begins with `prefix`.

        Words are as `corpus.block_words` reads them; the numbers of the blocks ascend. All places
        are there, not the best; no word begins with an empty prefix or one with a capital. The
        places of a word may be read only as they are looked up: look up no more than are needed.
        """

    def holds_word(self, word: str) -> bool:
        """Tell whether a word with the stem of `word` stands in a text or title of the collection.

        Case, accents, and British or American spelling make no difference.
        """

    def near_words(self, word: str, slips: int) -> Mapping[str, float]:
        """Return the collection's words at most `slips` away from a word in lower case, 64 at most.

        Each comes with the share that it has of all words, counted once a block; the commonest come
        first. A slip is a letter more, less or other, or two neighbouring letters swapped. Raises
        ValueError unless `slips` is 0 to 2.
        """

    def summaries(self) -> tuple[DocumentSummary, ...]:
        """Return what is told of each document where many are listed, by id."""

    def summary(self, document_id: str) -> DocumentSummary:
        """Return what is told of a document. Raises KeyError as `document`."""

    def document_ids(self) -> tuple[str, ...]:
        """Return the ids of all documents, sorted."""

    def section_count(self) -> int:
        """Return how many sections the collection has."""

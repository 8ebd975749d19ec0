"""The embedded index: searches the newest generation of a data folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from corpus.document import Metadata
from corpus.editions import Editions
from corpus.errors import DataFolderError
from corpus.events.finding import Event
from corpus.structure import Chunk, StructuredDocument
from corpus.structures import Structures
from corpus.terms.finding import Term
from index.catalogue.summary import DocumentSummary
from index.generations.data_folder import DataFolder
from index.generations.generation import Generation
from index.generations.manifest import Manifest
from index.generations.storage import ALL_IN_FILES, Storage
from index.protocols import Embedder
from index.ranked import Hit, Ranked, SearchFilter
from index.rows.rows import RowHit
from index.stages import Stage, stage


class EmbeddedIndex:
    """A reader of a data folder, safe from many threads.

    It sees the generation that was newest when it was opened or last refreshed, and no other.
    Searches that run during a refresh finish on the generation they began with. After `close`
    every use raises ValueError.
    """

    def __init__(
        self,
        folder: DataFolder,
        embedder: Embedder,
        generation: Generation,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self._folder = folder
        self._hidden = hidden  # documents that it leaves out
        self._embedder = embedder
        self._opened: Generation | None = generation
        self._refreshing = Lock()

    @classmethod
    def open(cls, folder: Path, embedder: Embedder, storage: Storage = ALL_IN_FILES) -> Self:
        """Open the newest generation of a data folder, its parts there or in `storage`.

        Raises DataFolderError if there is none, if another embedder built it, if it is damaged or
        of another format.
        """
        data = DataFolder(folder, storage)
        return cls(data, embedder, _open(data, embedder))

    def refresh(self) -> bool:
        """Go on with the newest generation and return whether that is another than before.

        Raises DataFolderError as `open` does, and then stays with the one it has.
        """
        with self._refreshing:
            if self._folder.current_name() == self._generation.name:
                return False
            self._opened = _open(self._folder, self._embedder)
            return True

    def snapshot(self) -> EmbeddedIndex:
        """Return an index that stays with today's generation; it needs no closing of its own."""
        return self.without(())

    def editions(self) -> Editions:
        """Return which documents take the place of which."""
        return self._generation.catalogue.across.editions

    def without(self, document_ids: Collection[str]) -> EmbeddedIndex:
        """Return a snapshot that leaves documents out of whatever goes over several."""
        hidden = self._hidden.union(document_ids)
        return EmbeddedIndex(self._folder, self._embedder, self._generation, hidden)

    def close(self) -> None:
        """Let go of the files. Searches must have finished."""
        with self._refreshing:
            if self._opened:
                self._opened.catalogue.close()
            self._opened = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def _generation(self) -> Generation:
        opened = self._opened
        if opened is None:
            raise ValueError("the index is closed")
        return opened

    @property
    def generation(self) -> str:
        """Name the contents that a search sees: equal contents have equal names everywhere."""
        return self._generation.manifest.generation

    @property
    def manifest(self) -> Manifest:
        """Return what the generation holds and what made it."""
        return self._generation.manifest

    def search(self, query: str, k: int, filter: SearchFilter, also: str = "") -> Ranked:
        """Return the k best chunks of each list, fewer where fewer match.

        `also` are further words for the lexical list alone.

        Raises ValueError if k < 1. An empty query or collection returns empty lists, and so does a
        filter of unknown documents.
        """
        if k < 1:
            raise ValueError(f"k is {k}, not at least 1")
        generation, documents, hidden = self._generation, filter.documents, self._hidden
        known = generation.catalogue.entries.keys()
        asked = known if documents is None else known & documents
        if not query.strip() or not len(generation.rows) or asked <= hidden:
            return Ranked(dense=(), lexical=())
        # Half a surrogate pair can come in through JSON; no store takes it.
        readable = query.encode("utf-8", errors="replace").decode("utf-8")
        with stage(Stage.DENSE):
            vector = self._embedder.embed_query(readable)
            dense = generation.rows.dense(vector, k, documents, hidden)
        wanted = f"{query} {also}".encode("utf-8", errors="replace").decode("utf-8")
        with stage(Stage.LEXICAL):
            lexical = generation.rows.lexical(wanted, k, documents, hidden)
        chunks = generation.catalogue.chunks({hit.row for hit in (*dense, *lexical)})
        return Ranked(dense=_hits(dense, chunks), lexical=_hits(lexical, chunks))

    def document(self, document_id: str) -> StructuredDocument:
        """Return a document with its structure. Raises KeyError if it is not in the collection."""
        return self._generation.catalogue.document(document_id)

    def opening(self, document_id: str) -> StructuredDocument:
        """Return a document as far as its title. Raises KeyError if it is not in the collection."""
        return self._generation.catalogue.opening(document_id)

    def documents_with_text(self, sha256: Collection[str]) -> Mapping[str, str]:
        """Return by the SHA-256 of a canonical text the document that has it, the first by id."""
        return self._generation.catalogue.documents_with_text(sha256)

    def structures(self, document_id: str) -> Structures:
        """Return the structures of a document. Raises KeyError if it is not in the collection."""
        return self._generation.catalogue.structures(document_id)

    def terms(self, document_id: str) -> tuple[Term, ...]:
        """Return the terms of a document. Raises KeyError if it is not in the collection."""
        return self._generation.catalogue.terms(document_id)

    def events(self, document_id: str) -> tuple[Event, ...]:
        """Return the events of a document. Raises KeyError if it is not in the collection."""
        return self._generation.catalogue.events(document_id)

    def metadata(self, document_id: str) -> Metadata:
        """Return what is known about a document. Raises KeyError if it is not in the collection."""
        return self._generation.catalogue.metadata(document_id)

    def short_forms(self) -> tuple[tuple[str, str], ...]:
        """Return the abbreviations that the documents introduce, each with its long form."""
        return self._generation.catalogue.across.short_forms(self._hidden)

    def occurrences(self, prefix: str) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """Return by word and document the blocks of every word that begins with `prefix`."""
        return self._generation.catalogue.across.occurrences(prefix, self._hidden)

    def holds_word(self, word: str) -> bool:
        """Tell whether a word with the stem of `word` stands in a text or title."""
        vocabulary = self._generation.vocabulary
        if not self._hidden:
            return vocabulary.holds(word)
        return any(map(self._shows, vocabulary.of_stem(word)))

    def near_words(self, word: str, slips: int) -> Mapping[str, float]:
        """Return the words at most `slips` away, with their shares, the commonest first."""
        found = self._generation.vocabulary.near(word, slips)
        if not self._hidden:
            return found
        return {each: share for each, share in found.items() if self._shows(each)}

    def _shows(self, word: str) -> bool:
        """Tell whether a word of the vocabulary stands in a document that is not left out."""
        return self._generation.catalogue.across.stands_outside(word, self._hidden)

    def summaries(self) -> tuple[DocumentSummary, ...]:
        """Return what is told of each document where many are listed, by id."""
        known = self._generation.catalogue.summaries
        return tuple(each for id_, each in known.items() if id_ not in self._hidden)

    def summary(self, document_id: str) -> DocumentSummary:
        """Return what is told of a document. Raises KeyError if it is not in the collection."""
        return self._generation.catalogue.summary(document_id)

    def document_ids(self) -> tuple[str, ...]:
        """Return the ids of all documents, sorted."""
        entries = self._generation.catalogue.entries
        return tuple(id_ for id_ in entries if id_ not in self._hidden)

    def section_count(self) -> int:
        """Return how many sections the collection has, one for each document itself included."""
        catalogue = self._generation.catalogue
        return catalogue.section_count - sum(
            catalogue.summary(id_).sections for id_ in self._hidden & catalogue.entries.keys()
        )


def _hits(rows: Sequence[RowHit], chunks: dict[int, Chunk]) -> tuple[Hit, ...]:
    return tuple(Hit(chunks[row], score) for row, score in rows)


def _open(folder: DataFolder, embedder: Embedder) -> Generation:
    generation = folder.open_current()
    if generation is None:
        raise DataFolderError(
            f"There is no collection in {folder.path}; run `pincite build` to make one."
        )
    built_with, asked = generation.manifest.embedder, embedder.fingerprint
    if built_with != asked:
        raise DataFolderError(
            f"{folder.path} was built with the embedding model {built_with}, not {asked}; "
            "run `pincite build` again."
        )
    if generation.manifest.dimension != embedder.dimension:
        raise DataFolderError(
            f"{folder.path} holds vectors of dimension {generation.manifest.dimension}, not "
            f"{embedder.dimension}; run `pincite build` again."
        )
    return generation

"""The write side of a data folder: one writer at a time, one new generation per session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.document import Document
from corpus.editions import Superseded, superseded
from corpus.errors import DataFolderError, NewerFormatError, UnreachableError
from corpus.structure import Chunk, StructuredDocument
from index.building import Contents, build_generation
from index.generations.data_folder import DataFolder
from index.generations.generation import Generation
from index.generations.manifest import content_sha256, corpus_sha256, editions_sha256
from index.generations.origins import ORIGINS_FILE, Origins, load_origins
from index.generations.storage import ALL_IN_FILES, Storage
from index.passage_vectors import PassageVectors
from index.prepared.cut_document import CutDocument, cut_document
from index.protocols import Embedder
from index.spilled import SpilledContents


class IndexWriter:
    """Adds to and removes from the collection of a data folder, all or nothing.

    Used in a `with` statement. On a clean exit a new generation is built beside the one in use,
    opened to check it, and switched to; on an exception, or if nothing changed, the old one stays.
    A crash at any moment leaves the old or the new. What was added waits on the disk, so that the
    memory it takes grows little with the collection.

    `origins` tell where the documents came from; what is put there is committed with them.

    `chunker` states the settings that cut the chunks: under other settings than before, every
    document must be added again or removed. With `recover`, a damaged collection or one of an
    older format counts as empty; without, entering raises DataFolderError. With `anew`, any counts
    as empty, but what is known of its origins stays, and a new generation is made in any case.

    `clock` tells when a text comes in; one that is there already keeps its time. What `storage`
    keeps is put there; a collection that has it elsewhere is moved in any case.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        *,
        chunker: str,
        recover: bool = False,
        anew: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        storage: Storage = ALL_IN_FILES,
    ) -> None:
        self._folder = self._source = DataFolder(folder, storage)
        self._clock = clock
        self._embedder = embedder
        self._chunker = chunker
        self._recover = recover
        self._anew = anew
        self._resources = ExitStack()
        self._old: Generation | None = None
        self._vectors = PassageVectors(embedder, None)
        self._kept: set[str] = set()
        self._were = self.origins = Origins()

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            self._locked = opening.enter_context(self._folder.locked())
            self._source = self._begun_with()
            self._old = self._open_old()
            self._were = self.origins = self._open_origins()
            self._vectors = PassageVectors(self._embedder, self._old)
            if self._old:
                opening.callback(self._old.catalogue.close)
                self._kept = set(self._old.catalogue.entries)
            is_here = self._source is self._folder
            self._locked.clean_up(self._old.name if self._old and is_here else None)
            with self._refusals_told():
                self._added = opening.enter_context(SpilledContents(self._folder.generations))
            self._resources = opening.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._resources:
            if kind is not None:
                return
            with self._refusals_told():
                self._commit()

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._kept or document_id in self._added

    def document_ids(self) -> tuple[str, ...]:
        """Return the ids that the collection would have after this session, sorted."""
        return tuple(sorted(self._kept | set(self._added)))

    def holds(self, document: Document) -> bool:
        """Return whether exactly this document need not be added again.

        True if the collection would have it after this session, equal in every field, with chunks
        that were cut under the same settings.
        """
        if document.id in self._added:
            return self._added.get(document.id).structured.document == document
        if self._old is None or document.id not in self._kept:
            return False
        return not self.stale_ids() and self._old.catalogue.holds(document)

    def stale_ids(self) -> tuple[str, ...]:
        """Return the ids of documents whose chunks were cut under other settings, sorted.

        They must be added again or removed.
        """
        if self._old is None or self._old.manifest.chunker == self._chunker:
            return ()
        return tuple(sorted(self._kept))

    def document(self, document_id: str) -> Document:
        """Return a document as it would be after this session. Raises KeyError if it is none."""
        if document_id in self._added:
            return self._added.get(document_id).structured.document
        if self._old is None or document_id not in self._kept:
            raise KeyError(document_id)
        return self._old.catalogue.document(document_id).document

    def sources(self) -> dict[str, str]:
        """Return the SHA-256 of the bytes that each document came from, by id."""
        added = {id_: self.document(id_).source_sha256 for id_ in self._added}
        if self._old is None:
            return added
        entries = self._old.catalogue.entries
        return {id_: entries[id_].source_sha256 for id_ in self._kept} | added

    def add(self, document: StructuredDocument, chunks: Sequence[Chunk]) -> None:
        """Add a document, in place of the one with the same id if there is one.

        Texts that have no vector yet are embedded now. Raises ValueError if a chunk is not a slice
        of the document or two have one start, ModelError if the model returns no unit vectors.
        """
        self.put(cut_document(document, chunks))

    def put(self, cut: CutDocument) -> None:
        """Add a document as `add` does, with all that is made of it without a model."""
        id_ = cut.structured.document.id
        contents = Contents(
            cut.structured,
            cut.structures,
            cut.chunks,
            self._vectors.of(cut.chunks),
            cut.sketch,
            cut.sha256,
            self._indexed(cut.structured.document),
        )
        with self._refusals_told():
            self._added.put(contents)
        self._kept.discard(id_)

    def require(self, document_ids: Iterable[str]) -> None:
        """Raise DataFolderError if a document is not there."""
        unknown = sorted(id_ for id_ in document_ids if id_ not in self)
        if unknown:
            raise DataFolderError(
                f"{unknown[0]!r} is not in the collection {self._folder.path}; "
                "check the id against the list of documents."
            )

    def remove(self, document_ids: Iterable[str]) -> None:
        """Remove documents; all or none. Raises DataFolderError if one is not there."""
        doomed = set(document_ids)
        self.require(doomed)
        self._kept -= doomed
        for id_ in doomed:
            self._added.drop(id_)

    def _begun_with(self) -> DataFolder:
        """Return where the collection is: in files alone, if that was so until now."""
        of_files = self._folder.storage.with_texts_in_folder()
        if of_files == self._folder.storage or self._folder.current_name() is not None:
            return self._folder
        return DataFolder(self._folder.path, of_files)

    def _open_old(self) -> Generation | None:
        try:
            if self._anew:
                self._source.refuse_newer()
                return None
            return self._source.open_current()
        except (NewerFormatError, UnreachableError):
            raise
        except DataFolderError:
            if not (self._recover or self._anew):
                raise
            return None

    def _open_origins(self) -> Origins:
        try:
            generation, _ = self._source.last_known()
            return load_origins(generation) if generation else Origins()
        except UnreachableError:
            raise
        except DataFolderError:
            if not (self._recover or self._anew):
                raise
            return Origins()

    def superseded_before(self) -> tuple[Superseded, ...]:
        """Return what stood in the place of what before this session, by document."""
        return tuple(self._old.catalogue.across.editions.superseded.values()) if self._old else ()

    def superseded(self) -> tuple[Superseded, ...]:
        """Return what would stand in the place of what after this session, by document."""
        known = self._added.candidates
        if self._old:
            known |= self._old.catalogue.across.candidates(self._kept)
        return superseded(known, self.origins.replaced, self.origins.apart)

    def _commit(self) -> None:
        editions = self.superseded()
        content = self._content_sha256(editions)
        if self._old and self._is_as_before(self._old, content):
            if self.origins != self._were:
                self._locked.replace(
                    self._old.name, ORIGINS_FILE, self.origins.to_bytes(self._folder.path)
                )
            return
        self._refuse_stale_chunks()
        embedder, storage = self._embedder, self._folder.storage
        with self._locked.new_generation(content, embedder.dimension) as folder:
            collection = map(self._contents, self.document_ids())
            build_generation(folder, collection, editions, embedder, self._chunker, storage)
            (folder / ORIGINS_FILE).write_bytes(self.origins.to_bytes(self._folder.path))

    def _is_as_before(self, old: Generation, content: str) -> bool:
        """Return whether contents and the place of all parts are those of the old generation."""
        is_here = self._source is self._folder
        is_here = is_here and self._folder.storage.holds(self._folder.generations / old.name)
        return is_here and old.manifest.content_sha256 == content

    def _content_sha256(self, editions: Sequence[Superseded]) -> str:
        digests = dict(self._added.sha256)
        if self._old:
            entries = self._old.catalogue.entries
            digests |= {id_: entries[id_].content_sha256 for id_ in self._kept}
        model = self._embedder
        made_by = (model.fingerprint, model.dimension, self._chunker)
        return content_sha256(*made_by, corpus_sha256(digests), editions_sha256(editions))

    def _refuse_stale_chunks(self) -> None:
        stale = self.stale_ids()
        if self._old and stale:
            raise DataFolderError(
                f"{len(stale)} documents of {self._folder.path} were cut with the settings "
                f"{self._old.manifest.chunker!r}, not {self._chunker!r}; run `pincite build` "
                "to add them again."
            )

    def _contents(self, id_: str) -> Contents:
        if id_ in self._added:
            return self._added.get(id_)
        if self._old is None:
            raise KeyError(id_)
        catalogue = self._old.catalogue
        chunks = catalogue.chunks_of(id_)
        vectors = self._vectors.stored(id_)
        if vectors is None:
            vectors = self._vectors.of(chunks)
        (candidate,) = catalogue.across.candidates([id_]).values()
        return Contents(
            catalogue.document(id_),
            catalogue.structures(id_),
            chunks,
            vectors,
            candidate.sketch,
            catalogue.entries[id_].content_sha256,
            catalogue.summary(id_).indexed,
        )

    def _indexed(self, document: Document) -> str:
        """Return when a document's text came in: now, unless the collection has it already."""
        if self._old and document.id in self._old.catalogue.entries:
            known = self._old.catalogue.summary(document.id)
            if known.text_sha256 == document.text_sha256:
                return known.indexed
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @contextmanager
    def _refusals_told(self) -> Iterator[None]:
        try:
            yield
        except OSError as refused:
            raise DataFolderError(
                f"{self._folder.path} cannot be written ({refused.strerror}); "
                "make room and try again."
            ) from refused

"""The write side of a data folder: one writer at a time, one new generation per session."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from corpus.errors import DataFolderError, ModelError
from corpus.structure import Chunk, StructuredDocument
from index.catalogue import create_catalogue, embed_sha256
from index.generation import (
    CATALOGUE_FILE,
    FORMAT_VERSION,
    MANIFEST_FILE,
    TERMS_FOLDER,
    VECTORS_FILE,
    Generation,
    Manifest,
    NewerFormatError,
    content_sha256,
    corpus_sha256,
    digest_files,
    document_sha256,
    generation_name,
    generation_number,
    generations_folder,
    open_current,
    open_generation,
    switch_current,
    sync,
    sync_tree,
)
from index.protocols import Embedder, Vectors
from index.terms import TermWriter
from index.vectors import VectorIndex

_UNIT_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class _Added:
    """A document of this session, with its chunks by start and one vector for each."""

    structured: StructuredDocument
    chunks: tuple[Chunk, ...]
    vectors: Vectors
    sha256: str


class IndexWriter:
    """Adds to and removes from the collection of a data folder, all or nothing.

    Used in a `with` statement. On a clean exit a new generation is built beside the one in use,
    opened to check it, and switched to; on an exception, or if nothing changed, the old one stays.
    A crash at any moment leaves the old or the new. The generation before the new one is kept for
    readers that are opening it.

    `chunker` states the settings that cut the chunks: under other settings than before, every
    document must be added again or removed. With `recover`, a damaged collection or one of an
    older format counts as empty; without, entering raises DataFolderError.
    """

    def __init__(
        self, folder: Path, embedder: Embedder, *, chunker: str, recover: bool = False
    ) -> None:
        self._folder = folder
        self._embedder = embedder
        self._chunker = chunker
        self._recover = recover
        self._resources = ExitStack()
        self._old: Generation | None = None
        self._added: dict[str, _Added] = {}
        self._kept: set[str] = set()
        self._embedded: dict[str, Vectors] = {}

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            opening.enter_context(_lock(self._folder))
            self._old = self._open_old()
            if self._old:
                opening.callback(self._old.catalogue.close)
                self._kept = set(self._old.catalogue.entries)
            _clean_up(self._folder, self._old.name if self._old else None)
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
            try:
                self._commit()
            except OSError as error:
                raise DataFolderError(
                    f"{self._folder} cannot be written ({error.strerror}); make room and try again."
                ) from error

    def document_ids(self) -> tuple[str, ...]:
        """Return the ids that the collection would have after this session, sorted."""
        return tuple(sorted(self._kept | set(self._added)))

    def document_hashes(self) -> dict[str, str]:
        """Return the `source_sha256` by id of the documents that need not be added again.

        These are the documents from before whose chunks were cut with the same settings.
        """
        if self._old is None or self._old.manifest.chunker != self._chunker:
            return {}
        entries = self._old.catalogue.entries
        return {id_: entries[id_].source_sha256 for id_ in sorted(self._kept)}

    def add(self, document: StructuredDocument, chunks: Sequence[Chunk]) -> None:
        """Add a document, in place of the one with the same id if there is one.

        Texts that have no vector yet are embedded now. Raises ValueError if a chunk is not a slice
        of the document or two have one start, ModelError if the model returns no unit vectors.
        """
        id_, text = document.document.id, document.document.text
        ordered = tuple(sorted(chunks, key=lambda chunk: chunk.start))
        if len({chunk.start for chunk in ordered}) < len(ordered):
            raise ValueError(f"two chunks of {id_} have one start")
        for chunk in ordered:
            if chunk.document_id != id_ or chunk.text != text[chunk.start : chunk.end]:
                raise ValueError(f"chunk {chunk.key} is not a slice of {id_}")
        digest = document_sha256(document, ordered)
        self._added[id_] = _Added(document, ordered, self._vectors(ordered), digest)
        self._kept.discard(id_)

    def remove(self, document_ids: Iterable[str]) -> None:
        """Remove documents; all or none. Raises DataFolderError if one is not there."""
        doomed = set(document_ids)
        unknown = sorted(doomed - self._kept - set(self._added))
        if unknown:
            raise DataFolderError(
                f"{unknown[0]!r} is not in the collection {self._folder}; "
                "check the id against the list of documents."
            )
        self._kept -= doomed
        for id_ in doomed:
            self._added.pop(id_, None)

    def _open_old(self) -> Generation | None:
        try:
            return open_current(self._folder)
        except NewerFormatError:
            raise
        except DataFolderError:
            if not self._recover:
                raise
            return None

    def _vectors(self, chunks: Sequence[Chunk]) -> Vectors:
        """Return one row per chunk; only texts that nobody has embedded yet are embedded."""
        hashes = [embed_sha256(chunk.embed_text) for chunk in chunks]
        missing = {
            hash_: chunk.embed_text
            for hash_, chunk in zip(hashes, chunks, strict=True)
            if hash_ not in self._embedded
        }
        if self._old and self._same_model(self._old):
            rows = self._old.catalogue.rows_embedded_as(missing)
            vectors = self._old.vectors.vectors(np.array(list(rows.values()), dtype=np.int64))
            for hash_, vector in zip(rows, vectors, strict=True):
                self._embedded[hash_] = vector
                del missing[hash_]
        if missing:
            vectors = self._embedder.embed_passages(list(missing.values()))
            self._check(vectors, len(missing))
            self._embedded.update(zip(missing, vectors, strict=True))
        empty = np.empty((0, self._embedder.dimension), dtype=np.float32)
        return np.stack([self._embedded[hash_] for hash_ in hashes]) if hashes else empty

    def _same_model(self, old: Generation) -> bool:
        model = (self._embedder.fingerprint, self._embedder.dimension)
        return (old.manifest.embedder, old.manifest.dimension) == model

    def _check(self, vectors: Vectors, texts: int) -> None:
        name, shape = self._embedder.fingerprint, (texts, self._embedder.dimension)
        if vectors.shape != shape:
            raise ModelError(
                f"The embedding model {name} returned shape {vectors.shape}, not {shape}; "
                "check the model's settings."
            )
        # Written so that a NaN fails too.
        if not np.all(np.abs(np.linalg.norm(vectors, axis=1) - 1) < _UNIT_TOLERANCE):
            raise ModelError(
                f"The embedding model {name} returned vectors that are not of length 1; "
                "turn its normalisation on."
            )

    def _commit(self) -> None:
        digests = {id_: added.sha256 for id_, added in self._added.items()}
        if self._old:
            entries = self._old.catalogue.entries
            digests |= {id_: entries[id_].content_sha256 for id_ in self._kept}
        model = self._embedder
        corpus = corpus_sha256(digests)
        content = content_sha256(model.fingerprint, model.dimension, self._chunker, corpus)
        if self._old and self._old.manifest.content_sha256 == content:
            return
        self._refuse_stale_chunks()
        if self._old and not self._same_model(self._old):
            for id_ in sorted(self._kept):
                self._vectors(self._old.catalogue.chunks_of(id_))
        name = generation_name(_next_number(self._folder), content)
        final = generations_folder(self._folder) / name
        half_built = final.with_name(f"{name}.new")
        try:
            self._build(half_built, digests, corpus, content)
            half_built.rename(final)
            sync(final.parent)
            open_generation(final).catalogue.close()
        except BaseException:
            shutil.rmtree(half_built, ignore_errors=True)
            shutil.rmtree(final, ignore_errors=True)
            raise
        switch_current(self._folder, name)
        _clean_up(self._folder, name)

    def _refuse_stale_chunks(self) -> None:
        if self._old and self._kept and self._old.manifest.chunker != self._chunker:
            raise DataFolderError(
                f"{len(self._kept)} documents of {self._folder} were cut with the settings "
                f"{self._old.manifest.chunker!r}, not {self._chunker!r}; run `pincite build` "
                "to add them again."
            )

    def _build(self, folder: Path, digests: dict[str, str], corpus: str, content: str) -> None:
        """Write all files of a generation and flush them; rows go by document id, then start."""
        (folder / TERMS_FOLDER).mkdir(parents=True)
        catalogue = create_catalogue(folder / CATALOGUE_FILE)
        with ExitStack() as stack:
            stack.callback(catalogue.close)
            vectors = VectorIndex(self._embedder.dimension)
            terms = TermWriter(folder / TERMS_FOLDER)
            sections = 0
            for id_ in sorted(digests):
                structured, chunks, rows_of_vectors = self._contents(id_)
                first = len(vectors)
                catalogue.add(structured, chunks, first, digests[id_])
                vectors.add(np.arange(first, first + len(chunks)), rows_of_vectors)
                for row, chunk in enumerate(chunks, start=first):
                    heading = " ".join(structured.sections[chunk.section].path)
                    terms.add(row, id_, heading, chunk.text)
                sections += len(structured.sections)
            vectors.save(folder / VECTORS_FILE)
            terms.commit()
        manifest = Manifest(
            format_version=FORMAT_VERSION,
            content_sha256=content,
            embedder=self._embedder.fingerprint,
            dimension=self._embedder.dimension,
            chunker=self._chunker,
            corpus_sha256=corpus,
            documents=len(digests),
            sections=sections,
            chunks=len(vectors),
            files=digest_files(folder),
        )
        (folder / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")
        sync_tree(folder)

    def _contents(self, id_: str) -> tuple[StructuredDocument, tuple[Chunk, ...], Vectors]:
        if id_ in self._added:
            added = self._added[id_]
            return added.structured, added.chunks, added.vectors
        if self._old is None:
            raise KeyError(id_)
        structured, chunks = self._old.catalogue.document(id_), self._old.catalogue.chunks_of(id_)
        if not self._same_model(self._old):
            return structured, chunks, self._vectors(chunks)
        return structured, chunks, self._old.vectors.vectors(self._old.catalogue.rows_of([id_]))


def _lock(folder: Path) -> ExitStack:
    """Take the folder's write lock, which the operating system drops if the process dies."""
    path = folder / "write.lock"
    try:
        generations_folder(folder).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DataFolderError(
            f"{folder} cannot be written to ({error.strerror}); choose another data folder."
        ) from error
    held = ExitStack()
    held.callback(os.close, descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        held.close()
        raise DataFolderError(
            f"Another process is writing to {folder}; try again when it is done."
        ) from error
    return held


def _next_number(folder: Path) -> int:
    return max(_numbers(folder).values(), default=0) + 1


def _numbers(folder: Path) -> dict[str, int]:
    """Return the numbers of the complete generations by name."""
    names = (path.name for path in generations_folder(folder).iterdir())
    return {name: n for name in names if (n := generation_number(name)) is not None}


def _clean_up(folder: Path, current: str | None) -> None:
    """Delete what dead writers left, and all generations but the current and the one before it.

    Where no generation is known to be current, complete ones are left alone.
    """
    numbers = _numbers(folder)
    kept = set(numbers)
    if current is not None:
        earlier = [name for name, number in numbers.items() if number < numbers[current]]
        kept = {current, *sorted(earlier, key=numbers.__getitem__)[-1:]}
    for path in generations_folder(folder).iterdir():
        if path.name not in kept:
            shutil.rmtree(path)

"""The building of a generation: its files, written from the documents of a collection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.block_words import block_words, words_in
from corpus.editions import Superseded
from corpus.structure import Chunk, StructuredDocument
from corpus.structures import Structures
from index.generations.generation import VOCABULARY_FOLDER
from index.generations.manifest import (
    FORMAT_VERSION,
    MANIFEST_FILE,
    Manifest,
    content_sha256,
    corpus_sha256,
    editions_sha256,
    file_digests,
)
from index.generations.storage import ALL_IN_FILES, Storage
from index.protocols import Embedder, Vectors
from index.rows.files import TERMS_FOLDER
from index.rows.vocabulary import VocabularyWriter


@dataclass(frozen=True, slots=True)
class Contents:
    """What a generation stores of a document: its chunks by start, with one vector for each.

    `structures` are those found in it, `sketch` is of its text. `sha256` is the hash of the
    document and its chunks, and `indexed` when its text came into the collection, an ISO time in
    UTC.
    """

    structured: StructuredDocument
    structures: Structures
    chunks: tuple[Chunk, ...]
    vectors: Vectors
    sketch: str
    sha256: str
    indexed: str


def headings_of(structured: StructuredDocument, chunks: Sequence[Chunk]) -> list[str]:
    """Return for each chunk the headings above it, in one line, as words are searched in them."""
    return [" ".join(structured.sections[each.section].path) for each in chunks]


def build_generation(
    folder: Path,
    collection: Iterable[Contents],
    superseded: Sequence[Superseded],
    embedder: Embedder,
    chunker: str,
    storage: Storage = ALL_IN_FILES,
) -> None:
    """Write the files of a generation into a folder that has those of its names, not yet flushed.

    `collection` comes ordered by document id, so that rows go by document id, then start;
    `superseded` by document. What is not kept in the folder goes to `storage`. Raises
    DataFolderError or OSError if the disk refuses.
    """
    vocabulary_folder = folder / VOCABULARY_FOLDER
    vocabulary_folder.mkdir()
    digests: dict[str, str] = {}
    sections = 0
    with (
        storage.catalogues.create(folder) as catalogue,
        storage.rows.create(folder, embedder.dimension) as rows,
        VocabularyWriter(vocabulary_folder) as vocabulary,
    ):
        for contents in collection:
            structured, chunks = contents.structured, contents.chunks
            id_ = structured.document.id
            words = block_words(structured)
            catalogue.add(
                structured,
                contents.structures,
                words,
                chunks,
                len(rows),
                contents.sketch,
                contents.sha256,
                contents.indexed,
            )
            vocabulary.add({word: len(blocks) for word, blocks in words.items()})
            vocabulary.add(dict.fromkeys(words_in(structured.document.metadata.title), 1))
            headings = headings_of(structured, chunks)
            rows.add(id_, headings, [each.text for each in chunks], contents.vectors)
            digests[id_] = contents.sha256
            sections += len(structured.sections)
        catalogue.add_superseded(superseded)
    made_by = (embedder.fingerprint, embedder.dimension, chunker)
    hashes = (corpus_sha256(digests), editions_sha256(superseded))
    manifest = Manifest(
        format_version=FORMAT_VERSION,
        content_sha256=content_sha256(*made_by, *hashes),
        embedder=embedder.fingerprint,
        dimension=embedder.dimension,
        chunker=chunker,
        corpus_sha256=hashes[0],
        editions_sha256=hashes[1],
        documents=len(digests),
        sections=sections,
        chunks=len(rows),
        files=file_digests(folder),
    )
    manifest.save(folder)
    # The engine of words makes some of its files for its own user alone, whatever the umask.
    mode = (folder / MANIFEST_FILE).stat().st_mode
    for path in (*folder.glob(f"{TERMS_FOLDER}/*"), *vocabulary_folder.iterdir()):
        path.chmod(mode)

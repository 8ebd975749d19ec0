"""A generation: one complete, self-describing, never changing state of a collection.

Its folder is called `<number>-<hash>` and holds manifest.json, catalogue.sqlite, vectors.faiss,
terms/ and vocabulary/, and in a large collection vectors.codes; catalogue.json and rows.json stand
for parts that are kept elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.generations.manifest import MANIFEST_FILE, Manifest, damaged, file_sha256
from index.generations.names import generation_number
from index.generations.storage import ALL_IN_FILES, Storage
from index.rows.store import RowSearch
from index.rows.vocabulary import Vocabulary

VOCABULARY_FOLDER = "vocabulary"


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation: catalogue and rows agree on the number of every chunk."""

    name: str
    manifest: Manifest
    catalogue: Catalogue
    rows: RowSearch
    vocabulary: Vocabulary


def open_generation(folder: Path, storage: Storage = ALL_IN_FILES) -> Generation:
    """Open a generation after comparing every file with its hash in the manifest.

    What is not in its folder is in `storage`.

    Raises NewerFormatError if a newer program wrote it, DataFolderError if an older one did, and
    DamagedError if a file is missing or damaged.
    """
    manifest = Manifest.load(folder)
    if generation_number(folder.name) is None or not folder.name.endswith(manifest.generation):
        raise damaged(folder / MANIFEST_FILE)
    for file in manifest.files:
        if file_sha256(folder / file.path) != file.sha256:
            raise damaged(folder / file.path)
    catalogue = storage.open_catalogue(folder)
    rows = storage.open_rows(folder, catalogue)
    vocabulary = Vocabulary.load(folder / VOCABULARY_FOLDER)
    counted = (manifest.documents, manifest.sections, *2 * (manifest.chunks,), manifest.dimension)
    if counted != (
        len(catalogue.entries),
        catalogue.section_count,
        catalogue.row_count,
        len(rows),
        rows.dimension,
    ):
        raise damaged(folder)
    return Generation(folder.name, manifest, catalogue, rows, vocabulary)

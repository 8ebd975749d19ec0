"""A generation: one complete, self-describing, never changing state of a collection.

Its folder is called `<number>-<hash>` and holds manifest.json, catalogue.sqlite, vectors.faiss,
terms/ and vocabulary/, and in a large collection vectors.codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from index.catalogue import Catalogue, open_catalogue
from index.manifest import MANIFEST_FILE, Manifest, damaged, file_sha256
from index.row_files import FILES
from index.row_store import RowSearch, RowStore
from index.vocabulary import Vocabulary

CATALOGUE_FILE = "catalogue.sqlite"
VOCABULARY_FOLDER = "vocabulary"

_NAME = re.compile(r"([0-9]{6,})-([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation: catalogue and rows agree on the number of every chunk."""

    name: str
    manifest: Manifest
    catalogue: Catalogue
    rows: RowSearch
    vocabulary: Vocabulary


def generation_name(number: int, content_sha256: str) -> str:
    """Return the folder name of the generation with this number and content hash."""
    return f"{number:06d}-{content_sha256[:12]}"


def generation_number(name: str) -> int | None:
    """Return the number in a generation's name, or None if `name` is no such name."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else None


def open_generation(folder: Path, store: RowStore = FILES) -> Generation:
    """Open a generation after comparing every file with its hash in the manifest.

    Its rows are files of its own or in `store`.

    Raises NewerFormatError if a newer program wrote it, DataFolderError if an older one did, and
    DamagedError if a file is missing or damaged.
    """
    manifest = Manifest.load(folder)
    if generation_number(folder.name) is None or not folder.name.endswith(manifest.generation):
        raise damaged(folder / MANIFEST_FILE)
    for file in manifest.files:
        if file_sha256(folder / file.path) != file.sha256:
            raise damaged(folder / file.path)
    catalogue = open_catalogue(folder / CATALOGUE_FILE)
    rows = (store if store.holds(folder) else FILES).open(folder, catalogue)
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

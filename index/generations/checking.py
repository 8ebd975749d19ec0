"""Which parts of a collection are not as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.errors import DamagedError
from index.catalogue.sqlite import CATALOGUE_ELSEWHERE_FILE
from index.generations.data_folder import DataFolder
from index.generations.manifest import MANIFEST_FILE, FileDigest, Manifest, file_sha256
from index.generations.origins import ORIGINS_FILE, load_origins
from index.rows.files import ELSEWHERE_FILE


def damaged_parts(data: DataFolder) -> tuple[Path, ...]:
    """Return the files of a collection that are missing or not as they were written.

    The pointer to the generation in use comes first, also where that is missing, then the
    manifest, what it vouches for by path, and the origins. A file that names a part kept elsewhere
    stands for it. Without a whole manifest nothing is known of the rest. Empty where there is no
    collection. Raises DataFolderError, as opening it does, if the collection is of another format,
    or if it cannot be told now.
    """
    while True:
        known = data.last_known()
        found = tuple(_damaged_parts(data, *known))
        # A writer may have replaced the generation meanwhile, and deleted it.
        if not found or data.last_known() == known:
            return found


def _damaged_parts(
    data: DataFolder, generation: Path | None, is_pointed_to: bool
) -> Iterator[Path]:
    if generation is None:
        return
    if not is_pointed_to:
        yield data.pointer
    try:
        manifest = Manifest.load(generation)
    except DamagedError:
        yield generation / MANIFEST_FILE
    else:
        yield from _damaged_contents(data, generation, manifest)
    if not _has_origins(generation):
        yield generation / ORIGINS_FILE


def _damaged_contents(data: DataFolder, generation: Path, manifest: Manifest) -> Iterator[Path]:
    for file in sorted(manifest.files, key=lambda each: each.path):
        path = generation / file.path
        if not (_is_whole(path, file.sha256) and _has_named(data, generation, file, manifest)):
            yield path


def _has_named(data: DataFolder, generation: Path, file: FileDigest, manifest: Manifest) -> bool:
    """Return whether the part is whole that a file names, where it is one that does."""
    if file.path == ELSEWHERE_FILE:
        return data.storage.rows.is_whole(generation, manifest.chunks)
    return file.path != CATALOGUE_ELSEWHERE_FILE or data.storage.catalogues.is_whole(generation)


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return file_sha256(path) == sha256
    except DamagedError:
        return False


def _has_origins(generation: Path) -> bool:
    try:
        load_origins(generation)
    except DamagedError:
        return False
    return True

"""The parts of a copied generation, brought from where they are kept into files of the copy."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from index.building import headings_of
from index.catalogue.sqlite import CATALOGUE_ELSEWHERE_FILE, CATALOGUE_SUM_FILE, SQLITE
from index.generations.manifest import Manifest, file_digests
from index.generations.origins import ORIGINS_FILE
from index.generations.storage import Storage
from index.rows.files import ELSEWHERE_FILE, FILES


def bring_home(folder: Path, storage: Storage) -> None:
    """Make a copy of a generation whose parts are in `storage` one that has them itself.

    Raises DataFolderError if they are not to be had, and OSError if the disk refuses.
    """
    manifest = Manifest.load(folder)
    with closing(storage.open_catalogue(folder)) as catalogue:
        if not FILES.holds(folder):
            rows = storage.open_rows(folder, catalogue)
            with FILES.create(folder, rows.dimension) as writer:
                for id_ in catalogue.entries:
                    chunks = catalogue.chunks_of(id_)
                    headings = headings_of(catalogue.document(id_), chunks)
                    vectors = rows.vectors(catalogue.rows_of([id_]))
                    writer.add(id_, headings, [each.text for each in chunks], vectors)
        if not SQLITE.holds(folder):
            with SQLITE.create(folder) as texts:
                texts.copy(catalogue)
    for name in (ELSEWHERE_FILE, CATALOGUE_ELSEWHERE_FILE, CATALOGUE_SUM_FILE):
        (folder / name).unlink(missing_ok=True)
    files = (each for each in file_digests(folder) if each.path != ORIGINS_FILE)
    replace(manifest, files=tuple(files)).save(folder)

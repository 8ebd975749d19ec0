"""The rows of a copied generation, brought from where they are kept into files of the copy."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from index.building import headings_of
from index.catalogue import open_catalogue
from index.generation import CATALOGUE_FILE
from index.manifest import Manifest, file_digests
from index.origins import ORIGINS_FILE
from index.row_files import ELSEWHERE_FILE, FILES
from index.row_store import RowStore


def bring_rows(folder: Path, store: RowStore) -> None:
    """Make a copy of a generation whose rows are in `store` one that has them itself.

    Raises DataFolderError if they are not to be had, and OSError if the disk refuses.
    """
    manifest = Manifest.load(folder)
    with closing(open_catalogue(folder / CATALOGUE_FILE)) as catalogue:
        rows = store.open(folder, catalogue)
        with FILES.create(folder, rows.dimension) as writer:
            for id_ in catalogue.entries:
                chunks = catalogue.chunks_of(id_)
                headings = headings_of(catalogue.document(id_), chunks)
                vectors = rows.vectors(catalogue.rows_of([id_]))
                writer.add(id_, headings, [each.text for each in chunks], vectors)
    (folder / ELSEWHERE_FILE).unlink()
    files = (each for each in file_digests(folder) if each.path != ORIGINS_FILE)
    replace(manifest, files=tuple(files)).save(folder)

"""The documents of a collection of which nothing but the catalogue may be whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from corpus.document import Document
from corpus.errors import DataFolderError
from index.catalogue import open_catalogue
from index.data_folder import DataFolder
from index.generation import CATALOGUE_FILE
from index.manifest import Manifest, damaged, file_sha256


def stored_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of the collection in a data folder, by id.

    Vectors and words are not looked at. Raises DataFolderError if there is no collection or its
    catalogue is damaged or of another format.
    """
    data = DataFolder(folder)
    name = data.current_name()
    if name is None:
        raise DataFolderError(f"There is no collection in {folder}; run `pincite add` to make one.")
    generation = data.generations / name
    path = generation / CATALOGUE_FILE
    known = {file.path: file.sha256 for file in Manifest.load(generation).files}
    if file_sha256(path) != known.get(CATALOGUE_FILE):
        raise damaged(path)
    with closing(open_catalogue(path)) as catalogue:
        for id_ in catalogue.entries:
            yield catalogue.document(id_).document

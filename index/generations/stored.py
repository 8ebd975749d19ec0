"""The documents of a collection of which nothing but their texts may be whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from corpus.document import Document
from corpus.errors import DamagedError, DataFolderError, UnreachableError
from index.catalogue.catalogue import Catalogue
from index.catalogue.sqlite import CATALOGUE_ELSEWHERE_FILE, CATALOGUE_FILE, SQLITE
from index.generations.data_folder import DataFolder
from index.generations.manifest import Manifest, corpus_sha256, document_sha256
from index.generations.storage import Storage

# What reading a table may raise whose bytes are not those that were written.
_UNREADABLE = (
    sa.exc.SQLAlchemyError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def stored_documents(data: DataFolder) -> Iterator[Document]:
    """Yield the documents of a collection, by id.

    Nothing but the catalogue is needed, and of that no more than the documents with their chunks.
    Each is held against the hash that is stored with it, and their number against the manifest
    or, where that is gone, against the order of the file. Raises DataFolderError if there is no
    collection or it is of another format, and DamagedError, at the latest after the last document,
    if a text may be missing or is not as it was written.
    """
    generation, _ = data.last_known()
    if generation is None:
        raise DataFolderError(
            f"There is no collection in {data.path}; run `pincite add` to make one."
        )
    yield from _documents(generation, data.storage)


def _documents(generation: Path, storage: Storage) -> Iterator[Document]:
    expected = _corpus_sha256(generation)
    is_file = SQLITE.holds(generation)
    path = generation / (CATALOGUE_FILE if is_file else CATALOGUE_ELSEWHERE_FILE)
    if is_file and not path.is_file():
        raise _lost(path)
    with closing(_opened(generation, storage, path)) as catalogue:
        for id_ in catalogue.entries:
            yield _whole_document(catalogue, id_, path)
        found = {id_: entry.content_sha256 for id_, entry in catalogue.entries.items()}
        if not (catalogue.is_in_order() if expected is None else corpus_sha256(found) == expected):
            raise _lost(path)


def _corpus_sha256(generation: Path) -> str | None:
    """Return the hash that the documents have together, None where the manifest is damaged."""
    try:
        return Manifest.load(generation).corpus_sha256
    except DamagedError:
        return None


def _opened(generation: Path, storage: Storage, path: Path) -> Catalogue:
    try:
        return storage.open_catalogue(generation)
    except UnreachableError:
        raise
    except (DataFolderError, *_UNREADABLE) as error:
        raise _lost(path) from error


def _whole_document(catalogue: Catalogue, id_: str, path: Path) -> Document:
    try:
        structured, chunks = catalogue.document(id_), catalogue.chunks_of(id_)
        if document_sha256(structured, chunks) == catalogue.entries[id_].content_sha256:
            return structured.document
    except _UNREADABLE as error:
        raise _lost(path) from error
    raise _lost(path)


def _lost(path: Path) -> DamagedError:
    return DamagedError(
        f"{path} is missing or damaged, and with it texts of the collection; read the files again, "
        "with `pincite update --anew` or `pincite build FOLDER`."
    )

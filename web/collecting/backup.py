"""A copy of a data folder, made while it is in use."""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus.errors import DataFolderError
from index.generations.data_folder import DataFolder
from index.generations.storage import ALL_IN_FILES, Storage
from web.collecting.uploads import uploads_folder
from web.database import copy_database

_DATABASES = "*.sqlite"


def back_up(data: Path, destination: Path, storage: Storage = ALL_IN_FILES) -> str:
    """Copy the collection and what people left beside it into a new folder; return its generation.

    Servers and writers go on meanwhile. The copy is a data folder like any other. Each database is
    copied as one state. Raises DataFolderError if the destination holds anything, if there is no
    whole collection, or if the disk is full; what was copied so far is then removed.
    """
    if destination.exists() and (not destination.is_dir() or any(destination.iterdir())):
        raise DataFolderError(f"{destination} is not empty; name a folder that does not exist yet.")
    try:
        destination.mkdir(parents=True, exist_ok=True)
        for database in sorted(data.glob(_DATABASES)):
            copy_database(database, destination / database.name)
        generation = DataFolder(data, storage).copy_current(destination)
        if (sent := uploads_folder(data)).is_dir():
            shutil.copytree(sent, uploads_folder(destination))
        return generation
    except BaseException as error:
        shutil.rmtree(destination, ignore_errors=True)
        if isinstance(error, OSError):
            raise DataFolderError(
                f"{destination} cannot be written ({error.strerror or error}); make room and try "
                "again."
            ) from error
        raise

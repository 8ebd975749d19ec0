"""Where the parts of a collection are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.catalogue.sqlite import SQLITE
from index.catalogue.store import CatalogueStore
from index.generations.folder_register import IN_FOLDER
from index.generations.register import Register
from index.rows.files import FILES
from index.rows.store import Documents, RowSearch, RowStore


@dataclass(frozen=True, slots=True)
class Storage:
    """Where the rows and the catalogue of new generations go, and what keeps the register.

    A part that a generation has in its folder is found there in any case.
    """

    rows: RowStore = FILES
    catalogues: CatalogueStore = SQLITE
    register: Register = IN_FOLDER

    def names(self, generation: str, dimension: int) -> Mapping[str, bytes]:
        """Return, by name, the files that will tell in a folder where a generation's parts are."""
        return {**self.catalogues.names(generation), **self.rows.names(dimension)}

    def holds(self, folder: Path) -> bool:
        """Return whether all parts of a generation are where those of new ones go."""
        return self.catalogues.holds(folder) and self.rows.holds(folder)

    def open_catalogue(self, folder: Path) -> Catalogue:
        """Open the catalogue of a generation. Raises as `CatalogueStore.open` does."""
        return (self.catalogues if self.catalogues.holds(folder) else SQLITE).open(folder)

    def open_rows(self, folder: Path, documents: Documents) -> RowSearch:
        """Open the rows of a generation. Raises as `RowStore.open` does."""
        return (self.rows if self.rows.holds(folder) else FILES).open(folder, documents)

    def drop(self, folder: Path) -> None:
        """Delete what is kept of a generation outside of its folder.

        Raises DataFolderError if that cannot be done now, or if somebody has it open.
        """
        self.catalogues.drop(folder)
        self.rows.drop(folder)

    def with_texts_in_folder(self) -> Storage:
        """Return the storage of a collection that has only its rows where those of this one are."""
        return replace(self, catalogues=SQLITE, register=IN_FOLDER)


ALL_IN_FILES = Storage()

"""What the catalogue of a generation must be able to do, wherever it is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

from index.catalogue.catalogue import Catalogue
from index.catalogue.writer import CatalogueWriter


class CatalogueStore(Protocol):
    """Where the catalogues of generations are kept; a generation's folder tells where its own is.

    Everything raises UnreachableError where a server keeps them and does not answer.
    """

    def names(self, generation: str) -> Mapping[str, bytes]:
        """Return, by name, the files that will tell in its folder where a generation's is."""

    def holds(self, folder: Path) -> bool:
        """Return whether the catalogue of the generation in `folder` is kept here."""

    def create(self, folder: Path) -> CatalogueWriter:
        """Begin the catalogue of the generation in `folder`, which has the files of `names`."""

    def open(self, folder: Path) -> Catalogue:
        """Open the catalogue of a generation, which stays readable until that is closed.

        Raises DamagedError if it is not there or cannot be read, DataFolderError if it is of
        another version.
        """

    def is_whole(self, folder: Path) -> bool:
        """Return whether what is kept outside of the folder is as it was written.

        True where nothing is. All of it is read.
        """

    def drop(self, folder: Path) -> None:
        """Delete what is kept of the generation outside of its folder, if it is kept here.

        Raises DataFolderError if that cannot be done now, or if somebody has it open.
        """

    def drop_all_but(self, generations: Collection[str]) -> None:
        """Delete what is kept outside of folders of any generations but these, as above."""

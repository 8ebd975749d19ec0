"""What tells the generations of a collection apart from what else may lie in a folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol


class Registrar(Protocol):
    """What the one who holds the lock of a collection may do to its register.

    Everything raises UnreachableError where a server keeps the register and does not answer.
    """

    def complete(self) -> Collection[str]:
        """Return the names of the generations that are complete."""

    def known(self) -> Collection[str]:
        """Return the names of those and of all that anybody has begun and left."""

    def begin(self, generation: str, names: Mapping[str, bytes]) -> None:
        """Note a new generation by the files that tell where its parts will be."""

    def publish(self, generation: str) -> None:
        """Make a generation, whose folder is complete and flushed, the one in use, in one step.

        If this raises, the generation may have become so all the same.
        """

    def replace(self, generation: str, file: str, content: bytes) -> None:
        """Put a file of a complete generation in place of the one before, in one step."""

    def told(self, generation: str) -> Path:
        """Return the folder of a known generation, with what tells where its parts are."""

    def forget(self, generation: str) -> None:
        """Forget a generation of which nothing is left but its folder, and delete that."""


class Register(Protocol):
    """Keeps which generations a collection has, and which is in use; safe from many processes.

    `data` is always the data folder. Everything raises UnreachableError where a server keeps the
    register and does not answer.
    """

    @property
    def folder(self) -> str:
        """Return the name of the folder, in a data folder, that holds those of generations."""

    def current_name(self, data: Path) -> str | None:
        """Return the name of the generation in use, or None where there is no collection.

        Raises DamagedError if that is lost, DataFolderError if it cannot be read.
        """

    def newest(self, data: Path) -> str | None:
        """Return the newest generation that is here, for when it is lost which is in use."""

    def bring(self, data: Path, generation: str) -> Path:
        """Return the folder of a complete generation, with its files as they were published.

        Raises DataFolderError if there is no such generation any more; where files are always
        here, that is told by opening them.
        """

    def locked(self, data: Path) -> AbstractContextManager[Registrar]:
        """Hold the lock of the collection, which ends with the process; make the folder.

        Raises LockedError if another process holds it, DataFolderError if the folder cannot be
        written to.
        """

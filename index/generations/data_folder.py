"""A data folder: the generations of one collection, and which of them is in use.

A generation has a folder of its own; origins.json in it tells where its documents came from.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus.errors import DamagedError, DataFolderError
from index.generations.bringing import bring_home
from index.generations.durable import sync, sync_all
from index.generations.folder_register import POINTER_FILE, FolderRegistrar
from index.generations.generation import Generation, open_generation
from index.generations.locked_folder import LockedFolder
from index.generations.manifest import Manifest
from index.generations.storage import ALL_IN_FILES, Storage

_ATTEMPTS = 5

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder that holds a collection, or may come to hold one.

    Where `storage` has it elsewhere the folder holds copies of its files, which may be deleted at
    any time. Reading needs no permission to write where all is in files. Everything raises
    UnreachableError where a server keeps a part of the collection and does not answer.
    """

    path: Path
    storage: Storage = ALL_IN_FILES

    @property
    def generations(self) -> Path:
        """Return where the folders of generations are."""
        return self.path / self.storage.register.folder

    @property
    def pointer(self) -> Path:
        """Return the file that names the generation in use, where that is told by a file."""
        return self.path / POINTER_FILE

    def current_name(self) -> str | None:
        """Return the name of the generation in use, or None where there is no collection.

        Raises DamagedError if that is lost.
        """
        return self.storage.register.current_name(self.path)

    def current(self) -> Path | None:
        """Return the folder of the generation in use, or None where there is no collection.

        Raises DamagedError if it is lost which that is.
        """
        return self._with_current(lambda folder: folder)

    def last_known(self) -> tuple[Path | None, bool]:
        """Return the folder of the generation in use, and whether it is known to be.

        If that is lost or its folder is gone, that is the newest that is there; None where there
        is none. The generation may be damaged, too.
        """
        try:
            folder = self.current()
        except DamagedError:
            folder = None
        if folder is not None and folder.is_dir():
            return folder, True
        newest = self.storage.register.newest(self.path)
        return (self.generations / newest if newest else None), False

    def open_current(
        self, open_one: Callable[[Path], Generation] | None = None
    ) -> Generation | None:
        """Open the generation in use, or return None where there is no collection.

        Raises DataFolderError if it is damaged or of another format. A writer may replace the
        generation twice while it is being opened, and delete it: then the newest is opened.
        """
        return self._with_current(open_one or self._open)

    def refuse_newer(self) -> None:
        """Raise NewerFormatError if a newer program wrote the collection.

        Raises DataFolderError if its manifest is damaged or of an older format.
        """
        self._with_current(Manifest.load)

    @contextmanager
    def locked(self) -> Iterator[LockedFolder]:
        """Hold the write lock, which ends with the process; make the folder if there is none.

        Raises LockedError if another process holds the lock, DataFolderError if the folder cannot
        be written to.
        """
        with self.storage.register.locked(self.path) as registrar:
            yield LockedFolder(self.generations, self.storage, registrar)

    def copy_current(self, target: Path) -> str:
        """Copy the generation in use into an empty folder, check it, return its name.

        That becomes a data folder with all in files, wherever the parts of the original are.
        Raises DataFolderError if there is none or it is damaged, and OSError if the disk refuses.
        """
        copies = DataFolder(target)
        copies.generations.mkdir(parents=True, exist_ok=True)

        def copy(folder: Path) -> Path:
            copied = copies.generations / folder.name
            try:
                shutil.copytree(folder, copied)
                if not ALL_IN_FILES.holds(copied):
                    bring_home(copied, self.storage)
                open_generation(copied).catalogue.close()
            except BaseException:
                shutil.rmtree(copied, ignore_errors=True)
                raise
            return copied

        copied = self._with_current(copy)
        if copied is None:
            raise DataFolderError(f"There is no collection in {self.path} to copy.")
        sync_all(copied)
        sync(copies.generations)
        FolderRegistrar(target).publish(copied.name)
        return copied.name

    def _with_current(self, use: Callable[[Path], _Value]) -> _Value | None:
        """Return what comes of using the folder of the generation in use, None if there is none.

        It is used again if it fails and another one is in use by then.
        """
        for _ in range(_ATTEMPTS):
            name = self.current_name()
            if name is None:
                return None
            try:
                return use(self.storage.register.bring(self.path, name))
            except (DataFolderError, OSError):
                if self.current_name() == name:
                    raise
        raise DataFolderError(
            f"{self.path} changed {_ATTEMPTS} times while it was read; try again."
        )

    def _open(self, folder: Path) -> Generation:
        return open_generation(folder, self.storage)

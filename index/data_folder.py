"""A data folder: the generations of one collection, and which of them is in use.

<data>/CURRENT                        the name of the generation in use
<data>/generations/<number>-<hash>/   a generation; origins.json in it tells where it came from
<data>/write.lock                     held by the one writer
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DamagedError, DataFolderError, LockedError
from index.bringing import bring_rows
from index.generation import Generation, generation_name, generation_number, open_generation
from index.manifest import Manifest
from index.row_files import FILES
from index.row_store import RowStore

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder that holds a collection, or may come to hold one.

    Reading needs no permission to write. `new_generation` and `clean_up` are for whoever holds
    the lock. `store` keeps the rows of new generations.
    """

    path: Path
    store: RowStore = FILES

    @property
    def generations(self) -> Path:
        """Return where the generations are kept."""
        return self.path / "generations"

    @property
    def pointer(self) -> Path:
        """Return the file that names the generation in use."""
        return self.path / "CURRENT"

    def current_name(self) -> str | None:
        """Return the name of the generation in use, or None where there is no collection.

        Raises DamagedError if the pointer names none.
        """
        try:
            name = self.pointer.read_bytes().decode("ascii", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise DataFolderError(
                f"{self.pointer} cannot be read ({error.strerror}); choose another data folder."
            ) from error
        if generation_number(name) is None:
            raise DamagedError(
                f"{self.pointer} names no generation; run `pincite doctor --repair`."
            )
        return name

    def last_known(self) -> tuple[Path | None, bool]:
        """Return the generation in use, and whether the pointer names it.

        If the pointer is gone or names none that is there, that is the newest that is; None where
        there is none. The generation may be damaged, too.
        """
        try:
            name = self.current_name()
        except DamagedError:
            name = None
        if name is not None and (self.generations / name).is_dir():
            return self.generations / name, True
        numbers = self._numbers() if self.generations.is_dir() else {}
        newest = max(numbers, key=numbers.__getitem__, default=None)
        return (self.generations / newest if newest else None), False

    def open_current(
        self, open_one: Callable[[Path], Generation] | None = None
    ) -> Generation | None:
        """Open the generation in use, or return None where there is no collection.

        Raises DataFolderError if it is damaged or of another format. A writer may replace the
        generation twice while it is being opened, and delete it: then the newest is opened.
        """
        open_one = open_one or self._open
        for _ in range(_ATTEMPTS):
            name = self.current_name()
            if name is None:
                return None
            try:
                return open_one(self.generations / name)
            except DataFolderError:
                if self.current_name() == name:
                    raise
        raise DataFolderError(
            f"{self.path} changed {_ATTEMPTS} times while it was opened; try again."
        )

    def refuse_newer(self) -> None:
        """Raise NewerFormatError if a newer program wrote the collection.

        Raises DataFolderError if its manifest is damaged or of an older format.
        """
        name = self.current_name()
        if name is not None:
            Manifest.load(self.generations / name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the write lock, which the operating system drops if the process dies.

        Makes the folder if there is none. Raises LockedError if another process holds the lock,
        DataFolderError if the folder cannot be written to.
        """
        try:
            self.generations.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path / "write.lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise DataFolderError(
                f"{self.path} cannot be written to ({error.strerror}); choose another data folder."
            ) from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LockedError(
                    f"Another process is writing to {self.path}; try again when it is done."
                ) from error
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def new_generation(self, content_sha256: str) -> Iterator[Path]:
        """Give an empty folder to fill; on a clean exit it becomes the generation in use.

        Before that it is flushed to the disk and opened to check it: at any moment, a power cut
        included, a reader finds the old generation or the new. On an exception nothing is left.
        """
        name = generation_name(max(self._numbers().values(), default=0) + 1, content_sha256)
        final = self.generations / name
        half_built = final.with_name(f"{name}.new")
        try:
            half_built.mkdir()
            yield half_built
            for path in (*half_built.rglob("*"), half_built):
                _sync(path)
            half_built.rename(final)
            _sync(self.generations)
            self._open(final).catalogue.close()
        except BaseException:
            for folder in (half_built, final):
                self._discard(folder)
            raise
        self._switch_to(name)
        self.clean_up(name)

    def replace(self, generation: str, file: str, content: bytes) -> None:
        """Put a file of a generation in place of the one before, in one step.

        For what is said about a collection and is no part of what it holds.
        """
        _replace(self.generations / generation / file, content)

    def copy_current(self, target: DataFolder) -> str:
        """Copy the generation in use into another, empty data folder, check it, return its name.

        The copy has all rows itself, wherever those of the original are.

        Raises DataFolderError if there is none or it is damaged, and OSError if the disk refuses.
        """
        for _ in range(_ATTEMPTS):
            name = self.current_name()
            if name is None:
                raise DataFolderError(f"There is no collection in {self.path} to copy.")
            copy = target.generations / name
            try:
                shutil.copytree(self.generations / name, copy)
            except OSError:
                # A writer may have replaced the generation twice, and so deleted it.
                shutil.rmtree(copy, ignore_errors=True)
                if self.current_name() == name:
                    raise
                continue
            if self.store is not FILES and self.store.holds(copy):
                bring_rows(copy, self.store)
            self._open(copy).catalogue.close()
            for path in (*copy.rglob("*"), copy, target.generations):
                _sync(path)
            target._switch_to(name)
            return name
        raise DataFolderError(
            f"{self.path} changed {_ATTEMPTS} times while it was copied; try again."
        )

    def clean_up(self, current: str | None) -> None:
        """Delete what dead writers left, and all generations but the current and the one before.

        The one before is kept for readers that are opening it. Where no generation is known to be
        current, complete ones are left alone. What cannot be deleted is left to the next writer.
        """
        numbers = self._numbers()
        kept = set(numbers)
        if current is not None:
            earlier = [name for name, number in numbers.items() if number < numbers[current]]
            kept = {current, *sorted(earlier, key=numbers.__getitem__)[-1:]}
        for path in self.generations.iterdir():
            if path.name not in kept:
                self._discard(path)

    def _open(self, folder: Path) -> Generation:
        return open_generation(folder, self.store)

    def _discard(self, folder: Path) -> None:
        """Delete a generation; its folder stays where what it has elsewhere cannot be deleted."""
        with suppress(DataFolderError):
            self.store.drop(folder)
            shutil.rmtree(folder, ignore_errors=True)

    def _numbers(self) -> dict[str, int]:
        """Return the numbers of the complete generations by name."""
        names = (path.name for path in self.generations.iterdir())
        return {name: n for name in names if (n := generation_number(name)) is not None}

    def _switch_to(self, name: str) -> None:
        _replace(self.pointer, f"{name}\n".encode("ascii"))


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that at any moment, a power cut included, the old one or the new is there."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_bytes(content)
        _sync(fresh)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(path: Path) -> None:
    """Flush a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

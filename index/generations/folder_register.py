"""The register of a collection in its data folder.

<data>/CURRENT                        the name of the generation in use
<data>/generations/<number>-<hash>/   a complete generation; any other name is of what was begun
<data>/write.lock                     held by the one writer
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DamagedError, DataFolderError, LockedError
from index.generations.durable import replace_file
from index.generations.names import generation_number
from index.generations.register import Register

POINTER_FILE = "CURRENT"
_FOLDER = "generations"


@dataclass(frozen=True, slots=True)
class FolderRegistrar:
    """Changes the register of a data folder whose lock is held."""

    data: Path

    def complete(self) -> frozenset[str]:
        """Return the generations by their folders, which were renamed when they were complete."""
        return frozenset(name for name in self.known() if generation_number(name) is not None)

    def known(self) -> frozenset[str]:
        """Return all there is in the folder of generations."""
        return frozenset(path.name for path in (self.data / _FOLDER).iterdir())

    def begin(self, generation: str, names: Mapping[str, bytes]) -> None:
        """Do nothing: the folder of a generation is noted by being there."""

    def publish(self, generation: str) -> None:
        """Let the pointer name the generation."""
        replace_file(self.data / POINTER_FILE, f"{generation}\n".encode("ascii"))

    def replace(self, generation: str, file: str, content: bytes) -> None:
        """Replace the file in the folder of the generation."""
        replace_file(self.told(generation) / file, content)

    def told(self, generation: str) -> Path:
        """Return the folder of the generation."""
        return self.data / _FOLDER / generation

    def forget(self, generation: str) -> None:
        """Delete the folder, as far as that can be done."""
        shutil.rmtree(self.told(generation), ignore_errors=True)


class FolderRegister:
    """Keeps the register in the data folder, whose files are all of it."""

    @property
    def folder(self) -> str:
        """Return the name of the folder that holds those of generations."""
        return _FOLDER

    def current_name(self, data: Path) -> str | None:
        """Return what the pointer names. Raises DamagedError if that is no generation."""
        pointer = data / POINTER_FILE
        try:
            name = pointer.read_bytes().decode("ascii", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise DataFolderError(
                f"{pointer} cannot be read ({error.strerror}); choose another data folder."
            ) from error
        if generation_number(name) is None:
            raise DamagedError(f"{pointer} names no generation; run `pincite doctor --repair`.")
        return name

    def newest(self, data: Path) -> str | None:
        """Return the complete generation of the highest number."""
        if not (data / _FOLDER).is_dir():
            return None
        complete = FolderRegistrar(data).complete()
        return max(complete, key=lambda name: generation_number(name) or 0, default=None)

    def bring(self, data: Path, generation: str) -> Path:
        """Return the folder; nothing has to be brought."""
        return data / _FOLDER / generation

    @contextmanager
    def locked(self, data: Path) -> Iterator[FolderRegistrar]:
        """Hold the write lock, which the operating system drops if the process dies."""
        try:
            (data / _FOLDER).mkdir(parents=True, exist_ok=True)
            descriptor = os.open(data / "write.lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise DataFolderError(
                f"{data} cannot be written to ({error.strerror}); choose another data folder."
            ) from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LockedError(
                    f"Another process is writing to {data}; try again when it is done."
                ) from error
            yield FolderRegistrar(data)
        finally:
            os.close(descriptor)


IN_FOLDER: Register = FolderRegister()

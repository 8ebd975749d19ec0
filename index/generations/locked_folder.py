"""A data folder for whoever holds its lock: new generations, and the end of old ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DataFolderError
from index.generations.durable import sync, sync_all
from index.generations.generation import open_generation
from index.generations.names import generation_name, generation_number
from index.generations.register import Registrar
from index.generations.storage import Storage


@dataclass(frozen=True, slots=True)
class LockedFolder:
    """Makes and deletes the generations in `generations`, a folder."""

    generations: Path
    storage: Storage
    registrar: Registrar

    @contextmanager
    def new_generation(self, content_sha256: str, dimension: int) -> Iterator[Path]:
        """Give a folder to fill; on a clean exit it becomes the generation in use.

        It holds what tells where its parts will be, no more; `dimension` is that of its vectors.
        Before the end it is flushed to the disk and opened to check it: at any moment, a power cut
        included, a reader finds the old generation or the new. On an exception nothing is left.
        """
        numbers = filter(None, map(generation_number, self.registrar.known()))
        name = generation_name(max(numbers, default=0) + 1, content_sha256)
        final = self.generations / name
        half_built = final.with_name(f"{name}.new")
        names = self.storage.names(name, dimension)
        try:
            self.registrar.begin(name, names)
            half_built.mkdir()
            for file, content in names.items():
                (half_built / file).write_bytes(content)
            yield half_built
            sync_all(half_built)
            half_built.rename(final)
            sync(self.generations)
            open_generation(final, self.storage).catalogue.close()
        except BaseException:
            for each in (half_built.name, name):
                self._discard(each)
            raise
        self.registrar.publish(name)
        self.clean_up(name)

    def replace(self, generation: str, file: str, content: bytes) -> None:
        """Put a file of a generation in place of the one before, in one step.

        For what is said about a collection and is no part of what it holds.
        """
        self.registrar.replace(generation, file, content)

    def clean_up(self, current: str | None) -> None:
        """Delete what dead writers left, and all generations but the current and the one before.

        The one before is kept for readers that are opening it. Where no generation is known to be
        current, complete ones are left alone. What cannot be deleted is left to the next writer.
        """
        with suppress(DataFolderError):
            numbers = {name: generation_number(name) or 0 for name in self.registrar.complete()}
            kept = complete = sorted(numbers, key=numbers.__getitem__)
            if current is not None:
                place = complete.index(current)
                kept = complete[max(place - 1, 0) : place + 1]
            for name in self.registrar.known():
                if name not in kept:
                    self._discard(name)
            self.storage.catalogues.drop_all_but(self.registrar.known())

    def _discard(self, name: str) -> None:
        """Delete a generation; it stays known where what it has elsewhere cannot be deleted."""
        with suppress(DataFolderError):
            self.storage.drop(self.registrar.told(name))
            self.registrar.forget(name)

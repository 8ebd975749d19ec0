"""The bytes of a file together with when they were written."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document
from corpus.errors import DocumentError
from corpus.loading.folder import SourceFile
from index.generations.origins import NOT_TO_BE_RELIED_ON, Origin, Refusal

_COARSEST_CLOCK = 2_000_000_000  # nanoseconds: the times of FAT come in steps of two seconds
_READINGS = 3


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file's size in bytes, and when it was last written, in nanoseconds since 1970."""

    size: int
    modified: int

    def is_of(self, origin: Origin | Refusal) -> bool:
        """Tell whether a file has not been written since it was read."""
        return (self.size, self.modified) == (origin.size, origin.modified)


def stamp(path: Path) -> Stamp:
    """Return the stamp of a file. Raises DocumentError if there is no such file."""
    try:
        known = path.stat()
    except FileNotFoundError as error:
        raise DocumentError(f"{path} is no longer there") from error
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}") from error
    return Stamp(known.st_size, known.st_mtime_ns)


def read_whole(file: SourceFile, largest: int) -> tuple[bytes, Stamp]:
    """Return a file's bytes, all of one state, and their stamp.

    A file that was written so shortly before that it may be written again within the same time gets
    a stamp that no origin has, so that it is read again the next time. Raises DocumentError if the
    file cannot be read, has more than `largest` bytes or is being written.
    """
    for _ in range(_READINGS):
        now = time.time_ns()
        before = stamp(file.path)
        data = file.read_bytes(largest)
        if stamp(file.path) == before and len(data) == before.size:
            settled = now - before.modified > _COARSEST_CLOCK
            return data, before if settled else Stamp(before.size, NOT_TO_BE_RELIED_ON)
    raise DocumentError(f"{file.path} changes while it is read; add it again when it is written")


def origin_of(file: SourceFile, seen: Stamp, document: Document) -> Origin:
    """Return the origin of a document that has just been read from a file."""
    return Origin(
        document_id=document.id,
        size=seen.size,
        modified=seen.modified,
        sha256=document.source_sha256,
        extractor=file.format.name,
        given=file.metadata,
        found=document.metadata,
    )

"""Formats that are ZIP archives: refused before anything is unpacked where that would be unsafe."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import DocumentError

_MOST_UNPACKED = 1_000_000_000  # bytes
_LARGEST_RATIO = 200  # of unpacked to packed; XML is packed to a twentieth or so
_ALWAYS_UNPACKED = 20_000_000  # bytes, whatever the ratio
_MOST_FILES = 20_000
_COMPOUND = b"\xd0\xcf\x11\xe0"  # how old binary files and encrypted ones begin
_ENCRYPTED = 0x1  # a flag of a file within an archive


def check_archive(data: bytes, kind: str) -> None:
    """Raise DocumentError unless `data` is an archive of a size that it is safe to unpack.

    The sizes that an archive declares are binding: no more is unpacked of a file.
    """
    if data.startswith(_COMPOUND):
        raise DocumentError(
            f"it is protected by a password or of an older version of {kind}; save a copy in the "
            "present format without a password and add that"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise damaged(kind) from error
    unpacked = sum(file.file_size for file in files)
    allowed = min(_MOST_UNPACKED, max(_ALWAYS_UNPACKED, _LARGEST_RATIO * len(data)))
    if unpacked > allowed or len(files) > _MOST_FILES:
        raise DocumentError(
            f"it unpacks to {unpacked:,} bytes in {len(files):,} files, which is not safe to read"
        )
    if any(file.flag_bits & _ENCRYPTED for file in files):
        raise DocumentError("it is protected by a password; save a copy without one and add that")


@contextmanager
def refusing_damage(kind: str) -> Iterator[None]:
    """Turn every error of reading a file into a DocumentError."""
    try:
        yield
    except DocumentError:
        raise
    except Exception as error:  # the libraries promise no particular ones for damaged files
        raise damaged(kind) from error


def damaged(kind: str) -> DocumentError:
    """Return the error for a file that cannot be read."""
    return DocumentError(f"it is no {kind} file or a damaged one; save it anew and add it again")

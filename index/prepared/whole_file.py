"""Files that several processes may write at once, each there whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from corpus.errors import DataFolderError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write to that is at `path` once the block is left, flushed to the disk.

    Its folder is made. If the block raises, or the process dies, nothing is at `path`, or what was
    there before. Raises DataFolderError if the disk refuses.
    """
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise DataFolderError(
                f"{path.parent} cannot be written ({error.strerror}); make room and try again."
            ) from error
        raise

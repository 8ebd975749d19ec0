"""Documents that were read and cut beforehand, in files that many processes may write."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import zlib
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import DataFolderError
from corpus.loading.folder import SourceFile
from index.prepared.cut_document import CutDocument
from index.prepared.whole_file import whole_file

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_ENDING = ".json.gz"
_FASTEST = 1
# A file that was cut off or changed; its compression has a checksum.
_DAMAGE = (EOFError, OSError, ValueError, zlib.error)

_log = logging.getLogger(__name__)


class PreparedDocuments:
    """Finds what a file became by all that decides it.

    These are its bytes, its format, its name and id, what is said about it, and the `chunker`,
    which stands for the program that read and cut it.

    `folder` holds those of several chunkers, beside prepared vectors. Each is one file, written
    whole or not at all, whose name is told by what decides it: writers need no lock, what is made
    twice is kept once, and the files of several folders may be put together by copying them. What
    is damaged counts as not there. Raises DataFolderError if the folder cannot be made.
    """

    def __init__(self, folder: Path, chunker: str) -> None:
        self._folder = folder / "documents" / _sha256(chunker)[:16]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataFolderError(f"{folder} cannot be used ({error.strerror}).") from error

    def get(self, file: SourceFile, data: bytes) -> CutDocument | None:
        """Return what a file with these bytes became; None if that is not known."""
        path = self._path(file, data)
        try:
            cut = _adapter().validate_json(gzip.decompress(path.read_bytes()))
        except FileNotFoundError:
            return None
        except _DAMAGE as error:
            _log.warning("%s is left out: %s", path, error)
            return None
        return cut

    def put(self, file: SourceFile, data: bytes, cut: CutDocument) -> None:
        """Keep what a file with these bytes became. Raises DataFolderError if the disk refuses."""
        content = _adapter().dump_json(cut)
        with whole_file(self._path(file, data)) as written:
            written.write(gzip.compress(content, _FASTEST, mtime=0))

    def _path(self, file: SourceFile, data: bytes) -> Path:
        decides = [
            hashlib.sha256(data).hexdigest(),
            file.format.name,
            file.path.stem,
            file.document_id,
            *astuple(file.metadata),
        ]
        name = _sha256(json.dumps(decides))
        # No folder has more files than tools for folders can bear.
        return self._folder / name[:2] / f"{name}{_ENDING}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def _adapter() -> TypeAdapter[CutDocument]:
    """Return the way to JSON and back, made at the first use: most commands have none."""
    from pydantic import TypeAdapter

    return TypeAdapter(CutDocument)

"""Documents on their way into a generation, kept on the disk rather than in memory."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.editions import Candidate
from index.building import Contents


class SpilledContents:
    """Contents by document id in a file that has no name, so that it ends with the process.

    Memory holds an offset, a hash and what may make it an edition of another for each document,
    whatever its length. Used in a `with` statement, at whose end the file is gone. What is replaced
    or dropped keeps its room until then. Writing raises OSError if the disk refuses.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by __exit__
        self._places: dict[str, int] = {}
        self._sha256: dict[str, str] = {}
        self._candidates: dict[str, Candidate] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    @property
    def sha256(self) -> dict[str, str]:
        """Return the hash of each document and its chunks, by id."""
        return dict(self._sha256)

    @property
    def candidates(self) -> dict[str, Candidate]:
        """Return what may make each document an edition of another, by id."""
        return dict(self._candidates)

    def put(self, contents: Contents) -> None:
        """Keep the contents of a document, in place of what is kept under its id."""
        document = contents.structured.document
        id_ = document.id
        place = self._file.seek(0, 2)
        pickle.dump(contents, self._file, pickle.HIGHEST_PROTOCOL)
        self._file.flush()
        self._places[id_] = place
        self._sha256[id_] = contents.sha256
        self._candidates[id_] = Candidate(document.metadata, contents.sketch)

    def get(self, document_id: str) -> Contents:
        """Return the contents of a document. Raises KeyError if none are kept."""
        self._file.seek(self._places[document_id])
        # Only `put` writes to the file, which no other process can open.
        contents = pickle.load(self._file)  # noqa: S301
        if not isinstance(contents, Contents):
            raise TypeError(f"the contents of {document_id} are of type {type(contents)}")
        return contents

    def drop(self, document_id: str) -> None:
        """Forget a document, if it is kept."""
        self._places.pop(document_id, None)
        self._sha256.pop(document_id, None)
        self._candidates.pop(document_id, None)

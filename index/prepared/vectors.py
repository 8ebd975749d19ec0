"""Vectors that were made beforehand, in files that many processes and machines may write."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.errors import DataFolderError
from index.models.other_embedder import OtherEmbedder
from index.prepared.whole_file import whole_file
from index.protocols import Embedder, Vectors

_ENDING = ".npz"
_DIGEST = 32  # bytes of SHA-256
# A file that was cut off or changed; each array in it has a checksum.
_DAMAGE = (BadZipFile, EOFError, KeyError, OSError, ValueError)
_Digests = npt.NDArray[np.uint8]

_log = logging.getLogger(__name__)


class PreparedVectors:
    """Finds the vectors of texts by the SHA-256 of the text, those of one model.

    `folder` holds those of several models. Each call of `put` makes one file, whole or not at all,
    whose name is told by its texts: writers need no lock, what is made twice is kept once, and the
    files of several folders may be put together by copying them. What is damaged counts as not
    there. Memory takes 16 bytes a text. What is put here is found by those who open it afterwards.
    Raises DataFolderError if the folder cannot be made or read.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        model = f"{embedder.fingerprint} {embedder.dimension}"
        self._folder = folder / hashlib.sha256(model.encode("utf-8")).hexdigest()[:16]
        self._dimension = embedder.dimension
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._files = sorted(self._folder.glob(f"*{_ENDING}"))
        except OSError as error:
            raise DataFolderError(f"{folder} cannot be used ({error.strerror}).") from error
        keys, files, rows = [], [], []
        for number, file in enumerate(self._files):
            own = _keys(self._digests(file))
            keys.append(own)
            files.append(np.full(len(own), number, dtype=np.uint32))
            rows.append(np.arange(len(own), dtype=np.uint32))
        every = np.concatenate(keys) if keys else np.empty(0, dtype=np.uint64)
        order = np.argsort(every, kind="stable")
        self._keys = every[order]
        self._file_of = np.concatenate(files)[order] if files else np.empty(0, dtype=np.uint32)
        self._row_of = np.concatenate(rows)[order] if rows else np.empty(0, dtype=np.uint32)

    def get(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of those texts that have one, shape (dimension,) each."""
        wanted: dict[int, list[tuple[int, str]]] = {}
        for text in texts:
            for file, row in self._places(text):
                wanted.setdefault(file, []).append((row, text))
        found: dict[str, Vectors] = {}
        for file, places in wanted.items():
            digests, vectors = self._read(self._files[file])
            for row, text in places:
                if row < len(digests) and digests[row].tobytes() == _digest(text):
                    found[text] = vectors[row]
        return found

    def __contains__(self, text: str) -> bool:
        return next(self._places(text), None) is not None

    def put(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors of texts, a row each. Raises DataFolderError if the disk refuses."""
        if vectors.shape != (len(texts), self._dimension):
            raise ValueError(f"{len(texts)} texts have vectors of shape {vectors.shape}")
        digests = b"".join(map(_digest, texts))
        name = hashlib.sha256(digests).hexdigest()
        with whole_file(self._folder / f"{name}{_ENDING}") as file:
            of_texts = np.frombuffer(digests, dtype=np.uint8).reshape(-1, _DIGEST)
            np.savez(file, texts=of_texts, vectors=vectors.astype(np.float32))

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the file and row of every vector whose text may be this one."""
        key = np.frombuffer(_digest(text)[:8], dtype=np.uint64)[0]
        place = int(np.searchsorted(self._keys, key))
        while place < len(self._keys) and self._keys[place] == key:
            yield int(self._file_of[place]), int(self._row_of[place])
            place += 1

    def _digests(self, file: Path) -> _Digests:
        try:
            with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
                digests: _Digests = _checked(kept["texts"], (np.uint8, _DIGEST))
        except _DAMAGE as error:
            _log.warning("%s is left out: %s", file, error)
            return np.empty((0, _DIGEST), dtype=np.uint8)
        return digests

    def _read(self, file: Path) -> tuple[_Digests, Vectors]:
        try:
            with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
                digests = _checked(kept["texts"], (np.uint8, _DIGEST))
                vectors = _checked(kept["vectors"], (np.float32, self._dimension))
        except _DAMAGE as error:
            _log.warning("%s is left out: %s", file, error)
            return np.empty((0, _DIGEST), np.uint8), np.empty((0, self._dimension), np.float32)
        return digests[: len(vectors)], vectors


class PreparedEmbedder(OtherEmbedder):
    """Embeds as another model does, and takes from what was prepared what is there."""

    def __init__(self, embedder: Embedder, prepared: PreparedVectors) -> None:
        super().__init__(embedder)
        self._prepared = prepared

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, shape (len(texts), dimension); (0, dimension) for none."""
        found = self._prepared.get(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            found.update(zip(missing, self._embedder.embed_passages(missing), strict=True))
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[:] = found[text]
        return rows


def _digest(text: str) -> bytes:
    # A lone surrogate is a text, too.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _keys(digests: _Digests) -> npt.NDArray[np.uint64]:
    return np.ascontiguousarray(digests[:, :8]).view(np.uint64).reshape(-1)


def _checked(array: npt.NDArray[Any], kind: tuple[type, int]) -> npt.NDArray[Any]:
    """Return a table of such values and so many columns. Raises ValueError if it is another."""
    if array.ndim != 2 or array.dtype != kind[0] or array.shape[1] != kind[1]:
        raise ValueError(f"it holds {array.dtype} of shape {array.shape}")
    return array

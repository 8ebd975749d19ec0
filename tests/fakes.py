"""Stand-ins for the models, simple enough to compute by hand."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from index.protocols import Vectors


class HashedWords:
    """An embedder that counts words: word w adds one at position crc32(w) modulo the dimension.

    Words are runs of letters and digits in lower case. Vectors have length 1; a text without
    words points along the first axis. `name` tells one fake model from another.
    """

    def __init__(self, dimension: int = 64, name: str = "hashed-words") -> None:
        self._dimension = dimension
        self._name = name

    @property
    def fingerprint(self) -> str:
        return f"{self._name}/{self._dimension}"

    @property
    def dimension(self) -> int:
        return self._dimension

    def embed_query(self, text: str) -> Vectors:
        counts = np.zeros(self._dimension, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            counts[zlib.crc32(word.encode("utf-8", "replace")) % self._dimension] += 1
        if not counts.any():
            counts[0] = 1
        vector: Vectors = counts / np.linalg.norm(counts)
        return vector

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = [self.embed_query(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self._dimension), dtype=np.float32)


class CountingWords(HashedWords):
    """Notes the passages that it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return super().embed_passages(texts)

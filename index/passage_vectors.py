"""The vectors of chunks, each text embedded once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.errors import ModelError
from corpus.structure import Chunk
from index.generations.generation import Generation
from index.protocols import Embedder, Vectors

_UNIT_TOLERANCE = 1e-3
_KNOWN = 20_000  # vectors kept: some 60 MB with their texts


class PassageVectors:
    """Finds or makes the vectors of chunks.

    A vector that `old` holds is used again if the same model made it, and so are the last ones that
    were made.
    """

    def __init__(self, embedder: Embedder, old: Generation | None) -> None:
        self._embedder = embedder
        self._old = old if old and _made_by(old, embedder) else None
        self._known: dict[str, Vectors] = {}

    def of(self, chunks: Sequence[Chunk]) -> Vectors:
        """Return one row per chunk, shape (len(chunks), dimension).

        Raises ModelError if the model returns no unit vectors.
        """
        texts = [chunk.embed_text for chunk in chunks]
        if not texts:
            return np.empty((0, self._embedder.dimension), dtype=np.float32)
        self._take_from_old(texts)
        missing = self._unknown(texts)
        if missing:
            vectors = self._embedder.embed_passages(missing)
            self._check(vectors, len(missing))
            self._known.update(zip(missing, vectors, strict=True))
        vectors = np.stack([self._known[text] for text in texts])
        for text in list(self._known)[: max(0, len(self._known) - _KNOWN)]:
            del self._known[text]
        return vectors

    def stored(self, document_id: str) -> Vectors | None:
        """Return the vectors of a document of `old`, or None if they are another model's."""
        if self._old is None:
            return None
        return self._old.rows.vectors(self._old.catalogue.rows_of([document_id]))

    def _take_from_old(self, texts: Sequence[str]) -> None:
        if self._old:
            rows = self._old.catalogue.rows_embedded_as(self._unknown(texts))
            vectors = self._old.rows.vectors(np.array(list(rows.values()), dtype=np.int64))
            self._known.update(zip(rows, vectors, strict=True))

    def _unknown(self, texts: Sequence[str]) -> list[str]:
        """Return the texts without a vector so far, each once."""
        return [text for text in dict.fromkeys(texts) if text not in self._known]

    def _check(self, vectors: Vectors, texts: int) -> None:
        name, shape = self._embedder.fingerprint, (texts, self._embedder.dimension)
        if vectors.shape != shape:
            raise ModelError(
                f"The embedding model {name} returned shape {vectors.shape}, not {shape}; "
                "check the model's settings."
            )
        # Written so that a NaN fails too.
        if not np.all(np.abs(np.linalg.norm(vectors, axis=1) - 1) < _UNIT_TOLERANCE):
            raise ModelError(
                f"The embedding model {name} returned vectors that are not of length 1; "
                "turn its normalisation on."
            )


def _made_by(generation: Generation, embedder: Embedder) -> bool:
    made_by = (generation.manifest.embedder, generation.manifest.dimension)
    return made_by == (embedder.fingerprint, embedder.dimension)

"""An embedder in front of another."""

from __future__ import annotations

from collections.abc import Sequence

from index.protocols import Embedder, Vectors


class OtherEmbedder:
    """Embeds as another does; implements `index.protocols.Embedder`, for others to build upon."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def fingerprint(self) -> str:
        """Return the other's."""
        return self._embedder.fingerprint

    @property
    def dimension(self) -> int:
        """Return the other's."""
        return self._embedder.dimension

    def embed_query(self, text: str) -> Vectors:
        """Return the vector of a question, shape (dimension,)."""
        return self._embedder.embed_query(text)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, shape (len(texts), dimension); (0, dimension) for none."""
        return self._embedder.embed_passages(texts)

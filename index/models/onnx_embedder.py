"""The embedding model of the query path."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from corpus.errors import ModelError
from index.models.onnx_encoder import OnnxEncoder
from index.models.packaged import (
    BGE_RECIPE,
    BGE_SMALL_EN,
    EmbeddingRecipe,
    Pooling,
    fingerprint,
    local_model,
)
from index.protocols import Vectors


class OnnxEmbedder:
    """Embeds text with an ONNX folder; implements `index.protocols.Embedder`.

    `model` is a packaged name or a folder, `threads` how many passages are embedded side by side
    (all processors if None). Raises ModelError if the model is missing, damaged or no encoder,
    ValueError if `threads` is less than 1 or the recipe's pooling is left to the folder.
    """

    def __init__(
        self,
        model: str = BGE_SMALL_EN.name,
        *,
        recipe: EmbeddingRecipe = BGE_RECIPE,
        threads: int | None = None,
    ) -> None:
        if recipe.pooling is Pooling.OWN:
            raise ValueError("an ONNX folder does not say how it pools: name cls or mean")
        self._threads = (os.cpu_count() or 1) if threads is None else threads
        if self._threads < 1:
            raise ValueError(f"{self._threads} threads cannot embed")
        folder = local_model(model)
        self._recipe = recipe
        self._encoder = OnnxEncoder(folder.path, recipe.max_tokens)
        *tokens, dimension = self._encoder.output_shape
        if len(tokens) != 2 or dimension is None:
            raise ModelError(f"Model {model!r} does not give a vector per token; name an encoder")
        self._dimension = dimension
        self._fingerprint = fingerprint(folder.name, folder.sha256, recipe)

    @property
    def fingerprint(self) -> str:
        """Name the model, its weights and the recipe: another fingerprint means other vectors."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self._dimension

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,)."""
        return self._embed(self._recipe.query_prefix + text)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, in order; shape (0, dimension) for none."""
        rows = np.empty((len(texts), self._dimension), dtype=np.float32)
        with ThreadPoolExecutor(min(self._threads, max(len(texts), 1))) as workers:
            for row, vector in enumerate(workers.map(self._embed, texts)):
                rows[row] = vector
        return rows

    def _embed(self, text: str) -> Vectors:
        tokens = self._encoder.run(text)[0]
        vector = tokens[0] if self._recipe.pooling is Pooling.CLS else tokens.mean(axis=0)
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit

"""The second look at a passage: question and passage read together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Protocol

from corpus.errors import ModelError
from index.models.onnx_encoder import OnnxEncoder
from index.models.packaged import RERANKER_EN, local_model
from index.models.workers import workers
from index.stages import Stage, stage


class Reranker(Protocol):
    """Scores how well passages answer a question."""

    def score(self, query: str, passages: Sequence[str]) -> tuple[float, ...]:
        """Return one raw logit per passage, in order, higher is better; empty for none.

        The score of a pair depends on that pair alone: not on the other passages, their order or
        the thread.
        """


class MeasuredReranker:
    """Another reranker whose work counts as a stage; implements `Reranker`."""

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker

    @stage(Stage.RERANKING)
    def score(self, query: str, passages: Sequence[str]) -> tuple[float, ...]:
        """Return the scores of the other."""
        return self._reranker.score(query, passages)


class OnnxReranker:
    """Scores with a cross-encoder in an ONNX folder; implements `Reranker`.

    `model` is a packaged name or a folder. Up to `threads` pairs are read side by side (all
    processors if None) on workers that live until `close()`. May be called from several threads.
    Raises ModelError if the model is missing, damaged or no cross-encoder, ValueError if
    `threads` is less than 1.
    """

    def __init__(
        self,
        model: str = RERANKER_EN.name,
        *,
        max_tokens: int = 512,
        threads: int | None = None,
    ) -> None:
        self._encoder = OnnxEncoder(local_model(model).path, max_tokens)
        if self._encoder.output_shape[1:] != (1,):
            raise ModelError(f"Model {model!r} does not give one score; name a cross-encoder")
        self._workers = workers(threads, "reranker")

    def score(self, query: str, passages: Sequence[str]) -> tuple[float, ...]:
        """Return one raw logit per passage, in order, higher is better; empty for none.

        Raises RuntimeError after `close()`.
        """
        return tuple(self._workers.map(self._score, repeat(query), passages))

    def close(self) -> None:
        """End the workers once the scores under way are done; closing twice is allowed."""
        self._workers.shutdown()

    def _score(self, query: str, passage: str) -> float:
        return float(self._encoder.run(query, passage)[0, 0])

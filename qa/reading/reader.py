"""The reading of passages: the very words in them that answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Protocol

from corpus.errors import ModelError
from index.models.onnx_encoder import OnnxEncoder
from index.models.packaged import READER_EN, local_model
from index.models.windows import check_window, windows
from index.models.workers import workers
from qa.reading.decoding import PassageReading, ReadSpan, WindowLogits, passage_reading

__all__ = ["LONGEST", "STRIDE", "WINDOW", "OnnxReader", "PassageReading", "ReadSpan", "Reader"]

# In tokens: what is read at once, what neighbouring windows share, and the longest answer.
WINDOW = 384
STRIDE = 128
LONGEST = 40

_FIRST_TOKEN = 0  # stands for no answer
# ONNX Runtime's own fusion of addition and layer normalisation is slower than both one by one: a
# window of 200 tokens takes a tenth longer.
_UNOPTIMISED = ("SkipLayerNormFusion",)


class Reader(Protocol):
    """Finds in passages the stretches that answer a question."""

    def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
        """Return one reading per passage, in order; empty for none.

        A passage's reading depends on the question and that passage alone: not on the other
        passages, their order or the thread.
        """


def check_sizes(window: int, stride: int, longest: int) -> None:
    """Raise ValueError if passages cannot be read in such windows, or no answer is short enough."""
    check_window(window, stride)
    if longest < 1:
        raise ValueError(f"an answer of at most {longest} tokens holds no word")


class OnnxReader:
    """Reads with an extractive model in an ONNX folder; implements `Reader`.

    `model` is a packaged name or a folder whose model gives `start_logits`, `end_logits` and, where
    it has a head for it, `answerable`. A passage is read in windows of `window` tokens, the
    question among them, that share `stride`; an answer has at most `longest`. Up to `threads`
    passages are read side by side (all processors if None) on workers that live until `close()`.
    May be called from several threads. Raises ModelError if the model is missing, damaged or no
    reader, ValueError if a number is out of range.
    """

    def __init__(
        self,
        model: str = READER_EN.name,
        *,
        window: int = WINDOW,
        stride: int = STRIDE,
        longest: int = LONGEST,
        threads: int | None = None,
    ) -> None:
        check_sizes(window, stride, longest)
        self._window, self._stride, self._longest = window, stride, longest
        self._encoder = OnnxEncoder(local_model(model).path, None, unoptimised=_UNOPTIMISED)
        if not {"start_logits", "end_logits"} <= set(self._encoder.output_names):
            raise ModelError(f"Model {model!r} does not mark answers; name an extractive reader")
        self._has_head = "answerable" in self._encoder.output_names
        self._workers = workers(threads, "reader")

    def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
        """Return one reading per passage, in order; empty for none.

        Raises RuntimeError after `close()`.
        """
        return tuple(self._workers.map(self._read, repeat(question), passages))

    def close(self) -> None:
        """End the workers once the readings under way are done; closing twice is allowed."""
        self._workers.shutdown()

    def _read(self, question: str, passage: str) -> PassageReading:
        found, heads = [], []
        for window in windows(self._encoder.encode(question, passage), self._window, self._stride):
            outputs = self._encoder.outputs(window.ids, window.types)
            found.append(
                WindowLogits(
                    window, outputs["start_logits"][0], outputs["end_logits"][0], _FIRST_TOKEN
                )
            )
            if self._has_head:
                heads.append(float(outputs["answerable"].flat[0]))
        return passage_reading(passage, found, self._longest, max(heads, default=None))

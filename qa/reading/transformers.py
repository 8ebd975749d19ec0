"""Any extractive question-answering model that transformers can load.

For models other than the shipped one: importing torch and transformers takes seconds and hundreds
of megabytes, so it happens when a reader is made.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from corpus.errors import ModelError
from index.models.hub import loading, on_disk
from index.models.windows import Window, windows
from qa.reading.decoding import PassageReading, WindowLogits, passage_reading
from qa.reading.reader import LONGEST, STRIDE, WINDOW, check_sizes


class TransformersReader:
    """Reads with `AutoModelForQuestionAnswering` on PyTorch; implements `qa.reader.Reader`.

    `model` is a folder or a hub id. Windows are as `qa.reader.OnnxReader`'s; `answerable` is the
    best span's score minus that of no answer, as these models have no head for it. Passages are
    read one after the other. Raises ModelError if the model cannot be loaded or is none for this
    task, ValueError if a number is out of range.
    """

    def __init__(
        self, model: str, *, window: int = WINDOW, stride: int = STRIDE, longest: int = LONGEST
    ) -> None:
        folder = on_disk(model)
        with loading(model):
            from transformers import AutoModelForQuestionAnswering, AutoTokenizer

            path, offline = (str(folder.path), True) if folder else (model, False)
            self._tokenizer = AutoTokenizer.from_pretrained(  # type: ignore[no-untyped-call]
                path, local_files_only=offline
            )
            self._model = AutoModelForQuestionAnswering.from_pretrained(
                path, local_files_only=offline
            ).eval()
        # Any other model would be given a head of random numbers.
        trained = " ".join(self._model.config.architectures or ())
        if "QuestionAnswering" not in trained:
            raise ModelError(f"Model {model!r} does not mark answers; name an extractive reader")
        if not self._tokenizer.is_fast:
            raise ModelError(f"Model {model!r} cannot tell where its tokens are from; name another")
        self._window = min(window, self._tokenizer.model_max_length)
        self._stride, self._longest = stride, longest
        check_sizes(self._window, stride, longest)
        # A tokenizer of transformers cannot be used by two threads at once.
        self._alone = threading.Lock()

    def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
        """Return one reading per passage, in order; empty for none."""
        return tuple(self._read(question, passage) for passage in passages)

    def _read(self, question: str, passage: str) -> PassageReading:
        with self._alone:
            tokenized = self._tokenizer(question, passage, truncation=False, verbose=False)
            read = [
                self._logits(window)
                for window in windows(tokenized.encodings[0], self._window, self._stride)
            ]
        return passage_reading(passage, read, self._longest, None)

    def _logits(self, window: Window) -> WindowLogits:
        import torch

        features = {
            "input_ids": window.ids,
            "attention_mask": [1] * len(window.ids),
            "token_type_ids": window.types,
        }
        inputs = {
            name: torch.tensor([features[name]])
            for name in self._tokenizer.model_input_names
            if name in features
        }
        with torch.inference_mode():
            outputs = self._model(**inputs)
        first = self._tokenizer.cls_token_id
        return WindowLogits(
            window,
            outputs.start_logits[0].float().numpy(),
            outputs.end_logits[0].float().numpy(),
            null=window.ids.index(first) if first in window.ids else 0,
        )

"""A transformer in a folder, run by ONNX Runtime."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from corpus.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"
_ERRORS_ONLY = 3  # onnxruntime's severity


class OnnxEncoder:
    """Runs `model.onnx` with `tokenizer.json` of a folder on one text or pair at a time.

    An int8 model quantises its activations per call, so whatever shares a batch changes the
    result: one text or pair per call, on one thread, unpadded. Calls may go side by side from
    several threads. Raises ModelError if a file is missing or cannot be read.
    """

    def __init__(self, folder: Path, max_tokens: int) -> None:
        for name in (WEIGHTS, TOKENIZER):
            if not (folder / name).is_file():
                raise ModelError(f"Folder {folder} has no {name}; name a folder that holds both")
        self._tokenizer = _load_tokenizer(folder / TOKENIZER, max_tokens)
        self._session = _load_session(folder / WEIGHTS)
        self._inputs = tuple(each.name for each in self._session.get_inputs())
        self._output = self._session.get_outputs()[0].name

    @property
    def output_shape(self) -> tuple[int | None, ...]:
        """Return the lengths of the first output's axes, None where the input decides."""
        shape = self._session.get_outputs()[0].shape
        return tuple(length if isinstance(length, int) else None for length in shape)

    def run(self, text: str, pair: str | None = None) -> npt.NDArray[np.float32]:
        """Return the model's first output, its first axis of length 1.

        Longer input is cut to `max_tokens`: of a pair always the longer text, so that a question
        keeps its words unless it takes up more than half. An empty text is its special tokens.
        """
        encoding = self._tokenizer.encode(text, pair)
        features = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feed = {name: np.array([features[name]], dtype=np.int64) for name in self._inputs}
        output: npt.NDArray[np.float32] = self._session.run([self._output], feed)[0]
        return output


def _load_tokenizer(path: Path, max_tokens: int) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises nothing narrower
        raise ModelError(f"{path} is not a tokenizer ({error}); install the model again") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens, strategy="longest_first")
    return tokenizer


def _load_session(path: Path) -> InferenceSession:
    # It starts threads when it is imported, and those do not survive the fork of a web worker.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    # Plans of memory are kept for each length of text. The arena stays on: with 512-token texts its
    # memory peaks lower (0.33 GB for two models) than the plain allocator's (0.60 GB).
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's errors have no common base
        raise ModelError(f"{path} is not a model ({error}); install the model again") from error

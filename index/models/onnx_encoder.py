"""A transformer in a folder, run by ONNX Runtime."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from corpus.errors import ModelError
from index.models.reporting import report_nothing
from index.models.windows import Encoding

WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"
_ERRORS_ONLY = 3  # onnxruntime's severity

Feed: TypeAlias = Mapping[str, npt.NDArray[np.int64]]


class Node(Protocol):
    """An input or output of a model, in the words of ONNX Runtime."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def shape(self) -> Sequence[int | str | None]: ...  # noqa: D102


class Session(Protocol):
    """A loaded model, in the words of ONNX Runtime; called from several threads at once."""

    def get_inputs(self) -> Sequence[Node]: ...  # noqa: D102
    def get_outputs(self) -> Sequence[Node]: ...  # noqa: D102
    def run(self, names: Sequence[str], feed: Feed) -> Sequence[npt.NDArray[np.float32]]:
        """Return the outputs of these names, in their order."""


Cover: TypeAlias = Callable[[Session], Session]
_covers: list[Cover] = []


@contextmanager
def covered(cover: Cover) -> Iterator[None]:
    """Put `cover(session)` in the place of every session that is loaded within the block.

    It lasts as long as what loaded the session; so model calls can be recorded. Sessions that were
    loaded before stay as they are.
    """
    _covers.append(cover)
    try:
        yield
    finally:
        _covers.remove(cover)


class OnnxEncoder:
    """Runs `model.onnx` with `tokenizer.json` of a folder on one text or pair at a time.

    An int8 model quantises its activations per call, so whatever shares a batch changes the
    result: one text or pair per call, on one thread, unpadded. Calls may go side by side from
    several threads. A text or pair is cut to `max_tokens`, or left as long as it is if None.
    `unoptimised` names optimisations of ONNX Runtime that the model is better off without. Raises
    ModelError if a file is missing or cannot be read.
    """

    def __init__(
        self, folder: Path, max_tokens: int | None, *, unoptimised: Sequence[str] = ()
    ) -> None:
        for name in (WEIGHTS, TOKENIZER):
            if not (folder / name).is_file():
                raise ModelError(f"Folder {folder} has no {name}; name a folder that holds both")
        self._tokenizer = _load_tokenizer(folder / TOKENIZER, max_tokens)
        self._session = _load_session(folder / WEIGHTS, unoptimised)
        for cover in _covers:
            self._session = cover(self._session)
        self._inputs = tuple(each.name for each in self._session.get_inputs())
        self._outputs = tuple(each.name for each in self._session.get_outputs())

    @property
    def output_names(self) -> tuple[str, ...]:
        """Return the names of the model's outputs."""
        return self._outputs

    @property
    def output_shape(self) -> tuple[int | None, ...]:
        """Return the lengths of the first output's axes, None where the input decides."""
        shape = self._session.get_outputs()[0].shape
        return tuple(length if isinstance(length, int) else None for length in shape)

    def encode(self, text: str, pair: str | None = None) -> Encoding:
        """Return a text or pair as tokens, with the special ones around them.

        Longer input is cut to `max_tokens`: of a pair always the longer text, so that a question
        keeps its words unless it takes up more than half. An empty text is its special tokens.
        """
        encoding: Encoding = self._tokenizer.encode(text, pair)
        return encoding

    def outputs(
        self, ids: Sequence[int], types: Sequence[int]
    ) -> Mapping[str, npt.NDArray[np.float32]]:
        """Return the model's outputs for one sequence of tokens, each with a first axis of 1."""
        return self._run(self._outputs, ids, types)

    def run(self, text: str, pair: str | None = None) -> npt.NDArray[np.float32]:
        """Return the model's first output for what `encode` makes of a text or pair."""
        encoding = self.encode(text, pair)
        first = self._outputs[:1]
        return self._run(first, encoding.ids, encoding.type_ids)[first[0]]

    def _run(
        self, names: Sequence[str], ids: Sequence[int], types: Sequence[int]
    ) -> dict[str, npt.NDArray[np.float32]]:
        features = {
            "input_ids": ids,
            "attention_mask": [1] * len(ids),
            "token_type_ids": types,
        }
        feed = {name: np.array([features[name]], dtype=np.int64) for name in self._inputs}
        return dict(zip(names, self._session.run(names, feed), strict=True))


def _load_tokenizer(path: Path, max_tokens: int | None) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises nothing narrower
        raise ModelError(f"{path} is not a tokenizer ({error}); install the model again") from error
    tokenizer.no_padding()
    if max_tokens is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(max_tokens, strategy="longest_first")
    return tokenizer


def _load_session(path: Path, unoptimised: Sequence[str]) -> Session:
    report_nothing()
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
        session: Session = onnxruntime.InferenceSession(
            str(path),
            sess_options=options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=list(unoptimised),
        )
    except Exception as error:  # onnxruntime's errors have no common base
        raise ModelError(f"{path} is not a model ({error}); install the model again") from error
    return session

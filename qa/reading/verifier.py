"""The verifier: whether a marked stretch of a passage answers a question, or only seems to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Protocol

from corpus.errors import ModelError
from corpus.span import Span
from index.models.onnx_encoder import OnnxEncoder
from index.models.packaged import VERIFIER_EN, local_model
from index.models.windows import Encoding
from index.models.workers import workers

WINDOW = 192  # tokens: a question and what stands around the stretch
_UNOPTIMISED = ("SkipLayerNormFusion",)  # slower than addition and normalisation one by one
_OUTPUT = "holds"


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a passage, `passage[span]` in code points, that may answer a question."""

    passage: str
    span: Span


class Verifier(Protocol):
    """Tells stretches that answer a question from those that seem to."""

    def verify(self, question: str, stretches: Sequence[Marked]) -> tuple[float, ...]:
        """Return one logit per stretch, in order; empty for none.

        A stretch's logit depends on the question, the stretch and its passage alone.
        """


def marked_window(encoding: Encoding, span: Span, size: int) -> tuple[list[int], list[int]]:
    """Return the token and segment ids of a marked passage, at most `size` of each.

    The tokens of the stretch carry the question's segment. Where question and passage are longer,
    a question is cut to half of `size`, and the passage to what stands around the stretch.
    """
    sequences, offsets = encoding.sequence_ids, encoding.offsets
    question = [number for number, sequence in enumerate(sequences) if sequence == 0]
    passage = [number for number, sequence in enumerate(sequences) if sequence == 1]
    cut = set(question[size // 2 :])
    around = [n for n, sequence in enumerate(sequences) if sequence != 1 and n not in cut]
    stretch = [n for n in passage if offsets[n][0] < span.end and offsets[n][1] > span.start]
    room = size - len(around)
    if len(passage) > room:
        middle = (stretch[0] + stretch[-1]) // 2 - passage[0] if stretch else 0
        begin = max(0, min(middle - room // 2, len(passage) - room))
        passage = passage[begin : begin + room]
    numbers = sorted([*around, *passage])
    inside = set(stretch)
    ids = [encoding.ids[number] for number in numbers]
    types = [0 if number in inside else encoding.type_ids[number] for number in numbers]
    return ids, types


class OnnxVerifier:
    """Verifies with a model in an ONNX folder; implements `Verifier`.

    `model` is a packaged name or a folder whose model gives `holds`. Up to `threads` passages are
    read side by side (all processors if None) on workers that live until `close()`. May be called
    from several threads. Raises ModelError if the model is missing, damaged or no verifier.
    """

    def __init__(self, model: str = VERIFIER_EN.name, *, threads: int | None = None) -> None:
        self._encoder = OnnxEncoder(local_model(model).path, None, unoptimised=_UNOPTIMISED)
        if _OUTPUT not in self._encoder.output_names:
            raise ModelError(f"Model {model!r} does not verify answers; name a verifier")
        self._workers = workers(threads, "verifier")

    def verify(self, question: str, stretches: Sequence[Marked]) -> tuple[float, ...]:
        """Return one logit per stretch, in order; empty for none.

        Raises RuntimeError after `close()`.
        """
        return tuple(self._workers.map(self._verify, repeat(question), stretches))

    def close(self) -> None:
        """End the workers once the passages under way are read; closing twice is allowed."""
        self._workers.shutdown()

    def _verify(self, question: str, marked: Marked) -> float:
        encoding = self._encoder.encode(question, marked.passage)
        ids, types = marked_window(encoding, marked.span, WINDOW)
        return float(self._encoder.outputs(ids, types)[_OUTPUT].flat[0])

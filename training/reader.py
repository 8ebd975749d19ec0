"""The reader's run: which rows it is trained on, how they are varied, and what is made small."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from training.batches import Batch, batched, windows
from training.fit import Schedule, fit
from training.model import NO_ANSWER, SpanReader
from training.rows import Row, Variation, varied

_UNLIKELY = -1e4


@dataclass(frozen=True, slots=True)
class Settings:
    """What a reader's run depends on, apart from the rows and the encoder it starts from.

    `tokens` is the size of a batch. Windows are of `window` tokens and share `stride`.
    """

    epochs: int = 2
    tokens: int = 3072
    answerable_weight: float = 0.5
    window: int = 256
    stride: int = 96
    variation: Variation = field(default_factory=Variation)
    schedule: Schedule = field(
        default_factory=lambda: Schedule(
            seed=20, rate=8e-5, warmup=0.09, horizon=1.5, cooldown=0.632
        )
    )


def fit_reader(
    reader: SpanReader, rows: Sequence[Row], tokenizer: Tokenizer, settings: Settings, folder: Path
) -> None:
    """Train `reader` in place; the state goes to `folder`, and goes on where it left off."""
    batches = list(_all_batches(rows, tokenizer, settings))
    fit(reader, batches, lambda batch: _loss(reader, batch, settings), settings.schedule, folder)


def _all_batches(rows: Sequence[Row], tokenizer: Tokenizer, settings: Settings) -> Iterator[Batch]:
    for epoch in range(settings.epochs):
        drawn = random.Random(f"{settings.schedule.seed} {epoch}")  # noqa: S311 - no secret
        read = [each for row in rows for each in varied(row, settings.variation, drawn)]
        yield from batched(windows(read, tokenizer, drawn), settings.tokens, drawn)


def _loss(reader: SpanReader, batch: Batch, settings: Settings) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        start, end, answerable = reader(batch.ids, batch.mask, batch.types)
    # Only tokens of the passage, and the first for no answer, can be an answer's ends.
    outside = batch.types == 0
    outside[:, NO_ANSWER] = False
    start = start.masked_fill(outside, _UNLIKELY)
    end = end.masked_fill(outside, _UNLIKELY)
    span = functional.cross_entropy(start, batch.first) + functional.cross_entropy(end, batch.last)
    known = (batch.first != NO_ANSWER).float()
    head = functional.binary_cross_entropy_with_logits(answerable, known)
    return span / 2 + settings.answerable_weight * head

"""The verifier's run: claims in, a model that tells right ones from near misses."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from qa.reading.verifier import WINDOW, marked_window
from training.batches import Batch, Window, batched
from training.claims import Claim
from training.fit import Schedule, fit
from training.model import SpanVerifier


@dataclass(frozen=True, slots=True)
class VerifierSettings:
    """What a verifier's run depends on, apart from the claims and the reader it starts from.

    Of more than `most` claims that many are drawn. `tokens` is the size of a batch. A claim is read
    in `window` tokens around its stretch.
    """

    most: int = 42_000

    epochs: int = 1
    tokens: int = 3072
    window: int = WINDOW
    schedule: Schedule = field(
        default_factory=lambda: Schedule(seed=21, rate=4e-5, warmup=0.06, horizon=1.3, cooldown=0.7)
    )


def fit_verifier(
    verifier: SpanVerifier,
    claims: Sequence[Claim],
    tokenizer: Tokenizer,
    settings: VerifierSettings,
    folder: Path,
) -> None:
    """Train `verifier` in place; the state goes to `folder`, and goes on where it left off."""
    batches = list(_all_batches(claims, tokenizer, settings))
    fit(verifier, batches, lambda batch: _loss(verifier, batch), settings.schedule, folder)


def _all_batches(
    claims: Sequence[Claim], tokenizer: Tokenizer, settings: VerifierSettings
) -> Iterator[Batch]:
    drawn = random.Random(settings.schedule.seed)  # noqa: S311 - no secret
    read = drawn.sample(claims, min(len(claims), settings.most))
    windows = [_window(claim, tokenizer, settings.window) for claim in read]
    for epoch in range(settings.epochs):
        drawn = random.Random(f"{settings.schedule.seed} {epoch}")  # noqa: S311 - no secret
        yield from batched(windows, settings.tokens, drawn)


def _window(claim: Claim, tokenizer: Tokenizer, size: int) -> Window:
    encoding = tokenizer.encode(claim.question, claim.context)
    ids, types = marked_window(encoding, claim.answer, size)
    return Window(tuple(ids), tuple(types), int(claim.holds), 0)


def _loss(verifier: SpanVerifier, batch: Batch) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        logits = verifier(batch.ids, batch.mask, batch.types)
    return functional.binary_cross_entropy_with_logits(logits, batch.first.float())

"""The verifier's run: claims in, a model that tells right ones from near misses."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
class Pass:
    """One reading of the claims: of more than `most` that many are drawn."""

    most: int
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class VerifierSettings:
    """What a verifier's run depends on, apart from the claims and the reader it starts from.

    The claims are read in `passes`, each going on from the weights of the one before. `tokens` is
    the size of a batch. A claim is read in `window` tokens around its stretch.
    """

    passes: tuple[Pass, ...] = (
        Pass(42_000, Schedule(seed=21, rate=4e-5, warmup=0.06, horizon=1.3, cooldown=0.7)),
        Pass(62_240, Schedule(seed=22, rate=3e-5, warmup=0.06, horizon=1.3, cooldown=0.7)),
    )
    tokens: int = 3072
    window: int = WINDOW


def fit_verifier(
    verifier: SpanVerifier,
    claims: Sequence[Claim],
    tokenizer: Tokenizer,
    settings: VerifierSettings,
    folder: Path,
) -> None:
    """Train `verifier` in place; the state goes to `folder`, and goes on where it left off.

    The state of a pass before the last goes to a folder in it.
    """
    for number, each in enumerate(settings.passes, start=1):
        is_last = number == len(settings.passes)
        place = folder if is_last else folder / f"pass-{number}"
        place.mkdir(exist_ok=True)
        batches = list(_batches(claims, tokenizer, settings, each))
        fit(verifier, batches, lambda batch: _loss(verifier, batch), each.schedule, place)


def _batches(
    claims: Sequence[Claim], tokenizer: Tokenizer, settings: VerifierSettings, once: Pass
) -> Iterator[Batch]:
    drawn = random.Random(once.schedule.seed)  # noqa: S311 - no secret
    read = drawn.sample(claims, min(len(claims), once.most))
    windows = [_window(claim, tokenizer, settings.window) for claim in read]
    drawn = random.Random(f"{once.schedule.seed} 0")  # noqa: S311 - no secret
    yield from batched(windows, settings.tokens, drawn)


def _window(claim: Claim, tokenizer: Tokenizer, size: int) -> Window:
    encoding = tokenizer.encode(claim.question, claim.context)
    ids, types = marked_window(encoding, claim.answer, size)
    return Window(tuple(ids), tuple(types), int(claim.holds), 0)


def _loss(verifier: SpanVerifier, batch: Batch) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        logits = verifier(batch.ids, batch.mask, batch.types)
    return functional.binary_cross_entropy_with_logits(logits, batch.first.float())

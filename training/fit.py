"""The training loop: resumable, the same from the same seed."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from training.batches import Batch, batched, windows
from training.model import NO_ANSWER, SpanReader
from training.rows import Row, Variation, varied

_UNLIKELY = -1e4


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training run depends on, apart from the rows and the encoder it starts from.

    `tokens` is the size of a batch. Over the share `warmup` of the steps the learning rate rises to
    `rate`; it then falls on a line that would reach zero at `horizon` times the steps, and from the
    share `cooldown` on faster, to reach zero at the end. Windows are of `window` tokens and share
    `stride`.
    """

    seed: int = 20
    epochs: int = 2
    tokens: int = 3072
    rate: float = 8e-5
    warmup: float = 0.09
    horizon: float = 1.5
    cooldown: float = 0.632
    weight_decay: float = 0.01
    answerable_weight: float = 0.5
    window: int = 256
    stride: int = 96
    variation: Variation = field(default_factory=Variation)


def fit(
    reader: SpanReader,
    rows: Sequence[Row],
    tokenizer: Tokenizer,
    settings: Settings,
    folder: Path,
) -> None:
    """Train `reader` in place, and write the state to `folder` at every few hundred steps.

    Goes on where `folder` left off. Prints the loss and the rate of rows as it goes.
    """
    batches = list(_all_batches(rows, tokenizer, settings))
    torch.manual_seed(settings.seed)
    optimizer = AdamW(_groups(reader, settings.weight_decay), lr=settings.rate, fused=True)
    schedule = LambdaLR(optimizer, lambda step: _rate(step, len(batches), settings))
    checkpoint = folder / "checkpoint.pt"
    done = _resume(checkpoint, reader, optimizer, schedule)
    reader.train()
    started, seen, losses = time.monotonic(), 0, 0.0
    for step in range(done, len(batches)):
        loss = _step(reader, batches[step], optimizer, settings)
        schedule.step()
        losses += loss
        seen += len(batches[step].ids)
        if (step + 1) % 50 == 0:
            pace = seen / (time.monotonic() - started)
            print(  # noqa: T201 - a run takes hours and is watched
                f"step {step + 1}/{len(batches)} loss {losses / 50:.3f} {pace:.1f} rows/s",
                flush=True,
            )
            losses = 0.0
        if (step + 1) % 300 == 0 or step + 1 == len(batches):
            _save(checkpoint, reader, optimizer, schedule, step + 1)


def _all_batches(rows: Sequence[Row], tokenizer: Tokenizer, settings: Settings) -> Iterator[Batch]:
    for epoch in range(settings.epochs):
        drawn = random.Random(f"{settings.seed} {epoch}")  # noqa: S311 - no secret
        read = [each for row in rows for each in varied(row, settings.variation, drawn)]
        yield from batched(windows(read, tokenizer, drawn), settings.tokens, drawn)


def _step(reader: SpanReader, batch: Batch, optimizer: AdamW, settings: Settings) -> float:
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
    loss = span / 2 + settings.answerable_weight * head
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def _groups(reader: SpanReader, weight_decay: float) -> list[dict[str, object]]:
    plain = [each for name, each in reader.named_parameters() if _undecayed(name)]
    decayed = [each for name, each in reader.named_parameters() if not _undecayed(name)]
    return [
        {"params": decayed, "weight_decay": weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]


def _undecayed(name: str) -> bool:
    return name.endswith("bias") or "LayerNorm" in name


def _rate(step: int, steps: int, settings: Settings) -> float:
    rising = max(1, round(steps * settings.warmup))
    cooling = round(steps * settings.cooldown)
    horizon = steps * settings.horizon

    def slow(step: int) -> float:
        return (horizon - step) / (horizon - rising)

    if step < cooling:
        return min((step + 1) / rising, slow(step))
    return slow(cooling) * (steps - step) / (steps - cooling)


def _save(path: Path, reader: SpanReader, optimizer: AdamW, schedule: LambdaLR, step: int) -> None:
    partial = path.with_suffix(".partial")
    torch.save(
        {
            "reader": reader.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "step": step,
        },
        partial,
    )
    partial.replace(path)


def _resume(path: Path, reader: SpanReader, optimizer: AdamW, schedule: LambdaLR) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    reader.load_state_dict(state["reader"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["step"])

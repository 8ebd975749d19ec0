"""The training loop: resumable, the same from the same seed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch
from torch import nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

Batch = TypeVar("Batch")

CHECKPOINT = "checkpoint.pt"  # the name of the state in a run's folder


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the weights are stepped.

    Over the share `warmup` of the steps the learning rate rises to `rate`; it then falls on a line
    that would reach zero at `horizon` times the steps, and from the share `cooldown` on faster, to
    reach zero at the end.
    """

    seed: int
    rate: float
    warmup: float
    horizon: float
    cooldown: float
    weight_decay: float = 0.01


def fit(
    model: nn.Module,
    batches: Sequence[Batch],
    loss_of: Callable[[Batch], torch.Tensor],
    schedule: Schedule,
    folder: Path,
) -> None:
    """Train `model` in place, and write the state to `folder` at every few hundred steps.

    Goes on where `folder` left off. `loss_of` runs the model. Prints the loss and the pace as it
    goes.
    """
    torch.manual_seed(schedule.seed)
    optimizer = AdamW(_groups(model, schedule.weight_decay), lr=schedule.rate, fused=True)
    rates = LambdaLR(optimizer, lambda step: _rate(step, len(batches), schedule))
    checkpoint = folder / CHECKPOINT
    done = _resume(checkpoint, model, optimizer, rates)
    model.train()
    started, losses = time.monotonic(), 0.0
    for step in range(done, len(batches)):
        loss = loss_of(batches[step])
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        rates.step()
        losses += float(loss.detach())
        if (step + 1) % 50 == 0:
            pace = (step + 1 - done) / (time.monotonic() - started)
            print(  # noqa: T201 - a run takes hours and is watched
                f"step {step + 1}/{len(batches)} loss {losses / 50:.3f} {pace:.2f} steps/s",
                flush=True,
            )
            losses = 0.0
        if (step + 1) % 300 == 0 or step + 1 == len(batches):
            _save(checkpoint, model, optimizer, rates, step + 1)


def _groups(model: nn.Module, weight_decay: float) -> list[dict[str, object]]:
    plain = [each for name, each in model.named_parameters() if _undecayed(name)]
    decayed = [each for name, each in model.named_parameters() if not _undecayed(name)]
    return [
        {"params": decayed, "weight_decay": weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]


def _undecayed(name: str) -> bool:
    return name.endswith("bias") or "LayerNorm" in name


def _rate(step: int, steps: int, schedule: Schedule) -> float:
    rising = max(1, round(steps * schedule.warmup))
    cooling = round(steps * schedule.cooldown)
    horizon = steps * schedule.horizon

    def slow(step: int) -> float:
        return (horizon - step) / (horizon - rising)

    if step < cooling:
        return min((step + 1) / rising, slow(step))
    return slow(cooling) * (steps - step) / (steps - cooling)


def _save(path: Path, model: nn.Module, optimizer: AdamW, rates: LambdaLR, step: int) -> None:
    partial = path.with_suffix(".partial")
    torch.save(
        {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": rates.state_dict(),
            "step": step,
        },
        partial,
    )
    partial.replace(path)


def _resume(path: Path, model: nn.Module, optimizer: AdamW, rates: LambdaLR) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    rates.load_state_dict(state["schedule"])
    return int(state["step"])

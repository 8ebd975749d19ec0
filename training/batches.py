"""From rows to padded tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from training.model import NO_ANSWER
from training.rows import Row

_MULTIPLE = 32  # lengths are padded to multiples of this: few shapes, fast kernels


@dataclass(frozen=True, slots=True)
class Window:
    """A question with a stretch of its passage, as token ids; `[NO_ANSWER, NO_ANSWER]` for none."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of like length as tensors (batch × tokens); `first` and `last` are (batch)."""

    ids: torch.Tensor
    mask: torch.Tensor
    types: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor


def windows(rows: Sequence[Row], tokenizer: Tokenizer, random: random.Random) -> list[Window]:
    """Return one window a row.

    A passage longer than the tokenizer's limit is read in overlapping windows: one with the answer
    is drawn when there is one, any otherwise.
    """
    found = []
    for row in rows:
        encoding = tokenizer.encode(row.question, row.context)
        options = [_window(each, row) for each in (encoding, *encoding.overflowing)]
        answered = [each for each in options if each.first != NO_ANSWER]
        found.append(random.choice(answered or options))
    return found


def _window(encoding: object, row: Row) -> Window:
    ids, types = encoding.ids, encoding.type_ids  # type: ignore[attr-defined]
    offsets, sequences = encoding.offsets, encoding.sequence_ids  # type: ignore[attr-defined]
    first = last = NO_ANSWER
    if row.answers:
        answer = row.answers[0]
        inside = [
            number
            for number, (start, end) in enumerate(offsets)
            if sequences[number] == 1 and start < answer.end and end > answer.start
        ]
        if inside:
            whole = offsets[inside[0]][0] <= answer.start and offsets[inside[-1]][1] >= answer.end
            if whole:
                first, last = inside[0], inside[-1]
    return Window(tuple(ids), tuple(types), first, last)


def batched(read: Sequence[Window], tokens: int, random: random.Random) -> Iterator[Batch]:
    """Yield batches of windows of like length, about `tokens` tokens each, in a drawn order."""
    keyed = sorted(read, key=lambda window: (_padded(len(window.ids)), random.random()))
    groups: list[list[Window]] = []
    for window in keyed:
        width = _padded(len(window.ids))
        if (
            not groups
            or _padded(len(groups[-1][0].ids)) != width
            or (len(groups[-1]) + 1) * width > tokens
        ):
            groups.append([])
        groups[-1].append(window)
    random.shuffle(groups)
    for group in groups:
        yield _batch(group)


def _padded(length: int) -> int:
    return -(-length // _MULTIPLE) * _MULTIPLE


def _batch(group: Sequence[Window]) -> Batch:
    width = _padded(max(len(window.ids) for window in group))

    def filled(values: Sequence[Sequence[int]]) -> torch.Tensor:
        return torch.tensor([[*row, *[0] * (width - len(row))] for row in values])

    return Batch(
        ids=filled([window.ids for window in group]),
        mask=filled([[1] * len(window.ids) for window in group]),
        types=filled([window.types for window in group]),
        first=torch.tensor([window.first for window in group]),
        last=torch.tensor([window.last for window in group]),
    )

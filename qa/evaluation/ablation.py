"""Ablation: the answers with each part of the pipeline left out in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measure import Documents
from qa.evaluation.report import means
from qa.evaluation.run import Respond, evaluate
from qa.evaluation.sampling import Mean
from qa.settings import Part

MEASURES = ("recall@1", "recall@5", "containment", "token_f1", "citation_precision", "answered")


@dataclass(frozen=True, slots=True)
class Ablation:
    """A run without one part, None for the whole pipeline.

    `means` are those of `MEASURES` that apply, in that order; `seconds` is the median of an answer.
    """

    without: Part | None
    means: tuple[Mean, ...]
    seconds: float


def ablate(
    gold: Sequence[GoldQuestion],
    respond_without: Callable[[frozenset[Part]], Respond],
    documents: Documents,
    parts: Iterable[Part] = tuple(Part),
    on_run: Callable[[Part | None], None] = lambda _part: None,
) -> tuple[Ablation, ...]:
    """Put the gold questions to the whole pipeline, then to it without each of `parts` in turn.

    `respond_without` gives the answer function without some parts; `on_run` is told what is left
    out before each run. `documents` maps ids to canonical texts.
    """
    runs = []
    for part in (None, *parts):
        on_run(part)
        respond = respond_without(frozenset() if part is None else frozenset({part}))
        found = evaluate(gold, respond, documents)
        by_name = {mean.name: mean for mean in means(found.outcomes)}
        runs.append(
            Ablation(
                part,
                tuple(by_name[name] for name in MEASURES if name in by_name),
                float(np.median([prediction.seconds for prediction in found.predictions])),
            )
        )
    return tuple(runs)


def render_ablations(runs: Sequence[Ablation]) -> str:
    """Return a Markdown table: a row a run, the change against the whole pipeline below it."""
    whole = runs[0]
    names = [mean.name for mean in whole.means]
    lines = [
        f"| without | {' | '.join(names)} | time |",
        f"|---|{'---:|' * (len(names) + 1)}",
        f"| nothing | {' | '.join(f'{mean.mean:.3f}' for mean in whole.means)} | 1.00 |",
    ]
    for run in runs[1:]:
        changes = " | ".join(
            f"{mean.mean - before.mean:+.3f}"
            for mean, before in zip(run.means, whole.means, strict=True)
        )
        lines.append(f"| {run.without} | {changes} | {run.seconds / whole.seconds:.2f} |")
    return "\n".join(lines) + "\n"

"""How long answers took, as a picture with its table."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from web.evaluation.about import Picture
from web.evaluation.charts import Axes, Caption, plot

_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0)


def times(seconds: Sequence[float]) -> Picture:
    """Return which share of the answers was there after how many milliseconds.

    The shares of the table are quantiles with linear interpolation. No answer gives no rows.
    """
    title = "Time per answer"
    ordered = sorted(1000 * each for each in seconds)
    points = [(each, at / len(ordered)) for at, each in enumerate(ordered, start=1)]
    quantiles = [(share, float(np.quantile(ordered, share))) for share in _SHARES if ordered]
    told = [f"{round(100 * share)} % within {value:.0f} ms" for share, value in quantiles]
    return Picture(
        "times",
        title,
        "How many of the answers were there after how long, the first question included, which "
        "also opens the models.",
        plot(
            Caption("times", title, f"{', '.join(told)}." if told else ""),
            Axes("milliseconds", "answers", x=(0.0, _round_up(max(ordered, default=0.0)))),
            points,
            joined=True,
        ),
        ("Answers", "There within"),
        tuple((f"{round(100 * share)} %", f"{value:.0f} ms") for share, value in quantiles),
    )


def _round_up(value: float) -> float:
    """Return the next number that five steps of a round length reach, at least 5."""
    step = 10.0 ** max(math.floor(math.log10(max(value, 5.0) / 5)), 0)
    return next(5 * step * by for by in (1, 2, 5, 10) if 5 * step * by >= value)

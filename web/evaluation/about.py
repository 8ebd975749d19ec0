"""The figures of an evaluation as pictures, each with the same figures as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qa.evaluation.confidence import at_tenths
from qa.evaluation.published import Published
from qa.evaluation.sampling import Mean
from web.evaluation.charts import Axes, Bar, Caption, bars, plot

_TYPES = {
    "aggregate": "every mention",
    "crossdoc": "two documents",
    "followup": "follow-up",
    "noisy": "misspelt",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, what it says in words, and its figures as a table of text."""

    id: str
    title: str
    text: str
    chart: Markup
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pictures(figures: Published) -> tuple[Picture, ...]:
    """Return the pictures of an evaluation, in the order in which they are shown.

    One that would have no figure is left out.
    """
    made = (_types(figures), _recall(figures), _risk(figures), _reliability(figures))
    return tuple(each for each in made if each.rows)


def percent(value: float) -> str:
    """Return a share as a person reads it."""
    return f"{round(100 * value)} %"


def _types(figures: Published) -> Picture:
    text = (
        "An answer is right if the first 50 words shown hold an accepted one, or if at least half "
        "of a list is (F1); without an answer, refusing is right. The thin lines are 95 % "
        "intervals."
    )
    named = [(_TYPES.get(each.name, each.name), each) for each in figures.types]
    rows = [Bar(kind, mean.mean, mean.low, mean.high) for kind, mean in named]
    return _picture(
        "types",
        "Right answers by kind of question",
        text,
        bars(Caption("types", "Right answers by kind of question", _described(rows)), rows),
        ("Kind", "Questions", "Right", "95 % interval"),
        [
            (
                kind,
                str(mean.n),
                percent(mean.mean),
                _interval(mean),
            )
            for kind, mean in named
        ],
    )


def _recall(figures: Published) -> Picture:
    title = "Evidence found among the passages read"
    points = [(float(at), each.mean) for at, each in enumerate(figures.recall, start=1)]
    description = (
        f"After the first passage {percent(points[0][1])}, after {len(points)} "
        f"{percent(points[-1][1])}."
        if points
        else ""
    )
    axes = Axes("passages", "evidence found", x=(0.0, float(max(len(points), 1))))
    return _picture(
        "recall",
        title,
        "Which share of the evidence stands in the first passages that are found for a question. "
        "A question that is refused counts as nothing found.",
        plot(Caption("recall", title, description), axes, points, joined=True),
        ("Passages", "Evidence found", "95 % interval"),
        [
            (str(at), percent(each.mean), _interval(each))
            for at, each in enumerate(figures.recall, start=1)
        ],
    )


def _risk(figures: Published) -> Picture:
    title = "Wrong answers by how many questions are answered"
    tenths = tuple(at_tenths(figures.curve))
    description = ", ".join(
        f"{percent(each.risk)} wrong with {percent(each.coverage)} answered" for each in tenths
    )
    highest = max((each.risk for each in figures.curve), default=0.0)
    top = max(math.ceil(5 * highest) / 5, 0.2)
    return _picture(
        "risk",
        title,
        "If only the surest answers were given, which share of them would be wrong.",
        plot(
            Caption("risk", title, f"{description}." if description else ""),
            Axes("questions answered", "wrong answers", y=(0.0, top)),
            [(each.coverage, each.risk) for each in figures.curve],
            joined=True,
        ),
        ("Questions answered", "Wrong answers", "Least confidence"),
        [(percent(each.coverage), percent(each.risk), f"{each.threshold:.2f}") for each in tenths],
    )


def _reliability(figures: Published) -> Picture:
    title = "What a confidence is worth"
    description = ", ".join(
        f"at {percent(each.mean_confidence)} confidence {percent(each.share_right)} right"
        for each in figures.bins
    )
    return _picture(
        "reliability",
        title,
        "Questions of like confidence, and how many of them were answered rightly. On the line, "
        "the confidence is what it says.",
        plot(
            Caption("reliability", title, description.capitalize()),
            Axes("confidence", "right answers"),
            [(each.mean_confidence, each.share_right) for each in figures.bins],
            joined=False,
            ideal=True,
        ),
        ("Confidence", "Questions", "On average", "Right"),
        [
            (
                f"{each.low:.2f} to {each.high:.2f}",
                str(each.n),
                percent(each.mean_confidence),
                percent(each.share_right),
            )
            for each in figures.bins
        ],
    )


def _picture(
    id: str,
    title: str,
    text: str,
    chart: Markup,
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
) -> Picture:
    return Picture(id, title, text, chart, header, tuple(rows))


def _described(rows: Sequence[Bar]) -> str:
    return ", ".join(f"{each.name} {percent(each.value)}" for each in rows)


def _interval(each: Mean) -> str:
    return f"{percent(each.low)} to {percent(each.high)}"

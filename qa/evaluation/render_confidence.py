"""Figures of confidence and certified bounds as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.evaluation.abstaining import Abstaining
from qa.evaluation.bounds import LEVEL, Certificate, Rate
from qa.evaluation.confidence import Bin, RiskPoint, at_tenths
from qa.evaluation.sampling import Estimate, Mean


def render_abstaining(sets: Sequence[Abstaining]) -> str:
    """Return a block per set: its figures with their 95 % intervals, its bins, its risk curve.

    The curve is shown at every tenth of coverage, each with the first point that reaches it. Lines
    end with a line feed.
    """
    return "\n".join("".join(f"{line}\n" for line in _lines(each)) for each in sets)


def render_certificates(certificates: Sequence[Certificate], share: float, chosen: float) -> str:
    """Return a line per threshold; the one that was fixed beforehand is marked with an asterisk.

    Lines end with a line feed.
    """
    lines = [
        f"Upper bounds at {LEVEL:.0%}, one-sided (Clopper and Pearson); {len(certificates)} "
        "thresholds, those in brackets for all at once.",
        f"wrong: errors of the answered answerable questions; fooled: unanswerable questions that "
        f"were answered; both: wrong of all answered, {share:.0%} of the asked being unanswerable.",
        "A bound holds for a threshold that was fixed beforehand (*).",
        "  threshold  answered          wrong    at most            fooled    at most      both",
        *(_certificate_line(each, chosen) for each in certificates),
    ]
    return "".join(f"{line}\n" for line in lines)


def _lines(each: Abstaining) -> Iterator[str]:
    yield (
        f"{each.name}: {each.answerable} answerable, {each.unanswerable} unanswerable questions; "
        f"{each.unknown} refused or unjudged answers count in no figure of being right"
    )
    for figure in (
        each.right_ranked,
        each.answerable_ranked,
        each.calibration_error,
        each.area_under_risk,
        each.refused_unanswerable,
        each.refused_answerable,
    ):
        if figure is not None:
            yield _figure_line(figure)
    if each.bins:
        yield "  confidence         n   mean  right"
        yield from map(_bin_line, each.bins)
        yield "  coverage  risk   threshold"
        yield from map(_point_line, at_tenths(each.curve))


def _figure_line(figure: Estimate | Mean) -> str:
    value = figure.mean if isinstance(figure, Mean) else figure.value
    return (
        f"  {figure.name:<31}  n {figure.n:4}  {value:.3f}  [{figure.low:.3f}, {figure.high:.3f}]"
    )


def _bin_line(each: Bin) -> str:
    return (
        f"  {each.low:.3f} to {each.high:.3f}  {each.n:4}  {each.mean_confidence:.3f}"
        f"  {each.share_right:.3f}"
    )


def _point_line(point: RiskPoint) -> str:
    return f"  {point.coverage:8.3f}  {point.risk:.3f}  {point.threshold:.3f}"


def _certificate_line(each: Certificate, chosen: float) -> str:
    mark = "*" if each.threshold == chosen else " "
    return (
        f"{mark} {each.threshold:9.3f}  {each.answered:3} / {each.answerable:3}"
        f"  {_rate(each.wrong)}  {_rate(each.unanswerable)}  {each.combined:8.3f}"
    )


def _rate(rate: Rate) -> str:
    return f"{rate.errors:3} / {rate.n:3}  {rate.bound:.3f} ({rate.everywhere:.3f})"

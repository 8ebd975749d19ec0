"""Reports, comparisons and drops as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.evaluation.compare import Change, Difference
from qa.evaluation.reference import Drop
from qa.evaluation.report import Group, Report
from qa.evaluation.sampling import Mean

_NAMED = 10


def render(report: Report) -> str:
    """Return a report as a table per group, all questions first; lines end with a line feed.

    Each measure has its n, its mean and its 95 % interval.
    """
    blocks = [_block(_group_lines(group)) for group in report.groups]
    return "\n".join([*blocks, _block(_run_lines(report))])


def render_comparison(differences: Sequence[Difference]) -> str:
    """Return a comparison as one line per measure, then the questions that changed, both ways."""
    width = max(map(len, ("measure", *(each.measure for each in differences))))
    lines = [f"{'measure':<{width}}     n  before   after  change       p  better  worse"]
    lines += [
        f"{each.measure:<{width}}  {each.n:4}  {each.before:6.3f}  {each.after:6.3f}"
        f"  {each.after - each.before:+6.3f}  {each.chance:6.4f}"
        f"  {len(each.better):6}  {len(each.worse):5}"
        for each in differences
    ]
    for each in differences:
        for word, changes in (("better", each.better), ("worse", each.worse)):
            if changes:
                lines.append(f"\n{each.measure}, {word}:")
                lines += [f"  {_change(change)}" for change in changes]
    return _block(lines)


def render_drops(drops: Sequence[Drop]) -> str:
    """Return each drop with the questions behind it; one line says so when there is none."""
    if not drops:
        return "No figure fell below its reference.\n"
    lines = []
    for drop in drops:
        lines.append(
            f"{drop.measure} fell from {drop.reference:.3f} to {drop.now:.3f}, "
            f"more than {drop.tolerance:.3f}:"
        )
        lines += [f"  {_change(change)}" for change in drop.questions]
    return _block(lines)


def _group_lines(group: Group) -> Iterator[str]:
    width = max((len(mean.name) for mean in group.means), default=0)
    yield f"{group.name}, {group.questions} questions"
    yield from (f"  {_mean_line(mean, width)}" for mean in group.means)
    for refused in (group.refusals.unanswerable, group.refusals.answerable):
        if refused:
            yield f"  {refused.name}: {refused.mean:.3f} of {refused.n}"
    cited = group.citations
    if cited.citations:
        yield f"  right citations / citations: {_share(cited.right, cited.citations)}"
        yield f"  supported / answered: {_share(cited.supported, cited.answered)}"
    if group.median_words is not None:
        yield f"  median words of the text: {group.median_words:g}"


def _run_lines(report: Report) -> Iterator[str]:
    cited = report.groups[0].citations
    if cited.parts:
        yield f"quotes in their place: {_share(cited.exact_parts, cited.parts)}"
    if report.median_seconds is not None and report.p95_seconds is not None:
        yield f"seconds: median {report.median_seconds:.3f}, p95 {report.p95_seconds:.3f}"
    for word, ids in (("without prediction", report.missing), ("misquoted", report.inexact)):
        if ids:
            more = ", ..." if len(ids) > _NAMED else ""
            yield f"{word}: {len(ids)} ({', '.join(ids[:_NAMED])}{more})"


def _mean_line(mean: Mean, width: int) -> str:
    return f"{mean.name:<{width}}  n {mean.n:4}  {mean.mean:.3f}  [{mean.low:.3f}, {mean.high:.3f}]"


def _share(part: int, whole: int) -> str:
    return f"{part} / {whole} = {part / whole:.3f}"


def _change(change: Change) -> str:
    return f"{change.id}  {change.before:.3f} -> {change.after:.3f}  {change.question}"


def _block(lines: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)

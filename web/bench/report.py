"""The figures of a run as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.stages import Stage
from qa.evaluation.gold import GoldQuestion
from web.bench.comparing import SCORES, Comparison, Floor, Run
from web.bench.contest import PEERS, Contest, Needs
from web.bench.machine import Machine
from web.bench.mentions import Mentions
from web.bench.serving import CLIENTS, STARTS, Served
from web.bench.timing import Spread, Taken, spread

_TITLE = "# Speed, memory and answers, measured"
_MADE_BY = "Written by `make bench`; `web/bench` says how each system was set up, and why so."


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was measured; `load` is that of the machine when it ended.

    `built` is what `pincite build` took to make the collection.
    """

    before: Machine
    load: float
    gold: Sequence[GoldQuestion]
    contest: Contest
    r20: Taken
    built: Taken
    cold_ask: Taken
    served: Served
    mentions: Mentions


def report(measured: Measured, day: date) -> str:
    """Return the figures of a run as a page."""
    blocks = [
        _TITLE,
        _MADE_BY,
        _machine(measured, day),
        *_comparison(measured),
        "## The models alone",
        _floor(measured.contest.comparison),
        "## The service",
        _service(measured),
    ]
    return "\n\n".join(blocks) + "\n"


def _machine(measured: Measured, day: date) -> str:
    at = measured.before
    return (
        f"{day.isoformat()}, {at.processors} processors ({at.processor}), {at.system}, "
        f"Python {at.python}; load {at.load:.1f} at the beginning, {measured.load:.1f} at the end."
    )


def _comparison(measured: Measured) -> Iterable[str]:
    runs, gold = measured.contest.comparison.runs, measured.gold
    first = runs[0]
    yield "## Against other systems"
    answerable = sum(question.answerable for question in gold)
    yield (
        f"{len(gold)} questions, {answerable} of them with an answer, over the documents that are "
        "shipped; each question to every system before the next. Milliseconds of an answer, by "
        "the clock and of the processors; the last two columns are multiples of the first row's "
        "medians."
    )
    head = ("system", "p50", "p95", "mean", "processors p50", "mean", "clock", "processors")
    yield _table(head, (_times(run, first) for run in runs))
    yield (
        "Scores by the measures of `make evaluate`. The short answer of a system that reads none "
        "out is the best sentence of its best passage, chosen by the cross-encoder and not counted "
        "in its time."
    )
    yield _table(("system", *SCORES), (_scores(run, measured) for run in runs))
    served = measured.served
    needs = {
        first.name: Needs(measured.built.wall, served.ready, served.memory),
        **measured.contest.needs,
    }
    yield (
        "The service answers from a saved index; the others make theirs anew, in memory, when "
        "they start. Memory is that of all processes (PSS) after the questions."
    )
    rows = (_needs(name, each) for name, each in needs.items())
    yield _table(("system", "index made in", "ready after", "memory"), rows)
    missing = [name for name in PEERS if name not in needs]
    if missing:
        yield "Not there to be measured: " + ", ".join(missing) + "."


def _times(run: Run, first: Run) -> list[str]:
    wall, processor = run.wall, run.processor
    return [
        run.name,
        *(_ms(seconds) for seconds in (wall.p50, wall.p95, wall.mean)),
        *(_ms(seconds) for seconds in (processor.p50, processor.mean)),
        f"{wall.p50 / first.wall.p50:.2f}",
        f"{processor.p50 / first.processor.p50:.2f}",
    ]


def _scores(run: Run, measured: Measured) -> list[str]:
    means = run.scores(measured.gold, measured.contest.documents)
    return [run.name, *(f"{each.mean:.3f} [{each.low:.3f}, {each.high:.3f}]" for each in means)]


def _needs(name: str, needs: Needs) -> list[str]:
    return [
        name,
        f"{needs.built:.1f} s",
        "–" if needs.ready is None else f"{needs.ready:.1f} s",
        "–" if needs.memory is None else f"{needs.memory:.0f} MB",
    ]


def _floor(comparison: Comparison) -> str:
    run, floor = comparison.runs[0], comparison.floor
    own = {"clock": run.wall, "processors": run.processor}
    bare = {
        "clock": spread([each.wall for each in floor.taken]),
        "processors": spread([each.processor for each in floor.taken]),
    }
    rows = (_against(name, own[name], bare[name]) for name in own)
    return "\n\n".join(
        [
            f"Every tensor that {run.name}'s models were given, {_calls(floor)} calls an answer in "
            "the mean, was given to the same sessions of ONNX Runtime again, right after the "
            "answer and as many side by side. What an answer takes is that, times:",
            _table(("by", "of the medians", "of the 95th percentiles", "of the means"), rows),
        ]
    )


def _calls(floor: Floor) -> str:
    return f"{sum(floor.calls) / len(floor.calls):.0f}"


def _against(name: str, own: Spread, bare: Spread) -> list[str]:
    ratios = ((own.p50, bare.p50), (own.p95, bare.p95), (own.mean, bare.mean))
    return [name, *(f"{all_of_it / models:.2f}" for all_of_it, models in ratios)]


def _service(measured: Measured) -> str:
    served, mentions, r20 = measured.served, measured.mentions, measured.r20
    alone, crowd, own = served.alone, served.crowd, measured.contest.comparison.runs[0]
    paint = "no Chromium" if served.paint is None else f"{_ms(served.paint)} ms"
    rows = (
        ("R20", f"{_ms(r20.wall)} ms", f"{_ms(r20.processor)} ms"),
        _in_r20("an answer, nothing cached", own.only(refused=False), r20),
        _in_r20("a refusal, with what it suggests", own.only(refused=True), r20),
        ("`pincite build` of the documents", *_both(measured.built)),
        ("`pincite ask`, from the start of the process", *_both(measured.cold_ask)),
        (f"ready, from the start of the process, median of {STARTS}", f"{served.ready:.2f} s", ""),
        ("an answer over HTTP", _middle(alone), ""),
        ("of which HTTP, median", f"{1000 * served.added:.1f} ms", ""),
        ("where the time of an answer goes", _shares(served.stages), ""),
        (f"{CLIENTS} clients at once", f"{served.rate:.1f} answers a second", ""),
        ("an answer then", _middle(crowd), f"mean {_ms(served.work)} ms"),
        ("memory of all processes after that (PSS)", f"{served.memory:.0f} MB", ""),
        (
            f"a ledger of {mentions.rows} rows over {mentions.sections} sections",
            f"{_ms(mentions.later)} ms, the first time {_ms(mentions.first)} ms",
            "",
        ),
        ("first paint of the page", paint, ""),
    )
    told = "R20 is one bare run of the cross-encoder over 20 pairs of 60 tokens on one thread."
    return "\n\n".join([told, _table(("", "by the clock", "of the processors"), rows)])


def _shares(stages: Mapping[Stage, float]) -> str:
    """Return the share that each stage has of all, those that have hundredths, the most first."""
    whole = sum(stages.values())
    by_share = sorted(stages.items(), key=lambda each: -each[1])
    told = [f"{name} {100 * each / whole:.0f} %" for name, each in by_share if each >= whole / 100]
    return ", ".join(told)


def _in_r20(what: str, run: Run | None, r20: Taken) -> tuple[str, str, str]:
    if run is None:
        return what, "none", "none"
    pairs = ((run.wall, r20.wall), (run.processor, r20.processor))
    clock, processors = (f"p50 {a.p50 / b:.2f} R20, p95 {a.p95 / b:.2f} R20" for a, b in pairs)
    return what, clock, processors


def _both(taken: Taken) -> tuple[str, str]:
    return f"{taken.wall:.2f} s", f"{taken.processor:.2f} s"


def _middle(seconds: Spread) -> str:
    return f"p50 {_ms(seconds.p50)} ms, p95 {_ms(seconds.p95)} ms"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(each)} |" for each in (head, rule, *rows))


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"

"""Measure everything and write it down: what `make bench` runs."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from qa.evaluation.gold import GoldQuestion
from qa.evaluation.gold_files import shipped_gold
from web.bench.contest import contest
from web.bench.machine import machine
from web.bench.mentions import mentions
from web.bench.report import Measured, report
from web.bench.serving import building, cold_ask, serving
from web.bench.timing import bare_reranking, median_taken
from web.configuration.settings import read_settings

_ROUNDS = 15
_COLD_RUNS = 5
_POSTED = 96
_SEED = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure on the collection of the settings, print the figures, and write them if asked."""
    options = _options(arguments)
    settings, before = read_settings(), machine()
    gold = _drawn(shipped_gold(), options.questions)
    questions = [question.asked() for question in gold[:_POSTED]]
    reranking = bare_reranking()
    r20 = [median_taken(reranking, _ROUNDS)]
    compared = contest(settings, gold, options.peers)
    r20.append(median_taken(reranking, _ROUNDS))
    with tempfile.TemporaryDirectory() as folder:
        built = building(Path(folder, "data"))
    cold = [cold_ask(questions[0].text) for _ in range(_COLD_RUNS)]
    measured = Measured(
        before=before,
        gold=gold,
        contest=compared,
        r20=min(r20, key=lambda each: each.processor),
        built=built,
        cold_ask=sorted(cold, key=lambda each: each.wall)[_COLD_RUNS // 2],
        served=serving(questions),
        mentions=mentions(settings),
        load=os.getloadavg()[0],
    )
    text = report(measured, date.today())
    sys.stdout.write(text)
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        options.write.write_text(text, encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m web.bench", description=__doc__)
    parser.add_argument(
        "--peers",
        type=Path,
        default=Path("build/peers"),
        help="the folder of the other systems' environments; those that it lacks are left out",
    )
    parser.add_argument("--questions", type=int, help="ask so many, drawn by chance, not all")
    parser.add_argument("--write", type=Path, help="write the figures to this file, too")
    return parser.parse_args(arguments)


def _drawn(gold: Sequence[GoldQuestion], count: int | None) -> list[GoldQuestion]:
    """Return so many questions in the order of a fixed shuffle; all of them if None."""
    shuffled = list(gold)
    random.Random(_SEED).shuffle(shuffled)  # noqa: S311 - an order, no secret
    return shuffled[:count]


if __name__ == "__main__":
    sys.exit(main())

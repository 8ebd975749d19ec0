"""The installed service under full load, three times that, and half of it for an hour.

Run by `make soak-hour`; the figures go to a file. The load follows the machine: what it carries
is measured first.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from qa.evaluation.gold_files import shipped_gold
from tests.loading import Done, Right, flood, is_refused, p95, press, right_answers
from tests.served_processes import AS_INSTALLED, Served, served
from tests.soak_requests import Wanted, ask, mixed, posted
from web.configuration.settings import read_settings
from web.service import opened

SECONDS_OF_LOAD = 60.0
TIMES = 3  # of what it carries
LONGEST_RECOVERY = 5.0  # seconds
SLOWEST = 2.0  # times the 95th percentile at full load
GROWTH = 0.05  # of the memory in use
_EVERY = 12  # of the shipped questions, one is asked
_HALF_LOAD_CLIENTS = 4
_PATIENCE = 120.0  # seconds until it is given up that the service recovers
_ROWS = 12  # of the table of the hour


@dataclass(frozen=True, slots=True)
class Bar:
    """What must hold, and what was found."""

    told: str
    holds: bool


def main(minutes: float, file: Path) -> int:
    """Run everything, write the figures to the file and return 1 if a bar does not hold."""
    settings = read_settings()
    questions = [each.asked() for each in shipped_gold()][::_EVERY]
    with opened(settings) as pincite:
        documents = pincite.index.document_ids()
    workers = os.cpu_count() or 1
    with TemporaryDirectory() as folder:
        data = Path(folder, "data")  # conversations are kept there
        shutil.copytree(settings.data, data)
        with served(
            data,
            program=AS_INSTALLED,
            workers=str(workers),
            history_days="30",
            feedback="on",
            request_log="on",
        ) as server:
            bars, lines = _measured(
                server,
                [posted(each) for each in questions],
                mixed(questions, documents),
                workers * settings.questions_at_once,
                minutes * 60,
            )
            bars.append(_complaints(server))
    verdicts = [f"{'holds' if bar.holds else 'FAILS':6}{bar.told}" for bar in bars]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([_machine(workers), *verdicts, "", *lines]) + "\n", encoding="utf-8")
    sys.stdout.write(file.read_text(encoding="utf-8"))
    return 0 if all(bar.holds for bar in bars) else 1


def _machine(workers: int) -> str:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}; pincite serve --workers {workers}, the shipped "
        f"documents; load average of the machine at the end: {load}"
    )


def _measured(
    server: Served,
    questions: Sequence[Wanted],
    mix: Sequence[Wanted],
    full: int,
    seconds: float,
) -> tuple[list[Bar], list[str]]:
    quiet = right_answers(server, [*questions, *mix])
    _say(f"quiet: {len(quiet.bodies)} requests, the slowest {quiet.slowest:.2f} s")
    carried = press(server, questions, quiet, full, SECONDS_OF_LOAD)
    answered = [each for each in carried if each.status == 200]
    rate = _rate(carried)
    _say(f"{full} clients: {rate:.2f} answers/s, p95 {p95(answered):.2f} s")
    recovery: list[Bar] = []
    found = flood(
        server,
        questions,
        quiet,
        TIMES * rate,
        SECONDS_OF_LOAD,
        lambda: recovery.append(_recovery(server, questions, quiet)),
    )
    bars = [*_beyond(found, answered, rate), *recovery]
    mixture = press(server, mix, quiet, full, SECONDS_OF_LOAD)
    goal = _rate(mixture) / 2
    _say(f"half of what it carries: {goal:.2f} requests/s for {seconds:.0f} s")
    hour, lines = _hour(server, mix, quiet, goal, seconds)
    return [*bars, *hour], lines


def _rate(done: Sequence[Done]) -> float:
    """Return the answers a second, until the last one came."""
    answered = [each for each in done if each.status == 200]
    return len(answered) / max(each.at for each in answered)


def _beyond(found: Sequence[Done], carried: Sequence[Done], rate: float) -> list[Bar]:
    answered = [each for each in found if each.status == 200]
    slower = p95(answered) / p95(carried)
    lost = [each for each in found if each.status != 200 and not is_refused(each)]
    wrong = [each for each in answered if not each.is_right]
    return [
        Bar(
            f"at {TIMES} times the {rate:.2f} answers/s that it carries, for "
            f"{SECONDS_OF_LOAD:.0f} s: of {len(found)} requests {len(answered)} answered, "
            f"95th percentile {p95(answered):.2f} s = {slower:.2f} times that of full load "
            f"({p95(carried):.2f} s); at most {SLOWEST:.0f}",
            slower <= SLOWEST,
        ),
        Bar(
            f"the others got 503 with Retry-After: {len(found) - len(answered)} refused, of "
            f"which {len(lost)} otherwise; {len(wrong)} answers are not those given when quiet",
            not lost and not wrong,
        ),
    ]


def _recovery(server: Served, questions: Sequence[Wanted], quiet: Right) -> Bar:
    """Ask one after the other until an answer takes no longer than it may when quiet."""
    begun = monotonic()
    while monotonic() - begun < _PATIENCE:
        got = ask(server, questions[0])
        if got.status == 200 and got.seconds <= quiet.slowest:
            break
        sleep(0.1)
    taken = monotonic() - begun - got.seconds
    return Bar(
        f"{taken:.1f} s after the last of them was sent, a question was answered as fast as when "
        f"quiet; at most {LONGEST_RECOVERY:.0f} s",
        taken <= LONGEST_RECOVERY,
    )


def _hour(
    server: Served, mix: Sequence[Wanted], quiet: Right, goal: float, seconds: float
) -> tuple[list[Bar], list[str]]:
    """Send so many requests a second and look at the memory every sixtieth of the time."""
    memory: list[tuple[float, float]] = []

    def look(at: float) -> None:
        if at >= len(memory) * seconds / 60:
            memory.append((at, server.megabytes()))
            _say(f"{at:5.0f} s: {memory[-1][1]:.1f} MB")

    every = _HALF_LOAD_CLIENTS / goal
    done = press(server, mix, quiet, _HALF_LOAD_CLIENTS, seconds, every, look)
    warm = [used for at, used in memory if at >= seconds / _ROWS]
    growth = (max(warm) - min(warm)) / min(warm)
    wrong = [each for each in done if each.status == 200 and not each.is_right]
    failed = [each for each in done if each.status != 200]
    bars = [
        Bar(
            f"{seconds / 60:.0f} minutes at half load: {len(done)} requests, {len(failed)} "
            f"failed, {len(wrong)} not as when quiet",
            not failed and not wrong,
        ),
        Bar(
            f"memory (PSS of all processes) from {min(warm):.0f} to {max(warm):.0f} MB after the "
            f"first {seconds / _ROWS / 60:.0f} minutes: {growth:.1%}; at most {GROWTH:.0%}",
            growth <= GROWTH,
        ),
    ]
    lines = ["until  requests  failed  median s     p95 s        MB"]
    for number in range(1, _ROWS + 1):
        since, until = seconds * (number - 1) / _ROWS, seconds * number / _ROWS
        within = [each for each in done if since <= each.at < until]
        used = [megabytes for at, megabytes in memory if since <= at < until]
        times = [each.seconds for each in within] or [0.0]
        lines.append(
            f"{until / 60:4.0f}m{len(within):10}{sum(each.status != 200 for each in within):8}"
            f"{statistics.median(times):10.3f}{p95(within):10.3f}"
            f"{statistics.mean(used) if used else 0:10.1f}"
        )
    return bars, lines


def _complaints(server: Served) -> Bar:
    complaints = server.complaints()
    return Bar(f"{len(complaints)} warnings and errors in the log", not complaints)


def _say(line: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), Path(sys.argv[2])))

"""The machine that is measured on, and what processes occupy on it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_USER, _SYSTEM = 14, 15  # fields of /proc/PID/stat, counted from 1; see proc(5)
_AFTER_NAME = 3  # the first field after the name


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine; `load` is how many processes wanted to run, over the last minute."""

    processor: str
    processors: int
    system: str
    python: str
    load: float


def machine() -> Machine:
    """Return the machine at hand as it is now."""
    return Machine(
        processor=_processor(),
        processors=os.cpu_count() or 1,
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        load=os.getloadavg()[0],
    )


def _processor() -> str:
    lines = (_PROC / "cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")


def proportional_megabytes(process: int) -> float:
    """Return the megabytes (2**20 bytes) of memory that a process and its descendants hold.

    Memory that several processes share is counted once, a part in each (PSS).
    """
    return sum(_megabytes(each) for each in _tree(process))


def children(process: int) -> list[int]:
    """Return the processes that a process or one of its threads started and that run."""
    files = sorted((_PROC / str(process) / "task").glob("*/children"))
    return [int(each) for file in files for each in file.read_text(encoding="ascii").split()]


def processor_seconds(process: int) -> float:
    """Return the seconds that a process and its descendants have kept the processors busy.

    Those that have ended do not count.
    """
    return sum(_busy(each) for each in _tree(process))


def processor_seconds_of_children() -> float:
    """Return the seconds that processes started by this one kept the processors busy.

    Those count that have ended and were waited for, with whatever they waited for.
    """
    times = os.times()
    return times.children_user + times.children_system


def _busy(process: int) -> float:
    stat = (_PROC / str(process) / "stat").read_text(encoding="utf-8")
    fields = stat.rpartition(")")[2].split()  # the name before it may hold anything
    ticks = int(fields[_USER - _AFTER_NAME]) + int(fields[_SYSTEM - _AFTER_NAME])
    return ticks / os.sysconf("SC_CLK_TCK")


def _tree(process: int) -> Iterator[int]:
    yield process
    for child in children(process):
        yield from _tree(child)


def _megabytes(process: int) -> float:
    lines = (_PROC / str(process) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

"""What processes occupy on the machine."""

from __future__ import annotations

import os
import subprocess
import sys

from web.bench.machine import (
    children,
    machine,
    processor_seconds,
    processor_seconds_of_children,
    proportional_megabytes,
)

_BIG = 200  # megabytes
_PROGRAM = f"held = bytearray({_BIG} * 2**20); print(flush=True); input()"
_PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_PROGRAM!r}])"


def test_the_memory_of_a_process_is_that_of_its_descendants_too() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdout.readline()
        (child,) = children(process.pid)
        assert _BIG < proportional_megabytes(child) < proportional_megabytes(process.pid) < 2 * _BIG
        process.stdin.close()


def test_the_machine_is_named() -> None:
    at = machine()
    assert at.processor
    assert at.processors == os.cpu_count()
    assert at.load >= 0


def test_a_process_that_works_keeps_the_processors_busy() -> None:
    program = "import time\nwhile time.process_time() < 0.5: pass\nprint(flush=True)\ninput()"
    before = processor_seconds_of_children()
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdout.readline()
        assert processor_seconds(process.pid) >= 0.45
        assert processor_seconds(os.getpid()) >= processor_seconds(process.pid)
        process.stdin.close()
    assert processor_seconds_of_children() - before >= 0.45

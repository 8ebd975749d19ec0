"""Processes that change a collection and are killed meanwhile, forked where all is loaded."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, collector, write
from tests.forked import PROCESSES

PATIENCE = 120  # seconds
_OTHER_RIVERS = RIVERS.replace("621", "623")


@dataclass(frozen=True)
class Change:
    """A change of a collection: by document the texts before and after, and the files for it."""

    name: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    files: Mapping[str, str]

    def prepare(self, tmp_path: Path) -> None:
        """Make the collection as it is before, and the files as they are for the change."""
        folder = write(tmp_path / "work" / "reports", _files(self.before))
        collector(tmp_path / "work").add([folder])
        shutil.rmtree(folder)
        write(folder, _files(self.files))
        shutil.copytree(tmp_path / "work", tmp_path / self.name)

    def restore(self, tmp_path: Path) -> None:
        """Make everything as it was prepared."""
        shutil.rmtree(tmp_path / "work")
        shutil.copytree(tmp_path / self.name, tmp_path / "work")

    def make(self, tmp_path: Path) -> None:
        """Make the change."""
        changing = collector(tmp_path / "work")
        if self.name == "remove":
            changing.remove(sorted(self.before.keys() - self.after))
        elif self.name == "add":
            changing.add([tmp_path / "work" / "reports"])
        else:
            changing.update()


_BOTH = {"harbours": HARBOURS, "rivers": RIVERS}
_ALL = {**_BOTH, "lakes": LAKES}
_OTHER = {"lakes": LAKES, "rivers": _OTHER_RIVERS}
CHANGES = (
    Change("add", {"rivers": RIVERS}, _ALL, _ALL),
    Change("update", _BOTH, _OTHER, _OTHER),
    Change("remove", _BOTH, {"rivers": RIVERS}, _BOTH),
)


@dataclass
class Steps:
    """The steps by which a commit meets the disk, from its first file to the switched pointer.

    At the step with the number `fatal`, counted from 1, the process is killed before it is taken.
    """

    fatal: int = 0
    taken: int = 0
    _is_committing: bool = False
    _is_switched: bool = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take note of something that Python does (sys.addaudithook)."""
        if not event.startswith(("open", "os.", "sqlite3.connect", "shutil.")):
            return
        if event == "os.mkdir" and str(arguments[0]).endswith(".new"):
            self._is_committing = True
        if self._is_committing:
            self.taken += 1
            if self.taken == self.fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            self._is_committing = not self._is_switched
            self._is_switched = event == "os.rename" and str(arguments[1]).endswith("CURRENT")


@dataclass
class Changing:
    """A process that makes a change, dies at a step of its commit if one is given, or is killed."""

    change: Change
    tmp_path: Path
    fatal: int = 0
    _end: Connection = field(init=False)

    def __post_init__(self) -> None:
        self._end, end = PROCESSES.Pipe()
        arguments = (self.change.name, self.tmp_path, self.fatal, end)
        self._process = PROCESSES.Process(target=_make, args=arguments)
        self._process.start()
        end.close()
        assert self._end.poll(PATIENCE)
        assert self._end.recv() == "begun"

    def kill(self, seconds: float) -> bool:
        """Kill the process after so many seconds and return whether it was still running."""
        time.sleep(seconds)
        self._process.kill()
        return self.is_killed()

    def is_killed(self) -> bool:
        """Wait for the end of the process and return whether it was killed."""
        self._process.join(PATIENCE)
        assert self._process.exitcode in (0, -signal.SIGKILL)
        return self._process.exitcode != 0

    def finish(self) -> tuple[float, int]:
        """Wait for the end and return the seconds that the change took and the steps it had."""
        assert self._end.poll(PATIENCE)
        seconds, steps = self._end.recv()
        assert not self.is_killed()
        return seconds, steps


def _make(name: str, tmp_path: Path, fatal: int, end: Connection) -> None:
    change = next(each for each in CHANGES if each.name == name)
    steps = Steps(fatal)
    sys.addaudithook(steps)
    end.send("begun")
    begin = time.perf_counter()
    change.make(tmp_path)
    end.send((time.perf_counter() - begin, steps.taken))


def _files(texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}.txt": text for name, text in texts.items()}

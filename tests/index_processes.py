"""Readers and writers of a data folder that run in processes of their own."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from itertools import cycle
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from index.generations.storages import storage_at
from index.rows.stores import IN_FILES
from tests.collecting_helpers import collector
from tests.forked import PROCESSES
from tests.index_helpers import (
    OTHER,
    TRADE,
    build,
    files_no_larger_than,
    opened,
    search_whole_state,
)
from web.collecting.events import What

ROOT = Path(__file__).parent.parent
_PATIENCE = 120  # seconds


def start(program: str, folder: Path) -> subprocess.Popen[str]:
    """Start one of the programs below on a folder, by the name of its function."""
    command = [sys.executable, "-m", "tests.index_processes", program, str(folder)]
    # A process that is killed leaves its temporary files.
    environment = os.environ | {"TMPDIR": str(folder.parent)}
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_writer(folder: Path, catalogue: str = IN_FILES) -> ForkServerProcess:
    """Fork `write_for_ever` where all is loaded, and return when it has written once."""
    switched = PROCESSES.Event()
    writer = PROCESSES.Process(target=write_for_ever, args=(folder, switched, catalogue))
    writer.start()
    assert switched.wait(_PATIENCE)
    return writer


def write_for_ever(folder: Path, switched: Event | None = None, catalogue: str = IN_FILES) -> None:
    """Switch the collection between two states until killed."""
    storage = storage_at(IN_FILES, catalogue)
    for texts in cycle((TRADE, OTHER)):
        build(folder, texts, storage=storage)
        if switched:
            switched.set()


def follow_ten_switches(folder: Path) -> None:
    """Search until another process has switched the collection ten times."""
    with opened(folder) as index:
        switches = 0
        while switches < 10:
            switches += index.refresh()
            search_whole_state(index)


def read_without_privileges(folder: Path) -> None:
    """Search as a user who may write nowhere in the folder."""
    if os.geteuid() == 0:
        _obey_file_modes()
    assert not os.access(folder, os.W_OK)
    with opened(folder) as index:
        search_whole_state(index)


def update_without_privileges(folder: Path) -> None:
    """Update a collection as a user who may read no file that its mode forbids; print failures."""
    if os.geteuid() == 0:
        _obey_file_modes()
    for event in collector(folder).update().of(What.FAILED):
        sys.stdout.write(f"{event.reason}\n")


def read_without_temporary_files(folder: Path) -> None:
    """Open the folder while not a byte can be written anywhere."""
    with files_no_larger_than(0):
        opened(folder)


def _obey_file_modes() -> None:
    """Drop the capabilities by which root may write where modes forbid it (capset(2))."""
    version_3, this_thread = 0x20080522, 0
    header = (ctypes.c_uint32 * 2)(version_3, this_thread)
    assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]))

"""A process that adds to a collection, updates it and removes from it until it is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, collector, write

ROOT = Path(__file__).parent.parent
OTHER_RIVERS = RIVERS.replace("621", "623")
# Every whole state of the collection, by document the text.
STATES: tuple[dict[str, str], ...] = (
    {"harbours": HARBOURS, "rivers": RIVERS},
    {"harbours": HARBOURS, "lakes": LAKES, "rivers": OTHER_RIVERS},
    {"lakes": LAKES, "rivers": OTHER_RIVERS},
    {"harbours": HARBOURS, "lakes": LAKES, "rivers": RIVERS},
)


def start(tmp_path: Path) -> subprocess.Popen[str]:
    """Start the process and return when it has added once."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.collecting_processes", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "added\n"
    return process


def change_for_ever(tmp_path: Path) -> None:
    """Take the collection through all states, again and again."""
    folder = tmp_path / "reports"
    while True:
        write(folder, {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})
        collector(tmp_path).add([folder])
        sys.stdout.write("added\n")
        sys.stdout.flush()
        (folder / "lakes.txt").unlink(missing_ok=True)
        collector(tmp_path).update()
        write(folder, {"lakes.txt": LAKES, "rivers.txt": OTHER_RIVERS})
        collector(tmp_path).update()
        collector(tmp_path).remove(["harbours"])


if __name__ == "__main__":
    change_for_ever(Path(sys.argv[1]))

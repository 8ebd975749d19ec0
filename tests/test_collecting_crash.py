"""What is left when a process that adds, updates or removes is killed, or the disk is full."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DataFolderError
from index.data_folder import DataFolder
from index.embedded import EmbeddedIndex
from index.origins import load_origins
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, collector, document_ids, write
from tests.counts import tries
from tests.fakes import HashedWords
from tests.index_helpers import ALL, files_no_larger_than, generation_of

ROOT = Path(__file__).parent.parent
KILLS = tries(6, 200)
KILLS_IN_A_COMMIT = tries(3, 60)
# What a process of `keep_changing` makes of the collection, in turn.
STATES = {
    ("harbours", "rivers"): "621",
    ("harbours", "lakes", "rivers"): "623",
    ("lakes", "rivers"): "623",
}


def keep_changing(tmp_path: Path) -> None:
    """Add, update and remove for ever, a line out after each."""
    folder = tmp_path / "reports"
    while True:
        (folder / "lakes.txt").unlink(missing_ok=True)
        write(folder, {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})
        with collector_that_waits(tmp_path) as changing:
            changing.add([folder])
            changing.update()
        _out("added")
        write(folder, {"lakes.txt": LAKES, "rivers.txt": RIVERS.replace("621", "623")})
        collector(tmp_path).update()
        _out("updated")
        collector(tmp_path).remove(["harbours"])
        _out("removed")

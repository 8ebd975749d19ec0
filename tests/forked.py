"""Where processes that tests kill are forked from: a process that has loaded all they need."""

from __future__ import annotations

import multiprocessing

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["tests.collecting_processes", "tests.index_processes", "web.collecting.preparing"]
)

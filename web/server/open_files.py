"""How many connections a worker holds: each is an open file, and those are limited."""

from __future__ import annotations

import resource

MOST_CONNECTIONS = 1_000
_OTHER_FILES = 256  # databases of every thread, files of the collection, figures, and to spare


def connections_to_hold() -> int:
    """Return how many connections a worker holds at once; others wait until one of those ends.

    So many files may be opened by this process, and by those that it begins, from now on: the limit
    that it has (`ulimit -n`) is raised as far as needed and allowed.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + _OTHER_FILES
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return MOST_CONNECTIONS
    allowed = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return connections_within(allowed)


def connections_within(files: int) -> int:
    """Return how many of so many open files are for connections: what others leave, or half."""
    return min(MOST_CONNECTIONS, max(files - _OTHER_FILES, files // 2))

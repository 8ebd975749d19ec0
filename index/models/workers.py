"""Threads for model calls that go side by side."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor


def workers(threads: int | None, name: str) -> ThreadPoolExecutor:
    """Return a pool of `threads` workers (as many as processors if None), called after `name`.

    Raises ValueError if `threads` is less than 1.
    """
    count = (os.cpu_count() or 1) if threads is None else threads
    if count < 1:
        raise ValueError(f"a {name} cannot work with {count} threads")
    return ThreadPoolExecutor(count, thread_name_prefix=name)

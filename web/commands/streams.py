"""The standard streams, whatever the encoding of the terminal."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def let_no_character_fail() -> None:
    """Read and write what the encoding of a stream does not know with a mark in its place."""
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)

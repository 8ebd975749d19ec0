"""Text for a terminal: in lines, and without what would steer it."""

from __future__ import annotations

import textwrap

WIDTH = 96


def wrapped(text: str, first: str, others: str | None = None) -> list[str]:
    """Return `text` in lines of 96 characters, indented by `first`, and `others` from the second.

    Control characters become spaces: a document must not steer the terminal.
    """
    indent = first if others is None else others
    return textwrap.wrap(printable(text), WIDTH, initial_indent=first, subsequent_indent=indent)


def printable(text: str) -> str:
    """Return `text` with spaces for its control characters."""
    return "".join(character if character.isprintable() else " " for character in text)

"""The names of generations: a number that grows, and the beginning of the hash of the contents."""

from __future__ import annotations

import re

_NAME = re.compile(r"([0-9]{6,})-([0-9a-f]{12})")


def generation_name(number: int, content_sha256: str) -> str:
    """Return the folder name of the generation with this number and content hash."""
    return f"{number:06d}-{content_sha256[:12]}"


def generation_number(name: str) -> int | None:
    """Return the number in a generation's name, or None if `name` is no such name."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else None

"""The places in a document that an address names: `cite=10-25,40-52`."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.span import Span

_PLACES = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(?:,[0-9]{1,9}-[0-9]{1,9}){0,99}")


def places(value: str, length: int) -> tuple[Span, ...] | None:
    """Return the places in a text of `length` characters, or None if they are no such places.

    They must be in reading order, without overlap and within the text; at most a hundred.
    """
    if not _PLACES.fullmatch(value):
        return None
    ends = [tuple(map(int, place.split("-"))) for place in value.split(",")]
    if not all(start < end <= length for start, end in ends):
        return None
    if not all(before[1] <= after[0] for before, after in pairwise(ends)):
        return None
    return tuple(Span(start, end) for start, end in ends)

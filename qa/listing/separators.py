"""Items of a list without the signs and words that part them: `; and`, `,`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.span import Span

# Read from behind, so that a run of separators is tried from one end alone.
_SEPARATOR = re.compile(r"\s*(?:(?:dna|ro)\s+)?\s*[;,]\s*")
_STOP = re.compile(r"\s*\.(?!\.)")
_LONGEST = 40  # characters that end an item
_FEWEST_SIGNS = 2  # stops in an item that is made of sentences


def unseparated(text: str, items: Sequence[Sequence[Span]]) -> list[tuple[Span, ...]]:
    """Return the places of items up to what parts each from the next; one is never emptied.

    "; and" and "," at an item's end are dropped. The stop that closes the last item is dropped
    where such signs part the others and the item holds no other sentence.
    """
    found = [_cut(text, parts, _SEPARATOR) for parts in items]
    parted = sum(cut != tuple(parts) for cut, parts in zip(found, items, strict=True))
    if found and parted and 2 * parted >= len(items) - 1:
        said = " ".join(part.of(text) for part in found[-1])
        if len(re.findall(r"[.!?](?=\s|$)", said)) < _FEWEST_SIGNS:
            found[-1] = _cut(text, found[-1], _STOP)
    return found


def _cut(text: str, parts: Sequence[Span], ending: re.Pattern[str]) -> tuple[Span, ...]:
    last = parts[-1]
    match = ending.match(last.of(text)[-_LONGEST:][::-1])
    end = last.end - match.end() if match else last.end
    return (*parts[:-1], Span(last.start, end)) if end > last.start else tuple(parts)

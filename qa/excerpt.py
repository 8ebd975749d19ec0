"""What is shown first of a quote: all of it, unless its answer stands too late to be seen."""

from __future__ import annotations

import re

SEEN = 50  # words: what is read of an answer at a glance
_ELLIPSIS = "… "
_CLAUSE = re.compile(r"(?<=[;:,–—])\s+|\s+(?=\()|\s+(?=[•●■–—]\s)")
_WORD = re.compile(r"\S+")


def excerpt(text: str, start: int, end: int) -> str:
    """Return `text`, from a later clause on if `text[start:end]` ends after its first 50 words.

    It then opens with an ellipsis at the first clause from which the answer is within the 50 words,
    or at the answer itself where no clause begins in between. The end of the text is never cut, and
    nothing is if the answer opens it.
    """
    if len(text[:end].split()) <= SEEN:
        return text
    words = [word.start() for word in _WORD.finditer(text[:end])]
    earliest = words[max(len(words) - SEEN + 1, 0)]  # the ellipsis is a word, too
    opening = next(
        (match.end() for match in _CLAUSE.finditer(text, 0, start) if match.end() >= earliest),
        start,
    )
    return _ELLIPSIS + text[opening:] if opening else text

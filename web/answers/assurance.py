"""How sure an answer is, in words.

The confidence is fitted so that of ten answers at .9 nine are right (docs/abstention.md). The words
follow from that meaning: `sure` is said where at least nine of ten are right, `likely` where about
two of three or more are, which is also the threshold for whoever would rather have too few answers
than wrong ones, and `unsure` below it, where about every second one may be wrong.
"""

from __future__ import annotations

_STEPS = ((0.9, "sure"), (0.65, "likely"))
_LOWEST = "unsure"
_NEARLY_ALL = 0.95  # from here on tens are too coarse


def assurance(confidence: float) -> str:
    """Return a word for a confidence between 0 and 1: sure, likely or unsure."""
    return next((word for least, word in _STEPS if confidence >= least), _LOWEST)


def meaning(confidence: float) -> str:
    """Return what a confidence says: of so many answers with it, how many are right."""
    of, total = ("ten", 10) if confidence < _NEARLY_ALL else ("a hundred", 100)
    right = int(confidence * total + 0.5)
    are = "is" if right == 1 else "are"
    return f"Of {of} answers with this confidence, about {right} {are} right."


def percent(confidence: float) -> str:
    """Return a confidence in whole per cent, rounded down as the bounds of the words are."""
    return f"{int(round(confidence * 100, 6))} %"

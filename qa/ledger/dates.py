"""The condition on a date that a question states: "after 2005", "between 2003 and 2006"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"((?:1[5-9]|20)\d\d)"
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+{_YEAR}\s*(?:and|to|until|through|till|-|–)\s*{_YEAR}$", re.IGNORECASE
)
_ONE = re.compile(
    rf"\b(after|later than|before|earlier than|prior to|in|during|since|from|as of|until|up to|by)"
    rf"\s+(?:the\s+(?:end|beginning|start)\s+of\s+)?(?:the\s+year\s+)?{_YEAR}"
    r"(?:\s+(?:onwards?|on|or (?:later|earlier|after|before)))?$",
    re.IGNORECASE,
)
_AFTER = frozenset({"after", "later than"})
_BEFORE = frozenset({"before", "earlier than", "prior to"})
_SINCE = frozenset({"since", "from", "as of"})
_UNTIL = frozenset({"until", "up to", "by"})


@dataclass(frozen=True, slots=True)
class Years:
    """The years from `first` to `last`, both included; None for no bound on that side."""

    first: int | None = None
    last: int | None = None

    def hold(self, value: str) -> bool:
        """Tell whether a date, partial ISO 8601, lies within."""
        year = int(value[:4])
        after = self.first is None or year >= self.first
        return after and (self.last is None or year <= self.last)


ANY_YEAR = Years()


def without_years(question: str) -> tuple[str, Years]:
    """Return a question without the condition on years that it ends with, and that condition.

    "After" and "before" leave the year itself out, "since", "until" and "between" do not. Without
    such an end the question comes back as it is, with no bounds.
    """
    between = _BETWEEN.search(question)
    if between:
        first, last = sorted((int(between[1]), int(between[2])))
        return question[: between.start()].rstrip(" ,"), Years(first, last)
    one = _ONE.search(question)
    if one is None:
        return question, ANY_YEAR
    return question[: one.start()].rstrip(" ,"), _years(one[1].lower(), int(one[2]))


def _years(word: str, year: int) -> Years:
    if word in _AFTER:
        return Years(first=year + 1)
    if word in _BEFORE:
        return Years(last=year - 1)
    if word in _SINCE:
        return Years(first=year)
    return Years(last=year) if word in _UNTIL else Years(year, year)

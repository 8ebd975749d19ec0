"""Long sentences that enumerate: "the following: a …; b …; and c …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.span import Span, trimmed

_LONG = 50  # words: a shorter sentence is read at a glance
_FEWEST = 3
_MARK = re.compile(r";\s+")
_LEAD = re.compile(r":\s+")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of an enumeration; `lead` is what leads in all of them, empty if nothing does."""

    parts: tuple[Span, ...]
    lead: tuple[Span, ...]


def elements(text: str, sentence: Sequence[Span]) -> tuple[Element, ...]:
    """Return the elements of a sentence that enumerates with semicolons, in order.

    Only a sentence of more than 50 words with three elements or more is taken apart; any other
    gives none, as does one that a page break cuts.
    """
    if len(sentence) > 1 or len(sentence[0].of(text).split()) <= _LONG:
        return ()
    (span,) = sentence
    marks = list(_MARK.finditer(text, span.start, span.end))
    if len(marks) + 1 < _FEWEST:
        return ()
    leads = list(_LEAD.finditer(text, span.start, marks[0].start()))
    start = leads[-1].end() if leads else span.start
    lead = trimmed(text, span.start, start)
    bounds = [start, *(mark.end() for mark in marks), span.end]
    spans = [trimmed(text, one, other) for one, other in pairwise(bounds)]
    context = () if lead is None else (lead,)
    return tuple(Element((each,), context) for each in spans if each is not None)

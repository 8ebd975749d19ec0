"""The quote that answers: a sentence, with a neighbour where that makes it whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.sentences import sentences
from corpus.span import Span
from corpus.structure import BlockKind, StructuredDocument
from qa.candidates import Candidate, shown
from qa.evidence import Evidence
from qa.excerpt import SEEN, excerpt

# Words that open a sentence and point at one before it.
_POINTS_BACK = re.compile(
    r"(?:(?:In addition|Moreover|However|Furthermore|Thus|Therefore|Also|Then|Later),? )?"
    r"(?:He|She|It|They|His|Her|Its|Their|This|These|Those|Such|Both|The (?:latter|former))\b",
    re.IGNORECASE,
)
_BLANKS = " \t\r\n"  # a page break parts what it stands between
_ONE_BY_ONE = frozenset({BlockKind.PARAGRAPH, BlockKind.FOOTNOTE})  # read sentence by sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """What is quoted: `parts` in reading order, `text` as it is shown, and its `context`."""

    parts: tuple[Span, ...]
    text: str
    context: tuple[Span, ...]


def quote(evidence: Sequence[Evidence], near: float) -> Quote:
    """Return the quote for the first of the evidence, which is the best.

    That is its candidate; where the candidate opens by pointing back ("They also …"), with the
    sentence before it, and with a neighbouring sentence that is itself evidence at most `near`
    below the best, as long as all of it is read at a glance. A sentence before it that is too long
    for that is context. A long sentence with a late answer is shown from a later clause on.
    """
    best = evidence[0]
    candidate = best.candidate
    text = excerpt(candidate.text, best.start, best.end)
    if text != candidate.text or candidate.block.kind not in _ONE_BY_ONE:
        return Quote(candidate.parts, text, candidate.context)
    run = _Run(candidate)
    context = candidate.context
    before = run.before()
    if before and _POINTS_BACK.match(candidate.text) and not run.take(before):
        context = context or before
    for other in evidence[1:]:
        if other.score >= best.score - near and _same_block(candidate, other.candidate):
            run.take(other.candidate.parts)
    return Quote(run.parts(), run.text(), context)


def _same_block(one: Candidate, other: Candidate) -> bool:
    same_document = one.document.document.id == other.document.document.id
    return same_document and one.block.number == other.block.number


class _Run:
    """A run of sentences of one block that grows at its ends while it is short enough."""

    def __init__(self, candidate: Candidate) -> None:
        self._document: StructuredDocument = candidate.document
        self._sentences = sentences(self._document.document.text, candidate.block.parts)
        known = candidate.parts in self._sentences
        self._first = self._sentences.index(candidate.parts) if known else 0
        self._last = self._first if known else -1
        self._candidate = candidate

    def before(self) -> tuple[Span, ...]:
        """Return the sentence before the run; empty where there is none."""
        return self._sentences[self._first - 1] if self._first > 0 else ()

    def take(self, parts: tuple[Span, ...]) -> bool:
        """Add a sentence that stands next to the run; tell whether it was added."""
        first, last = self._first, self._last
        if last < 0 or parts not in self._sentences:
            return False
        place = self._sentences.index(parts)
        if place == first - 1:
            first = place
        elif place == last + 1:
            last = place
        else:
            return False
        if len(self._shown(first, last).split()) > SEEN:
            return False
        self._first, self._last = first, last
        return True

    def text(self) -> str:
        """Return the run as it is shown."""
        if self._last < 0:
            return self._candidate.text
        return self._shown(self._first, self._last)

    def parts(self) -> tuple[Span, ...]:
        """Return where the run stands: a span for every stretch that nothing interrupts."""
        if self._last < 0:
            return self._candidate.parts
        text = self._document.document.text
        joined: list[Span] = []
        for sentence in self._sentences[self._first : self._last + 1]:
            for part in sentence:
                if joined and not text[joined[-1].end : part.start].strip(_BLANKS):
                    joined[-1] = Span(joined[-1].start, part.end)
                else:
                    joined.append(part)
        return tuple(joined)

    def _shown(self, first: int, last: int) -> str:
        text, end = "", 0
        for sentence in self._sentences[first : last + 1]:
            # Scripts without spaces have none between sentences, either.
            text += " " if text and end < sentence[0].start else ""
            text += shown(self._document, sentence)
            end = sentence[-1].end
        return text

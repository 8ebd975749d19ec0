"""Which list of the documents answers a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from corpus.lists.item_list import ItemList, ListKind
from corpus.span import Span
from corpus.structure import StructuredDocument
from qa.analysis.agreement import agreement
from qa.analysis.forms import Form
from qa.analysis.nouns import singular
from qa.analysis.stems import stem, stems
from qa.candidates import shown
from qa.evidence import Evidence
from qa.listing.wanted import Wanted, Wish
from qa.ranking import RankedChunk, heading_of
from qa.specialists import Situation

_CHUNKS = 8  # whose lists are looked at
_READ = 6  # lists that are read together with the question
_SHOWN_WORDS = 110  # of a list, as the reranker reads it
_MOST_SUPPORT = 0.5  # share of the question's terms that a lead-in must have to speak for its list
_FEWEST = 2
# What a sign is worth, in logits of the reranker.
_COVERED, _NUMBERED, _NAMED, _TOUCHED = 4.0, 3.0, 1.5, 1.0
_LESS_OF_A_LIST = {ListKind.SERIES: -1.0, ListKind.HEADINGS: -1.5}
_LEAST_LOGIT = 0.0
_BEHIND = 3.0  # logits that a list may be behind the best chunk
_ALL, _MOST = 1.0, 0.6  # shares of the items
_OF_NAMES = frozenset({Form.WHO, Form.BODY, Form.PLACE})
_LONGEST_NAME = 15  # words
_HOLDS = re.compile(r"\b(?:has|have|had) $")
_FOLLOWING = re.compile(r"\bthe following ((?:[^\W\d_]+[ ,]+){0,4}[^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Choice:
    """A list and what speaks for it.

    `covered` counts the items of which the short answer of the span reading holds at least half;
    `is_touched` tells whether it lies in any. `is_counted` tells that the list has as many items as
    the question speaks of, `is_miscounted` that it has not. `is_named`: lead-in, heading or half of
    the items hold the noun asked for. `is_led`: the lead-in holds most of what is asked.
    `is_of_kind`: the items are short if names are asked for. `is_known`: half of the items or more
    say nothing but words of the question. `logit` is the reranker's.
    """

    document: StructuredDocument
    list: ItemList
    covered: int
    is_touched: bool
    is_counted: bool
    is_miscounted: bool
    is_named: bool
    is_led: bool
    is_of_kind: bool
    is_known: bool
    logit: float = 0.0

    @property
    def signs(self) -> float:
        """Return what speaks for the list but the reranker."""
        return (
            _COVERED * (self.covered >= _FEWEST)
            + _TOUCHED * (self.covered < _FEWEST and self.is_touched)
            + _NUMBERED * (self.is_counted - self.is_miscounted)
            + _NAMED * self.is_named
            + _LESS_OF_A_LIST.get(self.list.kind, 0.0)
        )

    def is_covered(self, share: float) -> bool:
        """Tell whether the short answer runs over several items, `share` of them at least."""
        return self.covered >= max(_FEWEST, share * len(self.list.items))

    @property
    def score(self) -> float:
        """Return all that speaks for the list, in logits."""
        return self.logit + self.signs


def chosen(situation: Situation, wanted: Wanted, evidence: Sequence[Evidence]) -> Choice | None:
    """Return the list that answers, None where none is clearly better than a single answer.

    `evidence` is what the span reading weighed, best first. A list whose items the short answer
    runs over is one; where a list is clearly asked for, so is one that fits by its number, its
    noun or its lead-in.
    """
    best = evidence[0] if evidence else None
    found = [choice for choice in _choices(situation, wanted, best) if not choice.is_known]
    if wanted.wish is Wish.PERHAPS:
        found = [choice for choice in found if choice.is_covered(_ALL)]
    found.sort(key=lambda each: -each.signs)
    promising = found[:_READ]
    texts = [_text(each) for each in promising]
    logits = situation.reranker.score(situation.understood, texts)
    read = [replace(each, logit=x) for each, x in zip(promising, logits, strict=True)]
    top = situation.ranking.reranked[0].logit
    answering = [each for each in read if _answers(each, top)]
    return max(answering, key=lambda each: each.score, default=None)


def _answers(choice: Choice, top: float) -> bool:
    """Tell whether a list is clearly what is asked for; `top` is the best chunk's logit."""
    if choice.is_covered(_MOST if choice.list.kind is ListKind.SERIES else 0.0):
        return True
    if choice.list.kind is ListKind.SERIES or choice.logit < max(_LEAST_LOGIT, top - _BEHIND):
        return False
    if choice.is_miscounted or not choice.is_of_kind:
        return False
    return choice.is_counted or choice.is_named or (choice.is_touched and choice.is_led)


def _choices(situation: Situation, wanted: Wanted, best: Evidence | None) -> Iterator[Choice]:
    chunks = situation.ranking.reranked[:_CHUNKS]
    seen: set[tuple[str, int, ListKind, int]] = set()
    for name in dict.fromkeys(each.chunk.document_id for each in chunks):
        document = situation.index.document(name)
        near = [each for each in chunks if each.chunk.document_id == name]
        for one in situation.index.structures(name).lists:
            key = (name, one.start, one.kind, len(one.items))
            if len(one.items) >= _FEWEST and key not in seen and _is_near(one, near):
                seen.add(key)
                yield _choice(situation, wanted, document, one, best)


def _is_near(one: ItemList, chunks: Sequence[RankedChunk]) -> bool:
    """Tell whether an item stands in one of the chunks, or under a heading that is an item."""
    if one.kind is ListKind.HEADINGS:
        sections = {one.section, *(item.section for item in one.items)}
        return any(each.chunk.section in sections for each in chunks)
    return any(
        part.start < each.chunk.end and part.end > each.chunk.start
        for each in chunks
        for item in one.items
        for part in item.parts
    )


def _choice(
    situation: Situation,
    wanted: Wanted,
    document: StructuredDocument,
    one: ItemList,
    best: Evidence | None,
) -> Choice:
    lead = shown(document, one.lead_in) if one.lead_in else ""
    around = f"{lead} {' '.join(document.sections[one.section].path[-1:])}"
    items = [shown(document, item.parts) for item in one.items]
    count = len(items)
    asked_for = frozenset(stems(situation.understood))
    told = wanted.number
    spans = _short_answer(document, best)
    holding = [
        (_overlap(item.parts, spans), sum(part.end - part.start for part in item.parts))
        for item in one.items
    ]
    support = agreement(situation.asked, lead, "").text.terms
    return Choice(
        document,
        one,
        covered=sum(2 * held >= length for held, length in holding),
        is_touched=any(held for held, _ in holding),
        is_counted=told == count,
        is_miscounted=told is not None and told != count,
        is_named=bool(wanted.noun) and _is_named(stem(singular(wanted.noun)), around, items),
        is_led=support >= _MOST_SUPPORT,
        is_of_kind=situation.asked.form not in _OF_NAMES
        or median(len(item.split()) for item in items) <= _LONGEST_NAME,
        is_known=2 * sum(asked_for.issuperset(stems(item)) for item in items) >= count,
    )


def _is_named(noun: str, around: str, items: Sequence[str]) -> bool:
    following = _FOLLOWING.search(around)
    if (
        following is not None
        and _HOLDS.search(around[: following.start()])
        and noun not in stems(following[1])
    ):
        return False  # "Every officer has the following duties": a list of duties, not of officers
    named = sum(noun in stems(item) for item in items)
    return noun in stems(around) or named >= max(_FEWEST, len(items) / 2)


def _short_answer(document: StructuredDocument, best: Evidence | None) -> tuple[Span, ...]:
    """Return where the short answer stands in a document, () if it stands in another."""
    if best is None or best.candidate.document.document.id != document.document.id:
        return ()
    return best.candidate.shown.spans(best.start, best.end)


def _overlap(parts: Sequence[Span], spans: Sequence[Span]) -> int:
    """Return how many characters of an item the short answer holds."""
    return sum(
        max(0, min(part.end, span.end) - max(part.start, span.start))
        for part in parts
        for span in spans
    )


def _text(choice: Choice) -> str:
    """Return a list as the reranker reads it: its heading, its lead-in, the first of its items."""
    document, one = choice.document, choice.list
    lead = shown(document, one.lead_in) if one.lead_in else ""
    items = "; ".join(shown(document, item.parts) for item in one.items)
    words = f"{lead} {items}".split()[:_SHOWN_WORDS]
    return f"{heading_of(document, one.section)}\n{' '.join(words)}"

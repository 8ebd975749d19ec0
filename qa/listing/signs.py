"""What speaks for a list as the answer to a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.lists.item_list import ItemList, ListItem, ListKind
from corpus.span import Span
from corpus.structure import StructuredDocument
from qa.analysis.agreement import agreement
from qa.analysis.asked import Asked
from qa.analysis.forms import Form
from qa.analysis.nouns import singular
from qa.analysis.stems import stem, stems
from qa.candidates import shown
from qa.evidence import Evidence
from qa.listing.wanted import Wanted
from qa.ranking import heading_of
from qa.specialists import Situation

WITHIN_A_SENTENCE = frozenset({ListKind.LABELLED, ListKind.NAMED, ListKind.SERIES})
_MOST_SUPPORT = 0.5  # share of the question's terms that a lead-in must have to speak for its list
_FULL_SUPPORT = 0.75  # share of them that lead-in, heading and title must have to say it all
_CONTEXT = 600  # characters before a lead-in that may say what it speaks of
_FEWEST = 2
_ALL = 1.0  # share of the items
# What a sign is worth, in logits of the reranker.
_COVERED, _NUMBERED, _NAMED, _TOUCHED = 4.0, 3.0, 1.5, 1.0
_LESS_OF_A_LIST = {ListKind.SERIES: -1.0, ListKind.HEADINGS: -1.5}
_OF_NAMES = frozenset({Form.WHO, Form.BODY, Form.PLACE})
_LONGEST_NAME = 15  # words
_HOLDS = re.compile(r"\b(?:has|have|had) $")
_FOLLOWING = re.compile(r"\bthe following ((?:[^\W\d_]+[ ,]+){0,4}[^\W\d_]+)")
_ANNOUNCES = re.compile(r"\bfollow(?:ing|s)\b")
_ARTICLE = re.compile(r"\W*(?:(?:the|a|an|both|either)\b\W*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A list and what speaks for it.

    `covered` counts the items of which the short answer of the span reading holds at least half, 0
    where most of the short answer is something else; `is_touched` tells whether it lies in any,
    `is_within` whether it goes beyond none but the outermost items. `is_counted` tells that the
    list has as many items as the question speaks of, `is_miscounted` that it has not. `is_named`:
    lead-in, heading or half of the items hold the noun asked for or the role; `is_headed`: lead-in
    or heading do; `is_announced`: they have it after "the following". `is_led`: the lead-in holds
    most of what is asked. `is_whole`: lead-in, heading and title hold nearly all of it, where it is
    led with what stands before the lead-in in its section, and the
    item that the short answer lies in nothing more: the question singles no item out; "the
    following" in the lead-in may be the short answer as well. `is_of_kind`: the items are short if
    names are asked for. `is_known`: half of the items or more say nothing but words of the
    question. `logit` is the reranker's.
    """

    document: StructuredDocument
    list: ItemList
    covered: int
    is_touched: bool
    is_within: bool
    is_counted: bool
    is_miscounted: bool
    is_named: bool
    is_headed: bool
    is_announced: bool
    is_led: bool
    is_whole: bool
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
    def is_short_answer(self) -> bool:
        """Tell whether the short answer is the list: all of its items and little else."""
        return self.is_within and self.is_covered(_ALL)

    @property
    def score(self) -> float:
        """Return all that speaks for the list, in logits."""
        return self.logit + self.signs


def choice_of(
    situation: Situation,
    wanted: Wanted,
    document: StructuredDocument,
    one: ItemList,
    best: Evidence | None,
) -> Choice:
    """Return a list with its signs; `best` is the evidence of the span reading, None for none."""
    lead = shown(document, one.lead_in) if one.lead_in else ""
    around = f"{lead} {' '.join(document.sections[one.section].path[-1:])}"
    items = [shown(document, item.parts) for item in one.items]
    count = len(items)
    asked_for = frozenset(stems(situation.understood))
    told = wanted.number
    spans = _short_answer(document, best)
    held = [_overlap(item.parts, spans) for item in one.items]
    lengths = [sum(part.end - part.start for part in item.parts) for item in one.items]
    noun = stem(singular(wanted.noun)) if wanted.noun else ""
    nouns = [noun, stem(singular(wanted.role))] if wanted.role else [noun]
    is_of_names = situation.asked.form in _OF_NAMES
    is_introduced = _is_introduced(document, one, spans)
    said = sum(span.end - span.start for span in spans)
    is_led = agreement(situation.asked, lead, "").text.terms >= _MOST_SUPPORT
    above = _before(document, one) if is_led else ""
    covered = sum(2 * some >= length for some, length in zip(held, lengths, strict=True))
    return Choice(
        document,
        one,
        covered=covered if 2 * sum(held) >= said else 0,
        is_touched=any(held),
        is_within=_is_within(document, one, spans),
        is_counted=told == count,
        is_miscounted=told is not None and told != count,
        is_named=any(each and _is_named(each, around, items) for each in nouns),
        is_headed=any(
            each in stems(around) and not _is_owner(each, around) for each in nouns if each
        ),
        is_announced=_follows(noun, around),
        is_led=is_led,
        is_whole=(any(held) or is_introduced)
        and _says_all(
            situation.asked,
            f"{above} {lead} {heading_of(document, one.section)}",
            [item for item, some in zip(items, held, strict=True) if some],
        ),
        is_of_kind=not is_of_names
        or median(len(item.split()) for item in items) <= _LONGEST_NAME
        or is_introduced
        or _follows(noun, around),
        is_known=2 * sum(asked_for.issuperset(stems(item)) for item in items) >= count,
    )


def words_of(item: ListItem) -> tuple[Span, ...]:
    """Return the places of an item with all that is nested in it, label first, in text order."""
    own = ((item.label,) if item.label else ()) + item.parts
    below = (span for child in item.children for span in words_of(child))
    return (*own, *below)


def _is_named(noun: str, around: str, items: Sequence[str]) -> bool:
    if _is_owner(noun, around):
        return False
    named = sum(noun in stems(item) for item in items)
    return noun in stems(around) or named >= max(_FEWEST, len(items) / 2)


def _is_owner(noun: str, around: str) -> bool:
    """Tell whether "the noun has the following …" stands there: a list of what the noun has."""
    following = _FOLLOWING.search(around)
    return (
        following is not None
        and _HOLDS.search(around[: following.start()]) is not None
        and noun not in stems(following[1])
    )


def _follows(noun: str, around: str) -> bool:
    """Tell whether "the following" nouns are announced."""
    following = _FOLLOWING.search(around)
    return following is not None and bool(noun) and noun in stems(following[1])


def _is_introduced(document: StructuredDocument, one: ItemList, spans: Sequence[Span]) -> bool:
    """Tell whether the short answer is the words of the lead-in that announce the list."""
    text = document.document.text
    announced = any(_ANNOUNCES.search(span.of(text)) for span in spans)
    return announced and _overlap(one.lead_in, spans) > 0


def _says_all(asked: Asked, around: str, touched: Sequence[str]) -> bool:
    """Tell whether a question is about a list: `around` holds it, the items touched add nothing."""
    wanted = [stem(term) for term in asked.terms]
    led = frozenset(stems(around))
    if not wanted or sum(term in led for term in wanted) < _FULL_SUPPORT * len(wanted):
        return False
    left = frozenset(wanted) - led
    return not any(left & set(stems(item)) for item in touched)


def _before(document: StructuredDocument, one: ItemList) -> str:
    """Return what stands in a list's section before its lead-in, the last of it if it is long.

    "The notification shall contain:" says what is notified a paragraph earlier.
    """
    end = one.lead_in[0].start if one.lead_in else one.start
    start = max(document.sections[one.section].span.start, end - _CONTEXT)
    return document.document.text[start:end]


def _short_answer(document: StructuredDocument, best: Evidence | None) -> tuple[Span, ...]:
    """Return where the short answer stands in a document, () if it stands in another."""
    if best is None or best.candidate.document.document.id != document.document.id:
        return ()
    return best.candidate.shown.spans(best.start, best.end)


def _is_within(document: StructuredDocument, one: ItemList, spans: Sequence[Span]) -> bool:
    """Tell whether the short answer holds no words but the list's, articles before it aside."""
    if not spans:
        return False
    text = document.document.text
    before = text[spans[0].start : max(spans[0].start, one.start)]
    after = text[min(one.items[-1].parts[-1].end, spans[-1].end) : spans[-1].end]
    return _ARTICLE.fullmatch(before) is not None and not any(map(str.isalnum, after))


def _overlap(parts: Sequence[Span], spans: Sequence[Span]) -> int:
    """Return how many characters of an item the short answer holds."""
    return sum(
        max(0, min(part.end, span.end) - max(part.start, span.start))
        for part in parts
        for span in spans
    )

"""Complete lists: every item of the one enumeration that a question asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.lists.item_list import ItemList
from corpus.span import Span, trimmed
from corpus.structure import StructuredDocument
from qa.answer import Answer, AnswerKind
from qa.candidates import shown
from qa.composing import probability
from qa.itemising import citations_of, context_at, item_at, joined
from qa.listing.choice import chosen
from qa.listing.separators import unseparated
from qa.listing.signs import WITHIN_A_SENTENCE, Choice
from qa.listing.wanted import Wish, wanted
from qa.specialists import Situation

_MOST_WORDS = 60  # of an enumeration that is shown as it runs


class ListSpecialist:
    """Answers a question for a list with all items of the list, in the order of the text."""

    is_exhaustive = False

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return the items with the number announced; None if one answer is better than a list."""
        wants = wanted(situation.understood, situation.asked)
        if wants.wish is Wish.NO or situation.is_far:
            return None
        choice = chosen(situation, wants, situation.weighed())
        return list_answer(situation, common, choice) if choice is not None else None


def list_answer(situation: Situation, common: Answer, choice: Choice) -> Answer:
    """Return `common` as all items of a list, with the number announced and what leads it in."""
    document, one = choice.document, choice.list
    groups = [
        span
        for each in situation.index.structures(document.document.id).assignments
        for span in each.group
    ]
    bare = [_without(document, item.parts, groups) for item in one.items]
    items = tuple(item_at(document, parts) for parts in unseparated(document.document.text, bare))
    return replace(
        common,
        kind=AnswerKind.LIST,
        text=_running(document, one) or "\n".join(item.text for item in items),
        items=items,
        expected=one.announced,
        citations=citations_of(items),
        context=context_at(document, one.lead_in),
        confidence=probability(situation.ranking.read[0].logit),
    )


def _without(
    document: StructuredDocument, parts: Sequence[Span], groups: Iterable[Span]
) -> tuple[Span, ...]:
    """Return the parts of an item up to the bracket of bodies after it, all if nothing is left."""
    text = document.document.text
    first, last = parts[0].start, parts[-1].end
    inside = [span.start for span in groups if first < span.start < last]
    if not inside:
        return tuple(parts)
    end = min(inside)
    kept = (trimmed(text, part.start, min(part.end, end)) for part in parts if part.start < end)
    return tuple(span for span in kept if span is not None) or tuple(parts)


def _running(document: StructuredDocument, one: ItemList) -> str:
    """Return a list within a sentence as it runs there, "" for one that is long or no such list."""
    if one.kind not in WITHIN_A_SENTENCE:
        return ""
    start, end = one.start, one.items[-1].parts[-1].end
    parts = joined(document.document.text, [part for item in one.items for part in item.parts])
    is_whole = all(part.start >= start for part in parts)
    text = shown(document, (Span(start, end),)) if is_whole else ""
    return text if len(text.split()) <= _MOST_WORDS else ""

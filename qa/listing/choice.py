"""Which list of the documents answers a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.lists.item_list import ItemList, ListKind
from qa.candidates import shown
from qa.evidence import Evidence
from qa.listing.signs import Choice, choice_of, words_of
from qa.listing.wanted import Wanted, Wish
from qa.ranking import RankedChunk, heading_of
from qa.specialists import Situation

_CHUNKS = 8  # whose lists are looked at
_READ = 6  # lists that are read together with the question
_SHOWN_WORDS = 110  # of a list, as the reranker reads it
_FEWEST = 2
_LEAST_LOGIT = 0.0
_BEHIND = 3.0  # logits that a list may be behind the best chunk
_STANDING_OUT = frozenset({ListKind.BLOCKS, ListKind.LABELLED})
_MOST = 0.6  # share of the items


def chosen(situation: Situation, wanted: Wanted, evidence: Sequence[Evidence]) -> Choice | None:
    """Return the list that answers, None where none is clearly better than a single answer.

    `evidence` is what the span reading weighed, best first. A list whose items the short answer
    runs over is one; where a list is clearly asked for, so is one that fits by its number, its
    noun or its lead-in. Where it is left open, the short answer has to be the list and no more, or
    the list's lead-in has to announce the noun asked for ("the following information"), or to say
    what is asked, and the question to single none of its items out.
    """
    best = evidence[0] if evidence else None
    found = [choice for choice in _choices(situation, wanted, best) if not choice.is_known]
    if wanted.wish is not Wish.CLEARLY:
        found = [choice for choice in found if _is_open(choice, wanted.wish)]
    found.sort(key=lambda each: -each.signs)
    promising = found[:_READ]
    texts = [_text(each) for each in promising]
    logits = situation.reranker.score(situation.understood, texts)
    read = [replace(each, logit=x) for each, x in zip(promising, logits, strict=True)]
    top = situation.ranking.read[0].logit
    answering = [each for each in read if _answers(each, top)]
    outer = [each for each in answering if each.list.kind in _STANDING_OUT]
    answering = [each for each in answering if not any(_holds(one, each) for one in outer)]
    return max(answering, key=lambda each: each.score, default=None)


def _holds(outer: Choice, inner: Choice) -> bool:
    """Tell whether a list stands within a single item of another."""
    if outer.document is not inner.document or outer.list is inner.list:
        return False
    start, end = inner.list.start, inner.list.items[-1].parts[-1].end
    return any(item.start <= start and end <= words_of(item)[-1].end for item in outer.list.items)


def _is_open(choice: Choice, wish: Wish) -> bool:
    """Tell whether a list answers a question that may want one thing."""
    if wish is Wish.PERHAPS and choice.is_short_answer:
        return True
    return (choice.is_whole or choice.is_announced) and choice.list.kind in _STANDING_OUT


def _answers(choice: Choice, top: float) -> bool:
    """Tell whether a list is clearly what is asked for; `top` is the best chunk's logit."""
    if choice.is_covered(_MOST if choice.list.kind is ListKind.SERIES else 0.0):
        return True
    if choice.list.kind is ListKind.SERIES or choice.logit < max(_LEAST_LOGIT, top - _BEHIND):
        return False
    if choice.is_miscounted or not choice.is_of_kind:
        return False
    is_told = choice.is_touched and choice.is_led
    return choice.is_counted or choice.is_named or choice.is_whole or is_told


def _choices(situation: Situation, wanted: Wanted, best: Evidence | None) -> Iterator[Choice]:
    chunks = situation.ranking.read[:_CHUNKS]
    seen: set[tuple[str, int, ListKind, int]] = set()
    for name in dict.fromkeys(each.chunk.document_id for each in chunks):
        document = situation.index.document(name)
        near = [each for each in chunks if each.chunk.document_id == name]
        for one in situation.index.structures(name).lists:
            key = (name, one.start, one.kind, len(one.items))
            if len(one.items) >= _FEWEST and key not in seen and _is_near(one, near):
                seen.add(key)
                yield choice_of(situation, wanted, document, one, best)


def _is_near(one: ItemList, chunks: Sequence[RankedChunk]) -> bool:
    """Tell whether lead-in or items stand in a chunk, or a chunk under a heading that is one."""
    if one.kind is ListKind.HEADINGS:
        sections = {one.section, *(item.section for item in one.items)}
        return any(each.chunk.section in sections for each in chunks)
    places = (*one.lead_in, *(part for item in one.items for part in item.parts))
    return any(
        part.start < each.chunk.end and part.end > each.chunk.start
        for each in chunks
        for part in places
    )


def _text(choice: Choice) -> str:
    """Return a list as the reranker reads it: its heading, its lead-in, the first of its items."""
    document, one = choice.document, choice.list
    lead = shown(document, one.lead_in) if one.lead_in else ""
    items = "; ".join(shown(document, item.parts) for item in one.items)
    words = f"{lead} {items}".split()[:_SHOWN_WORDS]
    return f"{heading_of(document, one.section)}\n{' '.join(words)}"

"""Answers about the items of a list: the second of them, how many there are, what is among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.lists.item_list import ItemList, ListItem, ListKind
from corpus.span import Span
from corpus.structure import BlockKind
from qa.analysis.asked import asked
from qa.analysis.nouns import singular
from qa.analysis.stems import stem, stems
from qa.answer import Answer, AnswerKind, Part
from qa.candidates import shown
from qa.citation import cite
from qa.evidence import Evidence
from qa.itemising import context_at, joined
from qa.listing.choice import chosen
from qa.listing.item_questions import ItemQuestion, ItemQuestionKind, item_question
from qa.listing.separators import unseparated
from qa.listing.signs import Choice, words_of
from qa.listing.specialist import list_answer
from qa.listing.wanted import Wish, wanted
from qa.specialists import Situation

_NEAR = 6  # words around a number that it may count


class ItemSpecialist:
    """Answers a question about the items of a list from the whole list.

    A single item comes as a span, led in as in its list. A count comes as all items, so that it is
    seen to be right; a number that the text itself tells is left to the span reading. What is not
    among the items, or has no place there, comes as `missing`, with all of them.
    """

    is_exhaustive = False

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return the item or the items; None for other questions and where no list is meant."""
        question = item_question(situation.understood)
        if question is None or situation.is_far:
            return None
        if question.kind is ItemQuestionKind.COUNT and _is_told(situation):
            return None
        here = situation.of(question.whole)
        wants = wanted(here.understood, here.asked)
        if wants.wish is not Wish.CLEARLY or here.is_far:
            return None
        choice = chosen(here, wants, here.weighed())
        if choice is None or not _is_meant(choice, question):
            return None
        whole = list_answer(here, common, choice)
        if question.kind is ItemQuestionKind.COUNT:
            return _counted(whole)
        item = _item(choice, question)
        if item is None:
            return replace(whole, missing=question.subject)
        return _of_item(whole, choice, item)


def _is_told(situation: Situation) -> bool:
    """Tell whether the span reading finds a number that counts what is asked for."""
    evidence = situation.weighed()
    if not evidence or evidence[0].signals.form <= 0 or _is_label(evidence[0]):
        return False
    best = evidence[0]
    noun = stem(singular(situation.asked.noun))
    before = stems(best.candidate.text[: best.start])[-_NEAR:]
    after = stems(best.candidate.text[best.end :])[:_NEAR]
    return noun in (*before, *stems(best.answer), *after)


def _is_label(best: Evidence) -> bool:
    """Tell whether the short answer opens a list item: the number counts the item alone."""
    return best.candidate.block.kind is BlockKind.LIST_ITEM and not any(
        map(str.isalnum, best.candidate.text[: best.start])
    )


def _is_meant(choice: Choice, question: ItemQuestion) -> bool:
    """Tell whether a list is surely the one asked about: it is announced by the noun."""
    if choice.list.kind is ListKind.SERIES:
        return question.kind is ItemQuestionKind.MEMBER and choice.is_headed
    return choice.is_headed


def _item(choice: Choice, question: ItemQuestion) -> ListItem | None:
    """Return the item asked for, None where the list has none."""
    items = choice.list.items
    if question.kind is ItemQuestionKind.ITEM:
        if question.place > len(items):
            return None
        return items[question.place - 1 if question.place > 0 else question.place]
    wanted_stems = {stem(term) for term in asked(question.subject).terms}
    holding = (item for item in items if wanted_stems <= set(stems(_said(choice, item))))
    return next(holding, None) if wanted_stems else None


def _said(choice: Choice, item: ListItem) -> str:
    return shown(choice.document, words_of(item))


def _counted(whole: Answer) -> Answer:
    """Return a whole list with what leads it in cited first: it tells what is counted."""
    lead = tuple(context.citation for context in whole.context)
    return replace(whole, citations=tuple(dict.fromkeys((*lead, *whole.citations))))


def _of_item(whole: Answer, choice: Choice, item: ListItem) -> Answer:
    """Return `whole` as one of its items, with what is nested in it."""
    document = choice.document
    text = document.document.text
    own = _bare(text, choice.list, item)
    cited = joined(text, words_of(item))
    return replace(
        whole,
        kind=AnswerKind.SPAN,
        answer=shown(document, own),
        answer_parts=tuple(Part(span.start, span.end, span.of(text)) for span in own),
        text=shown(document, cited),
        items=(),
        expected=None,
        citations=(cite(document, cited),),
        context=context_at(document, choice.list.lead_in),
    )


def _bare(text: str, one: ItemList, item: ListItem) -> Sequence[Span]:
    """Return an item's own words without what parts it from the next."""
    return unseparated(text, [each.parts for each in one.items])[one.items.index(item)]

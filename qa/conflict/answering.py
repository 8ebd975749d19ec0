"""Answers for which a second place has another figure or date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.document import Document
from corpus.events.dates import dates_in
from corpus.structure import BlockKind
from qa.analysis.asked import Asked
from qa.analysis.fitting import LIKELY
from qa.analysis.forms import Form
from qa.analysis.stems import stem
from qa.answer import Answer, AnswerKind, Item
from qa.citation import cite
from qa.conflict.days import day
from qa.conflict.figures import figure
from qa.conflict.subject import same_subject
from qa.conflict.values import Value
from qa.evidence import Evidence
from qa.itemising import citations_of, context_at
from qa.quoting import quote

_FARTHEST = 4.0  # from the best score
LEAST_SPAN = 1.0  # the reader's score above that of no answer


def with_conflict(
    answer: Answer, asked: Asked, evidence: Sequence[Evidence], near: float
) -> Answer:
    """Return an answer as a conflict if another place gives another value, else as it is.

    `answer` is that of the best evidence, which comes first; `near` is that of `quote`. Both quotes
    become items, the newest first: by the date of their documents, or by the latest date that
    edition, title or id names; those without a date last, and equal ones by document and place. The
    short answer, its text and the first citation stay those of the best; the other's comes second.
    """
    other = conflicting(asked, evidence)
    if other is None:
        return answer
    quoted = quote((other,), near)
    document = other.candidate.document
    best = Item(answer.text, answer.citations[0])
    rival = Item(quoted.text, cite(document, quoted.parts))
    dated = [
        (_date(evidence[0].candidate.document.document), best),
        (_date(document.document), rival),
    ]
    dated.sort(key=lambda each: _place(each[1]))
    dated.sort(key=lambda each: each[0], reverse=True)
    return replace(
        answer,
        kind=AnswerKind.CONFLICT,
        items=tuple(item for _, item in dated),
        citations=tuple(dict.fromkeys((*citations_of((best, rival)), *answer.citations[1:]))),
        context=tuple(dict.fromkeys((*answer.context, *context_at(document, quoted.context)))),
    )


def conflicting(asked: Asked, evidence: Sequence[Evidence]) -> Evidence | None:
    """Return the best evidence whose figure or date differs from that of the first, None for none.

    Only a question for a figure or a date has such, and only running text, as what a cell says
    depends on its row and column. Both places speak of the same thing (`same_subject`), are
    answers to the reader, and support the names, years and numbers of the question alike. A
    document that has both values has them for different things: it is in no conflict with another.
    """
    value_of = value_reading(asked)
    if value_of is None or not evidence or not is_certain(evidence[0]):
        return None
    best = evidence[0]
    value = value_of(best)
    if value is None:
        return None
    rivals = [
        (each, found)
        for each in evidence[1:]
        if each.score >= best.score - _FARTHEST
        and is_certain(each)
        and (found := value_of(each)) is not None
    ]
    for other, found in rivals:
        if (
            value.differs(found)
            and other.signals.names >= best.signals.names
            and other.signals.figures >= best.signals.figures
            and same_subject(asked, best, value.span, other, found.span)
            and not _both_have_both((best, value), (other, found), rivals)
        ):
            return other
    return None


def value_reading(asked: Asked) -> Callable[[Evidence], Value | None] | None:
    """Return how the value of a place is read; None if no figure and no date is asked for."""
    if asked.form is Form.DATE:
        return lambda each: day(each.candidate.text, each.start, each.end)
    if asked.form is Form.NUMBER:
        known = frozenset(map(stem, asked.terms))
        return lambda each: figure(each.candidate.text, each.start, each.end, known)
    return None


def is_certain(evidence: Evidence) -> bool:
    """Tell whether a place is running text that answers, by the reader and by the type."""
    is_cell = evidence.candidate.block.kind is BlockKind.TABLE_ROW
    signals = evidence.signals
    return not is_cell and signals.span >= LEAST_SPAN and signals.form >= LIKELY


def _both_have_both(
    one: tuple[Evidence, Value],
    other: tuple[Evidence, Value],
    others: Sequence[tuple[Evidence, Value]],
) -> bool:
    """Tell whether one of two documents has the other's value, too."""
    here, there = _document(one[0]), _document(other[0])
    if here == there:
        return False
    return any(
        (_document(each) == here and found.agrees(other[1]))
        or (_document(each) == there and found.agrees(one[1]))
        for each, found in others
    )


def _document(evidence: Evidence) -> str:
    return evidence.candidate.document.document.id


def _date(document: Document) -> str:
    metadata = document.metadata
    for said in (metadata.date, metadata.edition, metadata.title, document.id.replace("_", " ")):
        found = [each.value for each in dates_in(said, 0, len(said), years=True)]
        if found:
            return max(found)
    return ""


def _place(item: Item) -> tuple[str, int]:
    return item.citation.document, item.citation.parts[0].start
